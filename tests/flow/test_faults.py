"""What a user sees of one crawl in which every site has a fault of its own: verdicts, checks, states, and all the rest."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, func, select

import settings as settings_module
from settings import Settings
from store.db import open_store, reading, writing
from store.tables import Document, Posting, Run, Version
from tests.flow.conftest import tongbao
from tests.replica import faults
from tests.replica.items import Item
from tests.replica.lists import DEAD_HOST
from tests.replica.server import Replica

JPAAS = """
[[source]]
id = "{id}"
title = "示例局"
kind = "official"
issuer = "CA-GD"
language = "zh"
base = "{base}/gdca"
lists = ["/zwgk/tzgg/index.html"]
layout = "jpaas"
cron = "0 6 * * *"
min_rows = 3
"""
OVERLAPPING = JPAAS.replace("/gdca", "/cqca").replace("tzgg/index", "tzgg/gggs/index")
CAC = JPAAS.replace("/gdca", "/cac").replace("/zwgk/tzgg/index.html", "/wxzw/wxfb/A093702index_1.htm")
CAC = CAC.replace('"jpaas"', '"cac"')
FEED = """
[[source]]
id = "{id}"
title = "Example"
kind = "press"
language = "en"
base = "{base}/post"
lists = ["/feed/"]
layout = "feed"
cron = "0 6 * * *"
"""
STALE = f"{FEED}silent_days = 10\n"
TODAY = datetime.now(UTC).date()
COLUMN = "/zwgk/tzgg/"
UNIT = "build/unit"
FIRST = r"art_0+1\.html"
BODY = "<p>我局近日作了检查，现予以通报。</p>"
SLOWEST = 90  # seconds for the whole run, a slow answer and its second try in it


def day(number: int) -> date:
    """The day of an item: the higher its number, the newer it is."""
    return TODAY - timedelta(days=20 - number)


def notices(count: int = 4) -> list[Item]:
    return [
        Item(
            "gdca",
            f"{COLUMN}art/2026/art_{n:032x}.html",
            f"{COLUMN}index.html",
            f"示例：关于喆味应用的通报（2026年第{n}期）",
            f"{day(n)} 10:00",
            f"{BODY}<p>{n}</p>",
            source="广东省通信管理局",
        )
        for n in range(1, count + 1)
    ]


def long() -> list[Item]:
    """Notices of which half a page looks like a whole one."""
    return [replace(item, body="".join(f"<p>第{n}款</p>" for n in range(3000))) for item in notices()]


def with_files() -> list[Item]:
    """Four notices with a file each, of which only the last two are what their names say or can be used."""
    found = []
    for item, name in zip(notices(), ("void.pdf", "page.pdf", "old.docx", "dead.pdf"), strict=True):
        path = f"/cms_files/filemanager/1/attach/202611/{name}"
        link = f"{DEAD_HOST}{path}" if name == "dead.pdf" else f"/gdca{path}"
        kept = "scca-2026-7.docx" if name.endswith("docx") else "miit-2026-91.pdf"
        body = f'{BODY}<p>附件：<a href="{link}">{name}</a></p>'
        found.append(replace(item, body=body, files={path: kept}))
    return found


def overlapping() -> list[Item]:
    """Seven rows by three a page, the last of each page once more on the next."""
    column = "/zwgk/tzgg/gggs/"
    return [
        replace(i, site="cqca", path=f"{column}art/2026/art_{n:032x}.html", column=f"{column}index.html")
        for n, i in enumerate(notices(7), 1)
    ]


def articles() -> list[Item]:
    return [
        Item(
            "post",
            f"/{day(n):%Y/%m/%d}/example/",
            "/feed/",
            f"EXAMPLE: apps {n}",
            f"{day(n)} 09:00",
            f"<p>EXAMPLE - {n}.</p>",
            source="Ada Sample",
        )
        for n in range(1, 5)
    ]


def bulletins() -> list[Item]:
    return [
        Item(
            "cac",
            f"/{day(n):%Y-%m/%d}/c_179000000030260{n}.htm",
            "A093702",
            f"示例：通报{n}",
            f"{day(n)} 09:00",
            BODY,
        )
        for n in range(1, 5)
    ]


Fault = Callable[[Replica], object]
SCENES: dict[str, tuple[Sequence[Item], str, Fault]] = {
    "good": (notices(), JPAAS, lambda r: None),
    "paged": (notices(7), JPAAS, lambda r: None),
    "refused-once": (notices(), JPAAS, lambda r: r.fail(FIRST, 403, times=1)),
    "limited": (notices(), JPAAS, lambda r: r.limit("art_", 2)),
    "throttled": (notices(), JPAAS, lambda r: r.throttle(FIRST, 1, times=1)),
    "overloaded": (notices(), JPAAS, lambda r: r.fail(UNIT, 503, times=1)),
    "challenged": (notices(), JPAAS, lambda r: r.challenge("/gdca/")),
    "void": (notices(), JPAAS, lambda r: r.empty(UNIT)),
    "walled": (notices(), JPAAS, lambda r: r.fail(UNIT, 200, "<html><body>WAF</body></html>")),
    "misdeclared": (notices(), JPAAS, lambda r: r.declare(FIRST, "gb2312")),
    "half": (long(), JPAAS, lambda r: r.gzip_cut(FIRST)),
    "half-once": (notices(), JPAAS, lambda r: r.cut_short(FIRST, times=1)),
    "circular": (notices(), JPAAS, lambda r: r.loop(FIRST)),
    "huge": (notices(), JPAAS, lambda r: r.big(FIRST)),
    "bomb": (notices(), JPAAS, lambda r: r.bomb(FIRST)),
    "slow": (notices(), JPAAS, lambda r: r.drip(FIRST, 0.1, times=1)),
    "gone": (notices(), JPAAS, lambda r: r.fail(FIRST, 404)),
    "twins": (notices(), JPAAS, lambda r: None),
    "stale": (articles(), STALE, lambda r: None),
    "garbled": (articles(), FEED, lambda r: r.garble("feed")),
    "guarded": (articles(), FEED, lambda r: r.turned_away("/post/")),
    "cookies": (notices(), JPAAS, lambda r: r.cookie_wall("/gdca/")),
    "overlapping": (overlapping(), OVERLAPPING, lambda r: None),
    "changing": (bulletins(), CAC, lambda r: None),
}


def break_files(replica: Replica) -> None:
    replica.empty(r"void\.pdf")
    replica.forged(r"page\.pdf")
    replica.forged(r"old\.docx", faults.OLE)


SCENES["files"] = (with_files(), JPAAS, break_files)


@dataclass
class Seen:
    """One run over all scenes, and what came of each."""

    replicas: dict[str, Replica]
    settings: Settings
    catalogue: Path
    codes: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    told: str = ""

    def crawl(self, *ids: str) -> None:
        hosts = ",".join(replica.host for replica in self.replicas.values())
        env = {"TONGBAO_CATALOGUE": str(self.catalogue), "TONGBAO_ALLOW_HOSTS": hosts}
        began = time.monotonic()
        done = tongbao("crawl", *ids, home=self.settings.home, env=env)
        self.seconds.append(time.monotonic() - began)
        self.codes.append(done.returncode)
        self.told = done.stderr

    def run(self, id_: str) -> Run:
        """The source's latest run."""
        with reading(open_store(self.settings, "example")) as session:
            query = select(Run).where(Run.source_id == id_, Run.job == "crawl")
            found = session.exec(query.order_by(col(Run.started).desc())).first()
        assert found is not None
        return found

    def failed(self, id_: str) -> dict[str, str]:
        """The texts of the checks that failed."""
        return {check["name"]: check["text"] for check in self.run(id_).checks if not check["passed"]}

    def states(self, id_: str) -> list[str]:
        """The states of the source's postings, by address."""
        with reading(open_store(self.settings, "example")) as session:
            query = select(Posting.state).where(Posting.source_id == id_).order_by(Posting.url)
            return list(session.exec(query))

    def whole(self, id_: str, count: int = 4) -> bool:
        """Whether all is there and nothing is wrong."""
        return (self.run(id_).verdict, self.states(id_)) == ("ok", ["fetched"] * count)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    folder = tmp_path_factory.mktemp("faults")
    home = settings_module.load({}, home=folder / "home")
    open_store(home, "example").dispose()
    (folder / "catalogue").mkdir()
    with ExitStack() as stack:
        replicas = {id_: stack.enter_context(Replica(items=items)) for id_, (items, _, _) in SCENES.items()}
        entries = [entry.format(id=id_, base=replicas[id_].base) for id_, (_, entry, _) in SCENES.items()]
        text = 'origin = "example"\n' + "".join(entries)
        (folder / "catalogue" / "scenes.toml").write_text(text, encoding="utf-8")
        replicas["stale"].freeze("post", f"{day(2)}")
        for id_, (_, _, fault) in SCENES.items():
            fault(replicas[id_])
        found = Seen(replicas, home, folder / "catalogue")
        found.crawl()
        yield found


