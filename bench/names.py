"""How the work on identities grows with the names in the store: `python -m bench.resolve --scale [NAMES]`.

Lists of a hundred rows, each with a made-up app and its made-up developer, are saved one after the other. At an eighth, a
quarter, a half and the whole of the names each step is timed: saving, the rule of numbers (on what is new, and again on an
unchanged store), proposals, the search for look-alikes of one app, and saving a list that is there already.
"""

from __future__ import annotations

import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import select

import settings
from bench.storing import keep, source
from store import save, vocab
from store.archive import Archive
from store.db import open_store, reading
from store.numbers import join_by_number
from store.proposals import look_alikes, proposals
from store.records import AppClaim, Evidence, Extraction
from store.spelling import app_key, firm_key
from store.tables import App

MOST = 200_000
STEPS = (8, 4, 2, 1)  # parts of the whole at which is measured
ROWS = 100  # of a list
PAGES = 100  # look-alikes searched for, and lists saved again
RENAMED = 100  # of so many apps one carries the number of an earlier one
SEED = 11
LINEAR = 1.3  # time per name at the end, of that at the first step
FIRST = date(2015, 1, 1)  # a list a day
_TRADES = ("网络科技", "信息技术", "软件", "文化传媒", "教育科技", "数字科技", "电子商务", "健康科技")
_ENDS = ("", "相机", "日历", "阅读", "出行", "课堂", "记账", "天气", "视频", "商城", "社区", "助手")


@dataclass(frozen=True)
class Taken:
    """Seconds of processor time per name (per search, per list) at one size."""

    names: int
    saving: float
    numbers: float
    unchanged: float
    proposing: float
    alike: float
    again: float
    megabytes: float


def rows(rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """App, developer and filing number: most firms have one app, some apps are called alike, some numbers come again."""
    signs = sorted({sign for firm in vocab.companies().values() for sign in firm.zh if "一" <= sign <= "鿿"})
    places = sorted(vocab.places())
    number = 0
    while True:
        own = "".join(rng.sample(signs, rng.choice((2, 3, 3, 4))))
        firm = f"{rng.choice(places)}{own}{rng.choice(_TRADES)}有限公司"
        for _ in range(rng.choice((1, 1, 2))):
            number += 1
            called = own if rng.random() < 0.5 else "".join(rng.sample(signs, 3))
            carried = number - RENAMED + 2 if number % RENAMED == 0 else number
            filed = f"京ICP备{carried:08}号-1A" if number % 2 == 0 else ""
            yield called + rng.choice(_ENDS), firm, filed


def listed(ident: str, given: list[tuple[str, str, str]]) -> Extraction:
    """A list with these rows."""
    apps = [
        AppClaim(
            name=name, role="mentioned", developer=firm, filing_number=filed or None, row=at,
            raw=[str(at), name, firm, filed], evidence=[Evidence(table=0, row=at + 1, col=2, text=name)],
        )
        for at, (name, firm, filed) in enumerate(given, 1)
    ]  # fmt: skip
    return Extraction(id=ident, language="zh", document="app_list", extractor="bench", apps=apps)


def measure(engine: Engine, archive: Archive, sizes: list[int]) -> Iterator[Taken]:
    """Fill the store, and time each step at each size."""
    rng = random.Random(SEED)  # noqa: S311
    made, seen, kept = rows(rng), set[str](), list[tuple[Extraction, str]]()
    number = 0
    for size in sizes:
        before, spent = len(seen), 0.0
        while len(seen) < size:
            part = [next(made) for _ in range(ROWS)]
            seen |= {name for row in part for name in row[:2]}
            number += 1
            one = (listed(f"list-{number}", part), (FIRST + timedelta(days=number)).isoformat())
            spent += _timed(partial(keep, engine, archive, *one))
            if len(kept) < PAGES:
                kept.append(one)
            elif (place := rng.randrange(number)) < PAGES:  # each list is kept as likely as any other
                kept[place] = one
        total = len(seen)
        numbers = _timed(lambda: join_by_number(engine))
        unchanged = _timed(lambda: join_by_number(engine))
        for spelled in (vocab.fold, firm_key, app_key):
            spelled.cache_clear()  # proposals are asked for by a command of its own, which has seen no name yet
        proposing = _timed(lambda: proposals(engine))
        with reading(engine) as session:
            ids = rng.sample(sorted(session.exec(select(App.id))), PAGES)
        alike = _timed(partial(_search, engine, ids))
        again = sum(_timed(partial(keep, engine, archive, *one)) for one in kept)
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield Taken(
            total, spent / (total - before), numbers / (total - before), unchanged / total, proposing / total,
            alike / PAGES, again / len(kept), most,
        )  # fmt: skip


def _search(engine: Engine, ids: list[str]) -> None:
    for id_ in ids:
        with reading(engine) as session:
            look_alikes(session, session.get_one(App, id_))


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def scale(most: int) -> int:
    """Prints the figures at each size, and the last as a ratio to the first; 1 where the work grows faster."""
    found: list[Taken] = []
    with tempfile.TemporaryDirectory() as home:
        given = settings.load({}, home=Path(home))
        engine = open_store(given, "example")
        try:
            save.sources(engine, [source()])
            print(f"{'names':>8} {'save':>9} {'numbers':>9} {'unchanged':>9} {'propose':>9}   µs a name")
            for taken in measure(engine, Archive(given.archive), [most // part for part in STEPS]):
                found.append(taken)
                each = (taken.saving, taken.numbers, taken.unchanged, taken.proposing)
                print(
                    f"{taken.names:8}", *(f"{value * 1e6:9.1f}" for value in each),
                    f"  look-alikes of an app {taken.alike * 1e3:.1f} ms, a list again {taken.again * 1e3:.1f} ms,"
                    f" {taken.megabytes:.0f} MB",
                    flush=True,
                )  # fmt: skip
        finally:
            engine.dispose()
    ratios = {
        name: getattr(found[-1], name) / getattr(found[0], name)
        for name in ("saving", "numbers", "unchanged", "proposing", "alike", "again")
    }
    print(
        "last to first:",
        ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items()),
        f"(at most {LINEAR})",
    )
    return int(max(ratios.values()) > LINEAR)
