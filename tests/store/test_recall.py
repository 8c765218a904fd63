"""What is known to exist is compared with what we have, list by list; examples are not compared."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import col, update

from store import save
from store.archive import Archive
from store.db import open_store, writing
from store.recall import recall, totals
from store.records import Batch
from store.tables import Notice
from store.vocab import known_notices
from tests.store.making import at, notice, source

SERIES = {k.number: k for k in known_notices() if k.number}


def listed(engine: Engine, archive: Archive, number: int, read: int, by_url: bool = False) -> None:
    """No. `number` of the ministry's series with `read` rows; none of its apps is named here."""
    known = SERIES[number]
    url = known.url if by_url else f"https://www.example.org/{number}.html"
    saved = notice(
        engine, archive, url=url, title=f"通报{number}", day=known.day, text=f"{number}",
        batch=None if by_url else Batch(overall=number),
    )  # fmt: skip
    with writing(engine) as session:
        session.execute(update(Notice).where(col(Notice.id) == saved.notice_id).values(seal_read=read))


def stated(number: int) -> int:
    return SERIES[number].apps or 0


def test_the_store_has_what_an_address_a_number_or_title_and_day_show(
    engine: Engine, archive: Archive
) -> None:
    assert (recall(engine).here, recall(engine).measured) == (0, True)
    listed(engine, archive, 1, 41, by_url=True)
    listed(engine, archive, 20, 38)
    other = next(k for k in known_notices() if not k.number and k.title and k.precision == "day")
    notice(
        engine, archive, url="https://www.example.org/elsewhere.html", title=other.title, day=other.day,
        text="x", issuers=[other.issuers[0]],
    )  # fmt: skip
    found = recall(engine)
    assert found.here == 3 and found.known == len(known_notices())
    assert found.by_issuer["MIIT"][1] == 2 and found.by_issuer["MIIT"][0] >= 58
    assert found.by_issuer[other.issuers[0]][1] == 1
    assert 0 < found.share < 0.1


def test_totals_agree_when_every_list_of_the_time_is_here_whole(engine: Engine, archive: Archive) -> None:
    for number in range(1, 18):  # No. 17 is later than the first of the two totals
        listed(engine, archive, number, stated(number), by_url=number == 1)
    early, late = totals(engine)
    assert early.state == "agrees" and (early.lists, early.apps) == (16, 1407)
    assert not early.missing and not early.short
    assert late.state == "fewer_lists" and late.missing == (18, 19, 20, 21) and late.later == (21,)


def test_totals_say_which_lists_are_missing_and_which_are_short(engine: Engine, archive: Archive) -> None:
    for number in range(1, 17):
        if number != 9:
            listed(engine, archive, number, stated(number))
    assert totals(engine)[0].missing == (9,) and totals(engine)[0].state == "fewer_lists"
    listed(engine, archive, 9, stated(9) - 3)
    early = totals(engine)[0]
    assert early.state == "fewer_apps" and [(s.number, s.stated - s.read) for s in early.short] == [(9, 3)]


def test_a_store_of_examples_is_not_measured(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("example")
    engine = open_store(at(home), "example")
    save.sources(engine, [source()])
    notice(engine, Archive(home / "archive"), url=SERIES[1].url, origin="example", title="示例", text="x")
    assert not recall(engine).measured and recall(engine).here == 0 and totals(engine) == []
    engine.dispose()