def test_the_run_ends_in_time_and_names_what_failed(seen: Seen) -> None:
    assert seen.codes[0] == 1
    assert seen.seconds[0] < SLOWEST
    for id_ in ("challenged", "void", "walled"):
        assert id_ in seen.told
    assert "good" not in re.split(r"\W+", seen.told.partition("failed:")[2])


def test_what_passes_leaves_no_trace(seen: Seen) -> None:
    passed = {
        id_: seen.whole(id_)
        for id_ in ("good", "refused-once", "throttled", "overloaded", "half-once", "slow", "cookies")
    }
    assert passed == dict.fromkeys(passed, True)


def test_a_list_is_read_to_its_end_once_though_its_last_page_repeats(seen: Seen) -> None:
    assert seen.whole("paged", 7)
    asked = [path for _, path in seen.replicas["paged"].requests]
    assert len([path for path in asked if UNIT in path]) <= 3
    assert len([path for path in asked if "art_" in path]) == 7


def test_rows_that_repeat_over_page_borders_are_one_item_each(seen: Seen) -> None:
    assert seen.whole("overlapping", 7)
    asked = [path for _, path in seen.replicas["overlapping"].requests if "art_" in path]
    assert len(asked) == len(set(asked)) == 7


def test_a_guard_against_robots_is_a_block(seen: Seen) -> None:
    assert seen.run("guarded").verdict == "blocked"
    assert "401" in seen.run("guarded").error
    assert len(seen.replicas["guarded"].requests) <= 4


