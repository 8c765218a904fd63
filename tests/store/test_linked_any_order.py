"""Twins, copies, reports, rules and numbers: processed in any order, killed anywhere and run again, one store comes out."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from sqlmodel import select

from store import clock, save
from store.archive import Archive
from store.cases import all_of
from store.db import open_store, reading
from store.deviations import exported_deviations
from store.ids import posting_id
from store.merging import follow
from store.numbers import join_by_number
from store.records import AppClaim, CodeClaim, DeadlineClaim
from store.tables import Entry, Notice, NoticeLink, Posting, Trigger, Version
from tests.store import making
from tests.store.making import NOON, app, firm, put, quote, record, source
from tests.store.test_copies import ROWS, RULE, TITLE
from tests.store.test_numbers import CREDIT
from tests.store.test_press_copies import ARTICLE
from tests.store.test_save import dump

ONE, TWO = "虚构一号科技有限公司", "示例远航信息有限公司"
PROVISIONS = "示例服务安全评估规定"
TOLD = f"示例主管部门今日发布《{PROVISIONS}》，自2026年5月1日起施行。{ARTICLE}"
SITES = {"own": "MIIT", "joint": "CAC", "city": "CA-GD", "town": "CA-ZJ"}
PAPERS = ("paper", "wire", "times")


@dataclass(frozen=True)
class Page:
    """One page as it is fetched and what is read off it."""

    site: str
    name: str
    title: str
    text: str
    claims: tuple[object, ...] = ()
    day: str = "2026-03-04"
    given: tuple[tuple[str, object], ...] = ()

    @property
    def url(self) -> str:
        return f"https://{self.site}.example/{self.name}"


def force(day: str, text: str) -> tuple[str, object]:
    term = DeadlineClaim(
        date=day, kind="effective_from", text=day, evidence=[quote("自2026年5月1日起", text)]
    )
    return "deadlines", [term]


def press(*claims: object, text: str, site: str, **given: object) -> Page:
    base = (("document", "news"), *given.items())
    return Page(site, "report", f"示例报道（{site}）", text, claims, "2026-03-05", base)


def coded(name: str, maker: str) -> AppClaim:
    return app(name, maker, 1, raw=["1", name, maker, CREDIT])


RULED = RULE + "本规定自2026年5月1日起施行。"
LAW = ("laws", [CodeClaim(code="CSL", evidence=[])])
PAGES = (
    Page("own", "list", TITLE, "现予通报", tuple(ROWS)),
    Page("joint", "list", TITLE, "现予通报：三款", tuple(ROWS)),  # the same notice at another address
    Page("city", "list", f"转发：{TITLE}", "转发如下", tuple(ROWS)),  # a copy
    Page("own", "rule", PROVISIONS, RULED, (), given=(("document", "rule"), force("2026-05-01", RULED))),
    Page("town", "rule", f"转发《{PROVISIONS}》的通知", RULED, (), given=(("document", "rule"), force("2026-05-01", RULED))),
    press(text=TOLD, site="paper", issuers=["MIIT"], deadlines=force("2026-06-01", TOLD)[1]),
    press(text=TOLD + "（转载）", site="wire", issuers=["MIIT"], deadlines=force("2026-06-01", TOLD)[1]),  # a reprint
    press(*(app(r.name) for r in ROWS[:2]), text="两款应用被点名", site="times", issuers=["MIIT"]),
    Page("own", "code-1", "第一号处罚决定公示", "一", (coded("画板侠", ONE), firm(ONE))),
    Page("city", "code-2", "第二号处罚决定公示", "二", (coded("记事侠", TWO), firm(TWO)), given=(("issuers", ["CA-GD"]),)),
)  # fmt: skip
FEW = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Step = tuple[int, str]  # a page, and the extractor that reads it


def process(engine: Engine, step: Step) -> None:
    """Read one page; the two numbers of a firm are joined after it, as after each processing."""
    page, extractor = PAGES[step[0]], step[1]
    with reading(engine) as session:
        id_ = posting_id(page.site, page.url)
        version = session.exec(select(Version.id).where(Version.posting_id == id_)).one()
    extracted = record(*page.claims, extractor=extractor, **dict(page.given))  # type: ignore[arg-type]
    save.extraction(engine, version, extracted, page.text, {})
    join_by_number(engine)


def told(engine: Engine) -> tuple[Any, ...]:
    """What readers see of notices, links, identities, cases and occasions, without ids that are drawn."""
    with reading(engine) as session:
        notices = {n.id: n for n in session.exec(select(Notice))}
        entries = session.exec(select(Entry)).all()
        one: dict[str, set[str]] = defaultdict(set)
        for e in entries:
            for id_ in (e.app_id, e.company_id):
                one[follow(session, id_ or "")].add(e.id)
        places: dict[str, list[str]] = defaultdict(list)
        for posting in session.exec(select(Posting)):
            places[notices[posting.notice_id or ""].url].append(posting.url)
        links = {
            (notices[k.from_id].url, notices[k.to_id].url, k.kind, k.reason)
            for k in session.exec(select(NoticeLink))
        }
        triggers = Counter(
            (t.kind, notices[follow(session, t.notice_id)].url, t.subject, t.late)
            for t in session.exec(select(Trigger))
        )
        rows = {(e.id, e.name, notices[e.notice_id].url) for e in entries}
        first = {(n.url, n.title, n.first_seen, n.day) for n in notices.values()}
        cases = sorted(
            (c.id, subject.kind, c.state.status, [(e.kind, e.day, sorted(p.url for p in e.proofs)) for e in c.events])
            for subject, own in all_of(session, NOON.date()).items()
            for c in own
        )  # fmt: skip
        odd = sorted((r["field"], r["value"], str(r["url"])) for _, r in exported_deviations(session))
    where = {url: sorted(urls) for url, urls in places.items()}
    return first, where, links, rows, sorted(map(sorted, one.values())), triggers, cases, odd


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose pages were fetched, a minute apart, and not read yet."""
    home = tmp_path_factory.mktemp("fetched")
    with pytest.MonkeyPatch.context() as patch:
        engine, archive = open_store(making.at(home)), Archive(home / "archive")
        patch.setattr(clock, "now", lambda: NOON)
        save.sources(engine, [source(id_, issuer=code) for id_, code in SITES.items()])
        save.sources(engine, [source(id_, "press") for id_ in PAPERS])
        for minute, page in enumerate(reversed(PAGES)):
            patch.setattr(clock, "now", lambda minute=minute: NOON + timedelta(minutes=minute))
            put(engine, archive, page.url, page.site, body=page.text, title=page.title, day=page.day)
        engine.dispose()
    return home


