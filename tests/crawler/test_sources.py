"""The catalogue: what is shipped is sound, and a wrong entry says where and what to do."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.cron import fault, unsuited
from crawler.layouts import layout
from crawler.layouts.address import aliases
from crawler.sources import info, load_catalogue
from settings import ROOT, ConfigurationError
from store import vocab

GOOD = """\
[[source]]
id = "one"
title = "示例局"
kind = "official"
issuer = "CA-GD"
language = "zh"
base = "https://one.example/a/b/"
lists = ["/list/"]
layout = "plain"
cron = "17 */6 * * *"
options = { row = "li" }
"""


def write(folder: Path, text: str) -> Path:
    (folder / "x.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_source_is_read_with_its_base_without_slash_and_its_place(tmp_path: Path) -> None:
    [source] = load_catalogue(write(tmp_path, GOOD))
    assert (source.base, source.join("/list/")) == (
        "https://one.example/a/b",
        "https://one.example/a/b/list/",
    )
    assert source.file == f"{tmp_path / 'x.toml'}:1" and source.origin == "live"
    assert info(source).home == source.base


def test_a_whole_file_may_be_of_examples(tmp_path: Path) -> None:
    [source] = load_catalogue(write(tmp_path, 'origin = "example"\n' + GOOD))
    assert source.origin == "example"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('title = "示例局"', 'titel = "示例局"', 3, "unknown key 'titel'"),
        (
            'layout = "plain"',
            'layout = "wordpress"',
            9,
            "unknown layout 'wordpress'; choose one of jpaas, cac",
        ),
        ('issuer = "CA-GD"', 'issuer = "CA-ZZ"', 5, "unknown issuer 'CA-ZZ'"),
        ('issuer = "CA-GD"', "", 2, "an official source needs issuer"),
        ('kind = "official"', 'kind = "press"', 5, "a press source has no issuer"),
        ('"17 */6 * * *"', '"17 */6 * *"', 10, "4 fields where 5 are due"),
        ('"17 */6 * * *"', '"61 * * * *"', 10, "outside 0-59"),
        ('"17 */6 * * *"', '"x * * * *"', 10, "not *, a number or a range"),
        ("https://one.example/a/b/", "ftp://one.example", 7, "no http(s) address"),
        ('["/list/"]', "[]", 8, "lists is empty"),
        ('["/list/"]', '["list"]', 8, "must be a path that starts with /"),
        ('row = "li"', 'rows = "li"', 11, "unknown option 'rows' of layout plain"),
        ("options = {", "enabled = false\noptions = {", 11, "needs why_not"),
        ('id = "one"', 'id = "One!"', 2, "small letters"),
        ('language = "zh"', "language = 3", 6, "language must be a str"),
        ('base = "https://one.example/a/b/"\n', "", 2, "base is missing"),
        ('"17 */6 * * *"', '"17 * * * *"', 10, "tier 2 is asked at most every 6 hours"),
        ("options = {", "tier = 1\noptions = {", 10, "tier 1 is asked at least every 15 minutes"),
        ("options = {", "tier = 3\noptions = {", 11, "must be 1 (watched closely) or 2"),
        ("options = {", 'checked = "soon"\noptions = {', 11, "must be a day"),
        ("options = {", 'window = "7-23"\noptions = {', 11, "must be hours such as"),
        ("options = {", 'proxy = "http://p:1"\noptions = {', 11, "name of an environment variable"),
        ("options = {", "budget = 0\noptions = {", 11, "allows no request"),
        ("options = {", 'match = "App|("\noptions = {', 11, "is no pattern"),
        ("options = {", 'browser = "yes"\noptions = {', 11, "browser must be a bool"),
    ],
)
def test_a_wrong_entry_names_its_line_and_what_to_do(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    assert old in GOOD
    with pytest.raises(ConfigurationError) as caught:
        load_catalogue(write(tmp_path, GOOD.replace(old, new)))
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path / 'x.toml'}:{line}: ")


@pytest.mark.parametrize(
    ("cron", "tier", "suits"),
    [
        ("*/15 7-22 * * *", 1, True), ("7-59/15 * * * *", 1, True), ("*/10 * * * *", 1, True),
        ("*/20 * * * *", 1, False), ("*/15 8-22 * * *", 1, False), ("*/15 7-21 * * *", 1, False),
        ("*/15 * * * 1-5", 1, False), ("17 */6 * * *", 2, True), ("0 9 * * 1", 2, True), ("0 0,6,12,18 * * *", 2, True),
        ("0 22,3 * * *", 2, False), ("0,30 6 * * *", 2, False),
    ],
)  # fmt: skip
def test_how_often_a_source_is_asked_suits_its_tier(cron: str, tier: int, suits: bool) -> None:
    assert fault(cron) == ""
    assert (unsuited(cron, tier) == "") is suits


def test_two_sources_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"x\.toml:13: id 'one' is taken by .*x\.toml:1"):
        load_catalogue(write(tmp_path, GOOD + GOOD))


def test_a_file_that_is_no_toml_and_a_folder_without_files_say_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="TONGBAO_CATALOGUE"):
        load_catalogue(tmp_path)
    with pytest.raises(ConfigurationError, match="line 3"):
        load_catalogue(write(tmp_path, "[[source]]\nid = 1\nid =\n"))


def test_the_shipped_catalogue_is_sound() -> None:
    sources = load_catalogue(ROOT / "crawler" / "catalogue")
    enabled = [source for source in sources if source.enabled]
    assert len(enabled) >= 30
    assert {source.issuer for source in sources if source.issuer} <= set(vocab.issuers())
    for source in enabled:
        asks = layout(source.layout).start(source)
        assert len(asks) == len(source.lists)
        hosts = {urlsplit(source.base).hostname, *aliases(source)}
        assert all(urlsplit(ask.url).hostname in hosts for ask in asks)


@pytest.mark.parametrize(
    ("host", "issuer"),
    [
        ("hbca", "CA-HE"),
        ("hubca", "CA-HB"),
        ("hunca", "CA-HN"),
        ("shxca", "CA-SN"),
        ("sxca", "CA-SX"),
        ("shca", "CA-SH"),
    ],
)
def test_abbreviated_hosts_belong_to_the_right_province(host: str, issuer: str) -> None:
    found = {s.base: s.issuer for s in load_catalogue(ROOT / "crawler" / "catalogue")}
    assert found[f"https://{host}.miit.gov.cn"] == issuer


def test_a_source_that_is_known_but_not_connected_may_lack_an_address(tmp_path: Path) -> None:
    text = GOOD.replace("https://one.example/a/b/", "").replace('["/list/"]', "[]")
    with pytest.raises(ConfigurationError, match="no http"):
        load_catalogue(write(tmp_path, text))
    [source] = load_catalogue(write(tmp_path, text + 'enabled = false\nwhy_not = "address not attested"\n'))
    assert (source.base, source.lists) == ("", ())


def test_every_province_has_its_communications_and_its_cyberspace_administration() -> None:
    ids = {source.id for source in load_catalogue(ROOT / "crawler" / "catalogue")}
    codes = {code.removeprefix("CA-").lower() for code in vocab.issuers() if code.startswith("CA-")}
    unsettled = {"ha", "hi"}  # one of the two is hnca, the other's host is not attested
    known = {"hn": "hun-ca"}
    assert {f"{code}-cac" for code in codes} <= ids
    assert {known.get(code, f"{code}-ca") for code in codes - unsettled} | {
        "hn-ca-unresolved",
        "hi-ha-ca",
    } <= ids
