"""Labelled pairs go through the real store: what it joins wrongly is counted, the test half is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import select

import settings
from bench import names, resolve
from bench.goldset import MalformedGold
from bench.pairs import COLUMNS, HALVES, load
from bench.storing import source
from store import save
from store.archive import Archive
from store.db import open_store, reading
from store.tables import App, Company, Decision

FIRM, OTHER = "杭州虚构鹤科技有限公司", "成都样例鹿网络有限公司"


def line(ident: str, asks: str, label: str, one: tuple[str, str], other: tuple[str, str]) -> str:
    """A pair of (name, developer)."""
    kind = "app" if asks == "app" else "organisation"
    given = [f"{ident}-d01", ident, asks, label, "", ""]
    for name, developer in (one, other):
        given += [name, "", developer, "", "zh", "", kind]
    return "\t".join(given)


def put(folder: Path, *lines: str, half: str = "dev") -> Path:
    (folder / f"{half}.tsv").write_text("\n".join(["\t".join(COLUMNS), *lines]) + "\n", "utf-8")
    return folder


def test_there_are_600_pairs_and_more_half_of_them_of_two_things() -> None:
    found = {half: load(half) for half in HALVES}
    every = [pair for half in found.values() for pair in half]
    assert len(every) >= 600
    assert sum(not pair.same for pair in every) >= len(every) / 2
    assert all(300 <= len(half) <= 400 for half in found.values())
    assert {pair.asks for pair in every} == {"app", "company", "group"}


def test_the_halves_share_no_made_up_developer() -> None:
    firms = [
        {f for p in load(half) if p.kind != "app-known" for f in (p.one.firm, p.other.firm) if len(f) > 6}
        for half in HALVES
    ]
    assert not firms[0] & firms[1]


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("\tdifferent\t", "\tperhaps\t", "label is 'perhaps'"),
        ("\tzh\t", "\txx\t", "day or language"),
        ("\tapp\n", "\tperson\n", "no name, or no app"),
        ("\tyes", "", "not the columns"),
    ],
)
def test_a_malformed_line_is_an_error(tmp_path: Path, was: str, now: str, said: str) -> None:
    body = line("two", "app", "different", ("有看头", FIRM), ("有看头", OTHER)).replace(
        "\t\t\t有", "\tyes\t\t有", 1
    )
    put(tmp_path, body)
    path = tmp_path / "dev.tsv"
    path.write_text(path.read_text("utf-8").replace(was, now, 1), "utf-8")
    with pytest.raises(MalformedGold, match=said):
        load("dev", tmp_path)


def test_what_the_store_joins_is_compared_with_the_labels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(
        tmp_path,
        line("two", "app", "different", ("有看头", FIRM), ("有看头", OTHER)),
        line("one", "app", "same", ("有看头", FIRM), ("《有看头》App", FIRM)),
        line("wrong", "app", "different", ("画图宝", FIRM), ("画图宝", FIRM)),
        line("missed", "app", "same", ("记账虎", FIRM), ("背词熊", FIRM)),
        line("group", "group", "same", ("腾讯", ""), ("深圳市腾讯计算机系统有限公司", "")),
    )
    assert resolve.main([], tmp_path) == 1
    shown = capsys.readouterr().out
    assert "all                    5  0.667  0.667  1, 1" in shown
    assert "JOINED wrong-d01" in shown
    assert "MISSED missed-d01" in shown


def test_pairs_of_the_test_half_are_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, line("right", "app", "same", ("画图宝", FIRM), ("画图宝", FIRM)))
    put(tmp_path, line("wrong", "app", "different", ("画图宝", FIRM), ("画图宝", FIRM)), half="test")
    assert resolve.main([], tmp_path) == 0
    assert resolve.main(["--test"], tmp_path) == 1
    shown = capsys.readouterr().out
    assert "test: 1 pairs" in shown
    assert "画图宝" not in shown


def test_a_malformed_half_fails_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert resolve.main([], tmp_path) == 1
    assert "malformed" in capsys.readouterr().out


def test_growth_is_measured_on_a_store_that_holds_the_names(tmp_path: Path) -> None:
    given = settings.load({}, home=tmp_path)
    engine = open_store(given, "example")
    save.sources(engine, [source()])
    first, second = names.measure(engine, Archive(given.archive), [150, 400])
    assert first.names < second.names
    assert min(second.saving, second.proposing, second.alike, second.again) > 0
    with reading(engine) as session:
        apps, firms = (len(session.exec(select(table.id)).all()) for table in (App, Company))
        assert apps + firms >= 400
        assert session.exec(select(Decision)).all(), "no number came again"
    engine.dispose()