@contextmanager
def copied(home: Path) -> Iterator[Engine]:
    """The store at `home`, to be changed."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOON + timedelta(hours=1))
        shutil.copytree(home, Path(folder) / "home")
        engine = open_store(making.at(Path(folder) / "home"))
        try:
            yield engine
        finally:
            engine.dispose()


class Killed(Exception):
    pass


def dying(engine: Engine, step: Step, after: int) -> None:
    """Run a step that dies at its write of this number; it may have fewer."""
    left = after

    def die(conn: object, cursor: object, statement: str, *rest: object) -> None:
        nonlocal left
        left -= statement.startswith(("INSERT", "UPDATE", "DELETE"))
        if left < 0:
            raise Killed

    event.listen(engine, "before_cursor_execute", die)
    try:
        process(engine, step)
    except Killed:
        pass
    finally:
        event.remove(engine, "before_cursor_execute", die)


def ran(home: Path, steps: Sequence[Step], kills: Sequence[tuple[int, int]] = ()) -> tuple[Any, ...]:
    """What is told after these steps; `kills` say which of them die first, and at which write."""
    with copied(home) as engine:
        for number, step in enumerate(steps):
            for _, write in (kill for kill in kills if kill[0] == number):
                dying(engine, step, write)
            process(engine, step)
        return told(engine)


FIRST, SECOND = ([(number, extractor) for number in range(len(PAGES))] for extractor in ("1", "2"))


@pytest.fixture(scope="module")
def wanted(fetched: Path) -> tuple[Any, ...]:
    return ran(fetched, SECOND)


def test_the_pages_are_linked_in_every_way(fetched: Path, wanted: tuple[Any, ...]) -> None:
    _, where, links, _, identities, _, _, odd = wanted
    assert where["https://own.example/list"] == ["https://joint.example/list", "https://own.example/list"]
    assert {(a.split("/")[2], b.split("/")[2], kind) for a, b, kind, _ in links} == {
        ("city.example", "own.example", "copies"),
        ("town.example", "own.example", "copies"),
        ("paper.example", "own.example", "reports"),
        ("wire.example", "own.example", "reports"),
        ("paper.example", "wire.example", "copies"),
        ("times.example", "own.example", "reports"),
    }
    assert [(field, value) for field, value, _ in odd] == [("in_force", "2026-06-01")]
    assert max(map(len, identities)) == 4  # two rows and two firms of one number


@FEW
@given(steps=st.permutations(SECOND))
def test_any_order_gives_one_store(fetched: Path, wanted: tuple[Any, ...], steps: list[Step]) -> None:
    assert ran(fetched, steps) == wanted


@FEW
@given(first=st.permutations(FIRST), second=st.permutations(SECOND))
def test_a_better_extractor_in_any_order_gives_the_same(
    fetched: Path, wanted: tuple[Any, ...], first: list[Step], second: list[Step]
) -> None:
    assert ran(fetched, [*first, *second]) == wanted


@FEW
@given(
    steps=st.permutations(SECOND),
    kills=st.lists(st.tuples(st.integers(0, len(PAGES) - 1), st.integers(0, 30)), min_size=1, max_size=6),
)
def test_steps_that_are_killed_anywhere_and_run_again_give_the_same(
    fetched: Path, wanted: tuple[Any, ...], steps: list[Step], kills: list[tuple[int, int]]
) -> None:
    assert ran(fetched, steps, kills) == wanted


@FEW
@given(steps=st.permutations(SECOND), again=st.permutations(SECOND))
def test_processing_the_same_bytes_twice_writes_nothing(
    fetched: Path, steps: list[Step], again: list[Step]
) -> None:
    with copied(fetched) as engine:
        for step in steps:
            process(engine, step)
        before = dump(engine)
        for step in again:
            process(engine, step)
        assert dump(engine) == before
