"""Missing numbers are leads, and what only looks like a gap is none. Apps, firms and pages are made up."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from store import save
from store.archive import Archive
from store.db import open_store
from store.gaps import Lead, leads
from store.records import Batch
from tests.store.making import app, at, notice, source

ADDRESS = "https://www.example.org/notices/{}.html"


class Authority:
    """Puts numbered notices into the store."""

    def __init__(self, engine: Engine, archive: Archive) -> None:
        self.engine, self.archive, self.count = engine, archive, 1

    def posts(self, *numbers: int, **given: object) -> None:
        """A notice for each in-year number (`overall`: for each number over all years)."""
        overall = bool(given.pop("overall", False))
        year = int(str(given.pop("year", 2026)))
        day, unit = str(given.pop("day", "")), given.pop("unit", "批")
        for number in numbers:
            self.count += 1
            batch = Batch(overall=number) if overall else Batch(year=year, in_year=number)
            notice(
                self.engine, self.archive, app(f"样例应用{self.count}", row=1), url=ADDRESS.format(self.count),
                title=f"虚构管理局通报（{year}年第{number}{unit}）", day=day or f"{year}-02-{number % 28 + 1:02d}",
                batch=batch, text=f"{self.count}", **given,  # type: ignore[arg-type]
            )  # fmt: skip


@pytest.fixture
def office(engine: Engine, archive: Archive) -> Authority:
    return Authority(engine, archive)


def told(engine: Engine) -> list[tuple[tuple[str, ...], int | None, tuple[int, ...]]]:
    return [(lead.issuers, lead.year, lead.numbers) for lead in leads(engine)]


def test_a_missing_number_is_a_lead_with_its_neighbours_and_where_to_look(
    office: Authority, engine: Engine
) -> None:
    lists = ["https://www.example.org/list/"]
    save.sources(engine, [source(lists=lists)])
    office.posts(1, 2, 5)
    [lead] = leads(engine)
    assert (lead.issuers, lead.year, lead.numbers, lead.unit) == (("MIIT",), 2026, (3, 4), "批")
    assert lead.before is not None and (lead.before.number, lead.after.number) == (2, 5)
    assert lead.after.url == ADDRESS.format(4) and lead.before.notice_id != lead.after.notice_id
    assert ("made-office", lists[0]) in lead.lists


def test_a_year_starts_at_one_and_a_series_over_all_years_where_we_know_it_first(
    office: Authority, engine: Engine
) -> None:
    office.posts(3, issuers=["CA-NX"])
    office.posts(40, 42, overall=True)
    found: dict[tuple[str, ...], Lead] = {lead.issuers: lead for lead in leads(engine)}
    assert found["CA-NX",].numbers == (1, 2) and found["CA-NX",].before is None
    assert found["MIIT",].numbers == (41,) and found["MIIT",].year is None


def test_a_lead_ends_by_itself_when_the_notice_comes(office: Authority, engine: Engine) -> None:
    office.posts(1, 3)
    assert told(engine) == [(("MIIT",), 2026, (2,))]
    office.posts(2)
    assert told(engine) == []


def test_numbering_that_starts_anew_raises_nothing(office: Authority, engine: Engine) -> None:
    office.posts(1, 2, 3, year=2025)
    office.posts(1, 2, year=2026)
    office.posts(40, 41, overall=True, issuers=["CA-ZJ"], day="2024-05-01")
    office.posts(1, 2, 3, overall=True, issuers=["CA-ZJ"], day="2026-05-01")
    assert told(engine) == []


def test_a_change_from_one_unit_to_another_raises_nothing(office: Authority, engine: Engine) -> None:
    office.posts(1, 2, unit="批")
    office.posts(3, 4, unit="期")
    assert told(engine) == []
    office.posts(6, unit="期")
    assert [lead.unit for lead in leads(engine)] == ["期"]


def test_a_joint_series_and_an_own_one_do_not_disturb_each_other(office: Authority, engine: Engine) -> None:
    office.posts(1, 2, issuers=["CA-CQ"])
    office.posts(1, 2, 3, issuers=["CA-SC", "CA-CQ"], day="2026-08-31")
    office.posts(3, issuers=["CA-GS"])
    office.posts(4, issuers=["CA-GS", "CAC-GS"])
    assert told(engine) == [(("CA-GS",), 2026, (1, 2))]


def test_one_notice_at_two_addresses_and_a_removal_with_its_number_raise_nothing(
    office: Authority, engine: Engine
) -> None:
    office.posts(1, 2, 2, 3)
    office.posts(4, document="removal_notice")
    office.posts(5)
    assert told(engine) == []


def test_other_documents_have_numbers_of_their_own(office: Authority, engine: Engine) -> None:
    office.posts(1)
    office.posts(9, document="rule")
    assert told(engine) == [(("MIIT",), 2026, (1, 2, 3, 4, 5, 6, 7, 8))]


def test_a_number_that_was_misread_floods_nobody(office: Authority, engine: Engine) -> None:
    office.posts(1, 9999, overall=True)
    office.posts(1, 2026)
    assert told(engine) == []


def test_the_index_of_known_notices_says_where_a_missing_number_stands(
    office: Authority, engine: Engine, tmp_path_factory: pytest.TempPathFactory
) -> None:
    office.posts(53, 55, overall=True)
    [lead] = leads(engine)
    assert lead.numbers == (54,) and lead.indexed and lead.indexed[0].startswith("https://www.miit.gov.cn/")
    home = tmp_path_factory.mktemp("example")
    examples = open_store(at(home), "example")
    save.sources(examples, [source()])
    Authority(examples, Archive(home / "archive")).posts(53, 55, overall=True, origin="example")
    assert [lead.indexed for lead in leads(examples)] == [()]
    examples.dispose()
