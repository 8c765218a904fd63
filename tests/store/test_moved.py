"""A site that was moved printed one day for items of many years: nothing is dated by it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from store import moved
from store.archive import Archive
from store.db import reading
from store.history import as_of
from store.moved import title_year, url_year
from store.tables import Change, MovedDay, Notice
from tests.store import making
from tests.store.conftest import Clock
from tests.store.making import app, notice

MOVE = "2023-05-12"


def address(year: int, number: int) -> str:
    return f"https://www.example.org/zwgk/art/{year}/art_{number:032x}.html"


@pytest.fixture
def moved_site(engine: Engine, archive: Archive, time: Clock) -> Iterator[Engine]:
    """Seven notices of 2019 to 2023, all printed as of one day."""
    for number, year in enumerate((2019, 2020, 2020, 2021, 2021, 2022, 2023)):
        title = f"关于侵害用户权益行为的APP通报（{year}年第{number + 1}批）"
        notice(
            engine, archive, app(f"画图宝{number}", "虚构一号科技有限公司", 1), url=address(year, number),
            day=MOVE, title=title,
        )  # fmt: skip
    yield engine


def shown(engine: Engine) -> dict[str, tuple[str, str, str, str]]:
    with reading(engine) as session:
        return {
            n.url[-38:-33] + n.title[-6:]: (n.published_on, n.published_precision, n.published_basis, n.day)
            for n in session.exec(select(Notice))
        }


def test_items_of_many_years_on_one_day_are_dated_by_their_titles_year(moved_site: Engine) -> None:
    assert moved.look(moved_site, "made-office") == [MOVE]
    found = shown(moved_site)
    assert len(found) == 7
    assert {values[0] for values in found.values()} == {"2019", "2020", "2021", "2022", "2023"}
    assert {values[1:3] for values in found.values()} == {("year", "implied")}
    with reading(moved_site) as session:
        assert {n.published_printed for n in session.exec(select(Notice))} == {MOVE}, "what was printed stays"


def test_a_day_is_recognised_once_and_what_comes_later_is_dated_right_at_once(
    moved_site: Engine, archive: Archive
) -> None:
    moved.look(moved_site, "made-office")
    assert moved.look(moved_site, "made-office") == []
    title = "关于下架侵害用户权益APP名单的通报（2020年）"
    notice(
        moved_site,
        archive,
        app("看图匠", "虚构二号科技有限公司", 1),
        url=address(2020, 99),
        day=MOVE,
        title=title,
    )
    with reading(moved_site) as session:
        late = session.exec(select(Notice).where(Notice.title == title)).one()
        assert (late.published_on, late.published_basis) == ("2020", "implied")
        assert session.exec(select(MovedDay)).one().items == 7


def test_a_notice_that_is_dated_anew_keeps_its_day_before_as_a_change(
    moved_site: Engine, time: Clock
) -> None:
    time.move(hours=1)
    moved.look(moved_site, "made-office")
    with reading(moved_site) as session:
        [change] = session.exec(select(Change)).all()
        assert (change.cause, change.detail) == ("moved", f"{MOVE} → 2023")
        before = as_of(session, session.get_one(Notice, change.notice_id), making.NOON)
        assert before is not None
        assert (before["notice"][""]["published_on"], before["notice"][""]["day"]) == (MOVE, MOVE)


def test_a_busy_day_of_one_year_is_no_move(engine: Engine, archive: Archive) -> None:
    for number in range(12):
        notice(
            engine, archive, app(f"画图宝{number}", "虚构一号科技有限公司", 1), url=address(2026, number),
            day="2026-03-09", title=f"关于问题应用的通报（2026年第{number + 1}期）",
        )  # fmt: skip
    assert moved.look(engine, "made-office") == []
    assert {values[0] for values in shown(engine).values()} == {"2026-03-09"}


@pytest.mark.parametrize(
    ("filed", "printed", "dated"),
    [
        (2020, "2026-01-29", "2020"),  # filed six years before the day that it prints
        (2025, "2026-01-29", "2026-01-29"),  # the last batch of a year comes out in January
        (2025, "2026-08-01", "2025"),
        (2026, "2026-08-01", "2026-08-01"),
    ],
)
def test_a_day_that_the_address_contradicts_gives_way_to_its_year(
    engine: Engine, archive: Archive, filed: int, printed: str, dated: str
) -> None:
    notice(
        engine, archive, app("画图宝", "虚构一号科技有限公司", 1), url=address(filed, 1), day=printed,
        title="关于侵害用户权益行为的APP通报",
    )  # fmt: skip
    assert [values[0] for values in shown(engine).values()] == [dated]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("关于问题APP的通报（2025年第三期）", "2025"),
        ("关于2024年整改情况的通报（2025年第三期）", ""),
        ("关于问题APP的通报", ""),
    ],
)
def test_a_title_is_of_a_year_if_it_names_one_alone(title: str, year: str) -> None:
    assert title_year(title) == year


def test_years_stand_in_addresses_of_every_family() -> None:
    assert url_year("https://a.example/x/art/2021/art_0a.html") == "2021"
    assert url_year("https://a.example/2026-09/07/c_1.htm") == "2026"
    assert url_year("https://a.example/zhengce/202605/t20260521_1.shtml") == "2026"
    assert url_year("https://a.example/art/1970/art_0a.html") == ""
    assert url_year("https://a.example/post/20212345.html") == ""