def test_of_a_site_that_counts_requests_the_rest_waits_for_the_next_run(seen: Seen) -> None:
    assert sorted(seen.states("limited")) == ["fetched", "fetched", "listed", "listed"]
    assert seen.run("limited").verdict in ("warning", "blocked")
    assert "403" in seen.failed("limited")["items read"]
    assert len([path for _, path in seen.replicas["limited"].requests if "art_" in path]) <= 8


def test_a_challenge_is_a_block_and_no_change_of_layout(seen: Seen) -> None:
    run = seen.run("challenged")
    assert run.verdict == "blocked"
    assert "521" in run.error
    assert "layouts" not in run.error
    assert seen.states("challenged") == []


def test_a_list_with_nothing_in_it_fails(seen: Seen) -> None:
    assert seen.run("void").verdict in ("failed", "blocked")
    assert "1 answers with nothing in them" in seen.failed("void").get("no empty answers", "")


def test_a_page_where_json_is_due_fails_and_says_so(seen: Seen) -> None:
    assert seen.run("walled").verdict in ("failed", "blocked")
    assert "lists answered" in seen.failed("walled")
    assert seen.states("walled") == []


def test_a_wrong_charset_costs_no_letter(seen: Seen) -> None:
    assert seen.whole("misdeclared")
    with reading(open_store(seen.settings, "example")) as session:
        query = select(Version).join(Posting, col(Posting.id) == Version.posting_id)
        versions = session.exec(query.where(Posting.source_id == "misdeclared")).all()
    assert sorted(version.facts["title"] for version in versions) == [item.title for item in notices()]


