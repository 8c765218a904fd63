"""The vocabulary holds together: identities are unique, references resolve, every code used exists."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest

from store import vocab
from store.vocab import CuratedApp, CuratedCompany


def _names(entry: CuratedApp | CuratedCompany) -> set[str]:
    legal = entry.legal if isinstance(entry, CuratedCompany) else ()
    return {vocab.fold(n) for n in (entry.zh, entry.en, *entry.names, *legal)}


def _holders() -> dict[str, list[CuratedApp | CuratedCompany]]:
    holders: dict[str, list[CuratedApp | CuratedCompany]] = {}
    entries: list[CuratedApp | CuratedCompany] = [*vocab.companies().values(), *vocab.apps().values()]
    for entry in entries:
        for name in _names(entry):
            holders.setdefault(name, []).append(entry)
    return holders


def _may_share(one: CuratedApp | CuratedCompany, other: CuratedApp | CuratedCompany) -> bool:
    """Only an app and the firm that runs it may share a name, and the app says so."""
    match one, other:
        case (CuratedCompany(), CuratedApp()):
            return other.service and other.company == one.key
        case (CuratedApp(), CuratedCompany()):
            return _may_share(other, one)
    return False


def _clashes() -> Iterator[str]:
    for name, entries in _holders().items():
        for one, other in combinations(entries, 2):
            if not _may_share(one, other):
                yield f"{name}: {one.key} and {other.key}"


def test_no_name_belongs_to_two_identities() -> None:
    assert list(_clashes()) == []


@pytest.mark.parametrize("file, section", [("companies.toml", "company"), ("apps.toml", "app")])
def test_no_key_stands_twice(file: str, section: str) -> None:
    keys = [entry["key"] for entry in vocab._toml(file)[section]]
    assert [k for k in keys if keys.count(k) > 1] == []


def test_every_app_has_a_known_company_and_kind() -> None:
    assert [a.key for a in vocab.apps().values() if a.company not in vocab.companies()] == []
    assert [a.key for a in vocab.apps().values() if a.kind not in vocab.codes("app_kinds")] == []


def test_every_parent_is_a_known_company_and_the_head_of_its_group() -> None:
    companies = vocab.companies()
    parents = {c.key: c.parent for c in companies.values() if c.parent}
    assert [k for k, parent in parents.items() if parent not in companies] == []
    assert [k for k, parent in parents.items() if companies[parent].parent] == []


def test_a_service_shares_a_name_with_its_company_and_no_other_app_does() -> None:
    companies = vocab.companies()
    shared = {a.key for a in vocab.apps().values() if _names(a) & _names(companies[a.company])}
    assert shared == {a.key for a in vocab.apps().values() if a.service}


PLAIN = (
    "中国航空 山东航空 上海航空 河南航空 中国美团 山东软件 其中通过 统一加强 娱乐视频 精美图片 资金立即 宣传音频 使用友好"
    " 西安天 普通义务 可灵活 不同程度 提高途径 外交行动 施工行为 有品牌 有道德 容易到 智联网联 1024字 凝聚美好"
)


def test_no_curated_name_hides_in_ordinary_phrases() -> None:
    entries: list[CuratedApp | CuratedCompany] = [*vocab.companies().values(), *vocab.apps().values()]
    short = {n for e in entries if not e.context for n in _names(e)}
    assert [n for n in sorted(short) if any(n in phrase and n != "美团" for phrase in PLAIN.split())] == []


def test_every_trap_holds_a_curated_name_and_is_none() -> None:
    names = set(_holders())
    assert [t for t in vocab.traps() if t in names or not any(n in t for n in names)] == []


def test_the_curated_knowledge_is_as_large_as_promised() -> None:
    assert len(vocab.companies()) >= 400 and len(vocab.apps()) >= 600


def test_the_miit_series_runs_from_1_to_58_without_gaps() -> None:
    series = [n for n in vocab.known_notices() if n.number is not None]
    assert [n.number for n in series] == list(range(1, 59))
    assert [n.day for n in series] == sorted(n.day for n in series)
    assert series[14].apps == 145 and series[14].rectify_by == "2021-07-26"


def test_the_stated_parts_of_a_notice_are_added_up() -> None:
    series = {n.number: n for n in vocab.known_notices()}
    assert series[13].stated == "93+45" and series[13].apps == 138
    assert series[21].apps == 120  # 107 apps and 13 SDKs
    assert sum(series[n].apps or 0 for n in range(1, 17)) == 1407  # as the ministry stated on 2021-07-30


def test_no_known_notice_has_a_migration_day_or_a_doubled_address() -> None:
    notices = vocab.known_notices()
    assert not [n for n in notices if n.day in ("2023-05-12", "2023-05-13")]
    assert {n.precision: n.basis for n in notices} == {"day": "stated", "year": "observed"}
    addresses = [u for n in notices for u in (n.url, *n.also) if u]
    assert len(addresses) == len(set(addresses))


def test_every_known_notice_is_by_a_known_issuer_and_on_an_official_host() -> None:
    for notice in vocab.known_notices():
        assert set(notice.issuers) <= set(vocab.issuers()), notice
        assert not notice.url or vocab.issuer_of_host(notice.url), notice


def test_hb_hosts_are_hebei() -> None:
    assert vocab.issuer_of_host("https://hbca.miit.gov.cn/xxgk/tzgg/index.html") == "CA-HE"
    assert vocab.issuer_of_host("hubca.miit.gov.cn") == "CA-HB"
    assert vocab.issuer_of_host("hunca.miit.gov.cn") == "CA-HN"
    assert not [n for n in vocab.known_notices() if "CA-HB" in n.issuers and "//hbca." in n.url]


@pytest.mark.parametrize(
    "address, code",
    [
        ("https://www.miit.gov.cn/jgsj/a.html", "MIIT"),
        ("http://www.cac.gov.cn:80/2026-04/27/c_1.htm", "CAC"),
        ("https://miit.gov.cn.example.org/", None),
        ("https://unknown.miit.gov.cn/", None),
        ("", None),
    ],
)
def test_a_host_is_known_whole_or_not_at_all(address: str, code: str | None) -> None:
    assert vocab.issuer_of_host(address) == code


def test_every_host_belongs_to_a_known_issuer() -> None:
    assert set(vocab.hosts().values()) <= set(vocab.issuers())
    assert vocab.reprinting_hosts() <= set(vocab.hosts())