def test_half_of_a_page_is_not_kept_as_the_page(seen: Seen) -> None:
    assert seen.states("half").count("fetched") == 3
    assert "art_" in seen.failed("half")["items read"]


@pytest.mark.parametrize(
    ("id_", "words"),
    [
        ("circular", "redirect"),
        ("huge", "too large"),
        ("bomb", "too large"),
        ("gone", "HTTP 404"),
    ],
)
def test_one_item_that_cannot_be_had_costs_itself_and_says_why(seen: Seen, id_: str, words: str) -> None:
    assert seen.run(id_).verdict == "warning"
    assert seen.states(id_).count("fetched") == 3
    told = seen.failed(id_)["items read"]
    assert words in told and re.search(FIRST, told)


def test_files_that_are_none_are_named_and_the_own_copy_of_a_dead_host_is_taken(seen: Seen) -> None:
    assert seen.states("files") == ["fetched"] * 4
    assert seen.run("files").verdict == "warning"
    told = seen.failed("files")["attachments"]
    assert "void.pdf" in told and "page.pdf" in told
    assert "dead.pdf" not in told and "old.docx" not in told
    with reading(open_store(seen.settings, "example")) as session:
        found = session.exec(select(Document.name, Document.media_type).where(col(Document.name).like("%.%")))
        kinds = {
            name: kind for name, kind in found if name in ("old.docx", "dead.pdf", "void.pdf", "page.pdf")
        }
    assert kinds == {"old.docx": "application/x-ole-storage", "dead.pdf": "application/pdf"}


def test_http_and_https_are_one_address(seen: Seen) -> None:
    replica = seen.replicas["twins"]
    for item in notices(2):
        replica.edit("gdca", item.path, path=f"https://{item.path}")
    replica.requests.clear()
    seen.crawl("twins")
    assert seen.whole("twins")
    assert [path for _, path in replica.requests if "art_" in path] == []


def test_a_feed_that_nobody_fills_is_called_stale(seen: Seen) -> None:
    assert seen.states("stale") == ["fetched"] * 2
    assert seen.run("stale").verdict == "warning"
    assert "days old, 10 are usual" in seen.failed("stale")["stale feed"]


def test_a_feed_with_a_bom_and_a_broken_entity_is_read(seen: Seen) -> None:
    assert seen.whole("garbled")


def test_another_visit_tells_edited_regenerated_vanished_and_unchanged_apart(seen: Seen) -> None:
    replica, engine = seen.replicas["changing"], open_store(seen.settings, "example")
    paths = sorted(item.path for item in replica.items)
    replica.edit("cac", paths[0], body=f"{BODY}<p>更正：共两款。</p>", stamped="2026/11/25 02:00:00")
    replica.edit("cac", paths[1], stamped="2026/11/25 02:00:00")
    replica.remove("cac", paths[2])
    with writing(engine) as session:
        for posting in session.exec(select(Posting).where(Posting.source_id == "changing")).all():
            assert posting.last_checked is not None
            posting.last_checked -= timedelta(days=3)
            session.add(posting)
    seen.crawl("changing")
    counts = seen.run("changing").counts
    assert (counts["changed"], counts["unchanged"], counts["failed"]) == (1, 2, 1)
    assert "HTTP 404" in seen.failed("changing")["items read"]
    with reading(engine) as session:
        query = select(Posting.url, Posting.state, Posting.strikes, func.count(col(Version.id)))
        query = query.join(Version, col(Version.posting_id) == Posting.id).where(
            Posting.source_id == "changing"
        )
        rows = session.exec(query.group_by(col(Posting.id)).order_by(Posting.url)).all()
    assert [tuple(row[1:]) for row in rows] == [
        ("fetched", 0, 2),
        ("fetched", 0, 1),
        ("fetched", 1, 1),
        ("fetched", 0, 1),
    ]
