"""`tongbao …`: the jobs by hand. Each command imports what it needs and has no logic of its own.

Exit status: 0, 1 (some items failed, each named on standard error), 2 (usage or configuration).
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

import settings as settings_module
from settings import ConfigurationError, Settings

if TYPE_CHECKING:
    from scheduler import Done
    from store.db import Engine

ORPHAN_SECONDS = 30  # in which a child whose parent died ends by itself

app = typer.Typer(
    name="tongbao",
    help="Tongbao: who was named by a Chinese technology regulator, for what, until when.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Home = Annotated[Path | None, typer.Option(help="Folder of the store (default: TONGBAO_HOME or ./var).")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Catalogue = Annotated[Path | None, typer.Option(help="Folder of *.toml that replaces the catalogue.")]
Port = Annotated[int | None, typer.Option(help="Port of the dashboard (default: TONGBAO_PORT or 8501).")]


def main() -> NoReturn:
    """Run the command line; a configuration that cannot work is one message and exit status 2."""
    loud = logging.StreamHandler()
    loud.setLevel(logging.WARNING)  # on the handler: some libraries lower the levels of their own loggers
    if os.environ.get("TONGBAO_CHILD"):
        threading.Thread(target=follow_parent, daemon=True).start()
    logging.basicConfig(handlers=[loud], format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        app()
    except ConfigurationError as error:
        say(f"tongbao: {error}")
        sys.exit(2)
    sys.exit(0)


def follow_parent() -> None:
    """End in order when whoever started us has died: our standard input is a pipe from it that only then ends."""
    with contextlib.suppress(OSError):
        while os.read(0, 1024):
            pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(ORPHAN_SECONDS)
    os._exit(1)


def say(text: str) -> None:
    """One line on standard error."""
    print(text, file=sys.stderr, flush=True)


class Console:
    """Progress on standard error: a line every other second at most, with the time that is left."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.shown = 0.0

    def __call__(self, done: int, total: int, text: str) -> None:
        now = time.monotonic()
        if done < total and now - self.shown < 2:
            return
        self.shown = now
        left = round((now - self.begun) / done * (total - done)) if done else 0
        say(f"{text}, about {left // 60}:{left % 60:02d} left" if 0 < done < total else text)


def _settings(home: Path | None, catalogue: Path | None = None, port: int | None = None) -> Settings:
    found = settings_module.load(home=home, port=port)
    return replace(found, catalogue=catalogue.expanduser().resolve()) if catalogue else found


def _open(settings: Settings) -> Engine:
    from store.db import found_origin, open_store

    return open_store(settings, found_origin(settings))


def _finish(done: Done, as_json: bool, job: str) -> NoReturn:
    for failure in done.failed:
        say(f"failed: {failure}")
    if as_json:
        print(json.dumps({"job": job, "counts": done.counts, "failed": done.failed}, ensure_ascii=False))
    else:
        counts = ", ".join(f"{name} {number}" for name, number in done.counts.items()) or "nothing to do"
        print(f"{job}: {counts}" + (f"; {len(done.failed)} failed" if done.failed else ""))
    raise typer.Exit(1 if done.failed else 0)


def _stopped_by_signals() -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


@app.command(epilog="Example: tongbao run --port 8600")
def run(
    home: Home = None,
    catalogue: Catalogue = None,
    port: Port = None,
    demo: Annotated[
        bool, typer.Option(help="Start the demo if no source answers and the store is empty.")
    ] = True,
) -> None:
    """The dashboard, and the crawl behind it, until Ctrl-C. What `make run` does."""
    import scheduler

    scheduler.run(_settings(home, catalogue, port), say, _stopped_by_signals(), demo)


@app.command(epilog="Example: tongbao crawl cac-wxfb miit-app-tzgg")
def crawl(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Ids of sources; none: all that are enabled.")
    ] = None,
    home: Home = None,
    catalogue: Catalogue = None,
    minutes: Annotated[
        float | None, typer.Option(help="After so long the rest is left to the next run.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Fetch what is new: the newest page of each list first, then its articles, then the back-fill."""
    import scheduler

    settings = _settings(home, catalogue)
    done = scheduler.crawl(settings, _open(settings), sources or [], report=Console(), minutes=minutes)
    _finish(done, as_json, "crawl")


@app.command(epilog="Example: tongbao process --source cac-wxfb --all")
def process(
    everything: Annotated[
        bool, typer.Option("--all", help="Every item, not only what is new or stale.")
    ] = False,
    source: Annotated[str | None, typer.Option(help="Only the items of this source.")] = None,
    home: Home = None,
    catalogue: Catalogue = None,
    as_json: Json = False,
) -> None:
    """Read and extract archived items; nothing is fetched."""
    import scheduler

    settings = _settings(home, catalogue)
    _finish(scheduler.process(settings, _open(settings), source, everything, Console()), as_json, "process")


@app.command(epilog="Example: tongbao ingest items.jsonl notice.pdf")
def ingest(
    files: Annotated[list[Path], typer.Argument(help="Local files, or items files (*.jsonl).")],
    home: Home = None,
    catalogue: Catalogue = None,
    as_json: Json = False,
) -> None:
    """Store and process files of your own."""
    import scheduler

    settings = _settings(home, catalogue)
    _finish(scheduler.ingest(settings, _open(settings), files, Console()), as_json, "ingest")


@app.command(epilog="Example: tongbao add https://www.cac.gov.cn/2021-05/01/c_1621450098432862.htm")
def add(
    url: Annotated[str, typer.Argument(help="Address of one notice or article.")],
    home: Home = None,
    catalogue: Catalogue = None,
    as_json: Json = False,
) -> None:
    """Fetch, read and store one notice with its attachments."""
    import scheduler

    settings = _settings(home, catalogue)
    _finish(scheduler.add(settings, _open(settings), url), as_json, "add")


@app.command(epilog="Example: tongbao extract --input items.jsonl --output records.jsonl")
def extract(
    given: Annotated[Path, typer.Option("--input", help="Items, one JSON object a line.")],
    output: Annotated[Path, typer.Option("--output", help="Where the records go, one JSON object a line.")],
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that extract side by side.")] = 1,
    as_json: Json = False,
) -> None:
    """Extract an items file into records, in its order; no database."""
    from nlp.batch import extract_file

    try:
        done, failed = extract_file(given, output, Console(), workers)
    except OSError as error:
        raise ConfigurationError(f"{error.filename}: {error.strerror}") from None
    for failure in failed:
        say(f"failed: {failure}")
    line = {"job": "extract", "counts": {"items": done}, "failed": failed}
    print(
        json.dumps(line, ensure_ascii=False) if as_json else f"extract: {done} records, {len(failed)} failed"
    )
    raise typer.Exit(1 if failed else 0)


@app.command(epilog="Example: TONGBAO_SMTP_URL=smtp://localhost:25 tongbao deliver")
def deliver(home: Home = None, as_json: Json = False) -> None:
    """Send subscribers what they are due, once."""
    import scheduler

    settings = _settings(home)
    _finish(scheduler.deliver(settings, _open(settings)), as_json, "deliver")


@app.command(epilog="Example: tongbao export exports/")
def export(
    folder: Annotated[Path, typer.Argument(help="The data set is a new folder in this one.")],
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Notices, entries and cases as known at the end of this day (UTC)."
        ),
    ] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Write CSV, JSONL, the data dictionary and a manifest."""
    import scheduler

    settings = _settings(home)
    at = as_of.replace(tzinfo=UTC) + timedelta(days=1) if as_of else None
    _finish(scheduler.export(settings, _open(settings), folder, at), as_json, "export")


@app.command(epilog="Example: tongbao known n_1 --on 2026-03-10")
def known(
    one: Annotated[str, typer.Argument(help="Id of a notice, app or firm.")],
    on: Annotated[str, typer.Option(help="Day (2026-03-10); what was known at its end, UTC.")],
    home: Home = None,
) -> None:
    """A notice, or the rows and cases of an app or firm, as known on a day, with their proofs; prints JSON."""
    from store import known as record

    _decided(
        lambda: json.dumps(
            record.told(_open(_settings(home)), one, on), ensure_ascii=False, indent=1, default=str
        )
    )


@app.command(
    epilog="Example: tongbao audit sheet.csv --sample 200; judge it; tongbao audit sheet.csv --by li"
)
def audit(
    sheet: Annotated[
        Path | None, typer.Argument(help="The sheet to write or, with --by, to take in.")
    ] = None,
    sample: Annotated[int | None, typer.Option(min=1, max=100_000, help="Draw so many live records.")] = None,
    seed: Annotated[str, typer.Option(help="Another seed draws other records.")] = "1",
    by: Annotated[
        str, typer.Option(help="Who judged the sheet: columns “right” (yes, no) and “missing”.")
    ] = "",
    home: Home = None,
) -> None:
    """Draw live records for a person to judge, take the judgements in, or print the last audit's figures."""
    from store import audit as audits

    engine = _open(_settings(home))
    if sheet is None and (sample or by):
        raise ConfigurationError("name the sheet: tongbao audit sheet.csv --sample 200")
    if sheet is not None and sample:
        print(f"audit: {audits.sample(engine, sheet, sample, seed)} records in {sheet}")
    elif sheet is not None and by:
        _decided(lambda: "\n".join(audits.told(audits.judge(engine, sheet, by))))
    elif sheet is not None:
        raise ConfigurationError(
            "say what to do with the sheet: --sample 200 to draw it, --by NAME to take it in"
        )
    else:
        print("\n".join(audits.told(audits.latest(engine))))


identity = typer.Typer(
    help="Which apps and firms are one: decide it, or take a decision back.", no_args_is_help=True
)
app.add_typer(identity, name="identity")
Reason = Annotated[str, typer.Option(help="Why; shown to everybody.")]
By = Annotated[str, typer.Option(help="Who decides; shown to everybody.")]


def _decided(decide: Callable[[], object]) -> None:
    """Print what a decision gave; one that makes no sense is a message and exit status 1."""
    try:
        print(decide())
    except ValueError as error:
        say(f"tongbao: {error}")
        raise typer.Exit(1) from None


def _subject(id_: str) -> Literal["app", "company"]:
    return "app" if id_.startswith("a_") else "company"


@identity.command(epilog="Example: tongbao identity merge c_1 c_2 --by li --reason 'renamed in 2025'")
def merge(
    one: Annotated[str, typer.Argument(help="Id of the app or firm that goes.")],
    into: Annotated[str, typer.Argument(help="Id of the one that answers for it from now on.")],
    reason: Reason,
    by: By,
    home: Home = None,
) -> None:
    """Make two identities one; prints the decision's id."""
    from store import decisions

    _decided(lambda: decisions.merge(_open(_settings(home)), _subject(one), one, into, reason, by))


@identity.command(epilog="Example: tongbao identity split a_1 --entry e_9 --by li --reason 'another app'")
def split(
    one: Annotated[str, typer.Argument(help="Id of the app or firm.")],
    reason: Reason,
    by: By,
    entry: Annotated[list[str] | None, typer.Option(help="Id of an entry that is another's.")] = None,
    developer: Annotated[str, typer.Option(help="All entries with this developer, now and later.")] = "",
    name: Annotated[str, typer.Option(help="Name of the new identity (default: as the entries say).")] = "",
    home: Home = None,
) -> None:
    """Give some entries of an identity to a new one; prints the decision's id."""
    from store import decisions

    _decided(
        lambda: decisions.split(
            _open(_settings(home)), _subject(one), one, reason, by, entry or [], developer, name
        )
    )


@identity.command(
    name="not-same", epilog="Example: tongbao identity not-same a_1 a_2 --by li --reason 'two firms'"
)
def not_same(one: str, other: str, reason: Reason, by: By, home: Home = None) -> None:
    """Never propose or merge these two; prints the decision's id."""
    from store import decisions

    _decided(lambda: decisions.not_same(_open(_settings(home)), _subject(one), one, other, reason, by))


@identity.command(epilog="Example: tongbao identity undo j_1 --by li --reason 'they are two'")
def undo(decision: str, reason: Reason, by: By, home: Home = None) -> None:
    """Take a decision back; prints how many messages that were sent because of it are corrected."""
    from store import decisions

    _decided(lambda: decisions.undo(_open(_settings(home)), decision, reason, by))


@identity.command(epilog="Example: tongbao identity proposals --json")
def proposals(
    limit: Annotated[int, typer.Option(help="At most so many.")] = 50,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Which identities may be one, the surest first, each with its reasons. Nothing is merged by this."""
    from store.proposals import proposals as proposed

    found = proposed(_open(_settings(home)), limit)
    if as_json:
        print(json.dumps({"proposals": [asdict(one) for one in found]}, ensure_ascii=False))
        return
    for one in found:
        print(f"{one.score:.2f}  {one.one}  {one.other}  {' = '.join(one.names)}  ({', '.join(one.reasons)})")


@identity.command(epilog="Example: tongbao identity show a_1")
def show(one: Annotated[str, typer.Argument(help="Id of an app or firm.")], home: Home = None) -> None:
    """What an id stands for, and what was decided on it, as JSON."""
    from store.show_decisions import shown

    _decided(
        lambda: json.dumps(shown(_open(_settings(home)), one), ensure_ascii=False, indent=1, default=str)
    )


@app.command(epilog="Example: tongbao correct n_1 outcome removed --of e_1 --by li --reason 'misread column'")
def correct(
    notice: Annotated[str, typer.Argument(help="Id of the notice.")],
    field: Annotated[
        str,
        typer.Argument(
            help="title, document, published, issuers, add; of an entry: name, developer, role, outcome, violations, "
            "drop; of a deadline: date, kind."
        ),
    ],
    value: Annotated[str, typer.Argument(help="The right value; codes with commas between.")],
    reason: Reason,
    by: By,
    of: Annotated[str, typer.Option(help="Id of the entry or deadline; none: the notice itself.")] = "",
    home: Home = None,
) -> None:
    """Set a value that was read wrongly; it beats the extractor from now on. Prints the correction's id."""
    from store import corrections

    settings = _settings(home)
    _decided(
        lambda: corrections.correct(_open(settings), notice, field, value, reason, by, of, settings.news_days)
    )


@app.command(epilog="Example: tongbao uncorrect k_1 --by li --reason 'it was right'")
def uncorrect(
    correction: Annotated[str, typer.Argument(help="Id of the correction.")],
    reason: Reason,
    by: By,
    home: Home = None,
) -> None:
    """Take a correction back: the extractor's value stands again."""
    from store import corrections

    settings = _settings(home)

    def take_back() -> str:
        corrections.undo(_open(settings), correction, reason, by, settings.news_days)
        return correction

    _decided(take_back)


@app.command(name="close-report", epilog="Example: tongbao close-report r_1 --by li")
def close_report(
    report: Annotated[str, typer.Argument(help="Id of a reader's report.")], by: By, home: Home = None
) -> None:
    """Note that a reader's report was dealt with; prints how to reach the reader, where that was given."""
    from store import reports

    _decided(lambda: reports.close(_open(_settings(home)), report, by))


@app.command(epilog="Example: tongbao sources --json")
def sources(home: Home = None, catalogue: Catalogue = None, as_json: Json = False) -> None:
    """What is watched, and what each source answered last."""
    import scheduler

    settings = _settings(home, catalogue)
    lines = scheduler.source_lines(settings, _open(settings))
    if as_json:
        print(json.dumps({"sources": lines}, ensure_ascii=False, default=str))
        return
    for line in lines:
        print(f"{line['id']:<22} {line['state']:<14} {line['items']:>6} items  {line['title']}")


@app.command(epilog="Example: tongbao health --json")
def health(
    home: Home = None,
    catalogue: Catalogue = None,
    strict: Annotated[bool, typer.Option(help="A warning counts as a failure.")] = False,
    as_json: Json = False,
) -> None:
    """Whether all is well: sources, queue, disk, database, archive, gaps. Exit status 0 or 1: made for monitoring."""
    import scheduler
    from store.report import report

    settings = _settings(home, catalogue)
    engine = _open(settings)
    found, files = scheduler.health(settings, engine)
    told = report(engine, found, files, strict)
    print(json.dumps(told.data, ensure_ascii=False, default=str) if as_json else "\n".join(told.lines))
    raise typer.Exit(0 if told.good else 1)


@app.command(
    name="save-page", epilog="Example: tongbao save-page gd-ca https://gdca.miit.gov.cn/… --as merged-cells"
)
def save_page(
    source: Annotated[str, typer.Argument(help="Id of the source.")],
    url: Annotated[str, typer.Argument(help="Address of an article, or of one of the source's lists.")],
    case: Annotated[str, typer.Option("--as", help="Name of the case.")],
    folder: Annotated[Path, typer.Option(help="Where cases lie.")] = settings_module.ROOT
    / "tests/fixtures/sites",
    archived: Annotated[bool, typer.Option(help="Take the archived copy; fetch nothing.")] = False,
    force: Annotated[bool, typer.Option(help="Overwrite a case of that name.")] = False,
    home: Home = None,
    catalogue: Catalogue = None,
    as_json: Json = False,
) -> None:
    """Save a page as a test case: official ones whole, press pages with filler for sentences."""
    import scheduler

    settings = _settings(home, catalogue)
    made = scheduler.save_page(settings, _open(settings), source, url, case, folder, archived, force)
    line = f"{made}: read expected.json, then run the tests of tests/crawler/layouts"
    print(json.dumps({"case": str(made)}) if as_json else line)


@app.command(epilog="Example: tongbao doctor --live gd-ca cac-wxfb --out pages")
def doctor(
    sources: Annotated[
        list[str] | None, typer.Argument(help="With --live: ids of sources; none: all.")
    ] = None,
    live: Annotated[bool, typer.Option(help="Look at one list and one article of each source.")] = False,
    out: Annotated[
        Path | None, typer.Option(help="With --live: save the pages as cases in this folder.")
    ] = None,
    write: Annotated[
        bool, typer.Option(help="With --live: set the day of the check in the catalogue.")
    ] = False,
    home: Home = None,
    catalogue: Catalogue = None,
    port: Port = None,
    as_json: Json = False,
) -> None:
    """Whether this installation can work; with --live, whether the sources are what their layouts expect."""
    import scheduler

    settings = _settings(home, catalogue, port)
    if live:
        found = scheduler.look_live(settings, sources or [], out, write)
        lines = [f"{one.state:<12} {one.source.id}: {one.text}" for one in found]
        good = all(one.state == "passed" for one in found)
        data = [
            {"source": one.source.id, "state": one.state, "text": one.text, "live": one.counts}
            for one in found
        ]
        states = [one.state for one in found]
        lines.append(", ".join(f"{states.count(s)} {s}" for s in dict.fromkeys(states)) or "no source")
        lines += scheduler.checked_lines(found, write)
    else:
        checks = scheduler.doctor(settings)
        lines = [f"{'ok  ' if check.passed else 'FAIL'}  {check.name}: {check.text}" for check in checks]
        good, data = all(check.passed for check in checks), [check.model_dump() for check in checks]
    print(json.dumps({"good": good, "found": data}, ensure_ascii=False) if as_json else "\n".join(lines))
    raise typer.Exit(0 if good else 1)


@app.command(name="scheduler", epilog="Example: tongbao scheduler --home /srv/tongbao")
def schedule(home: Home = None, catalogue: Catalogue = None) -> None:
    """Run the jobs by the catalogue's clock, without the dashboard, until Ctrl-C."""
    import scheduler

    settings = _settings(home, catalogue)
    scheduler.schedule(settings, _open(settings), say, _stopped_by_signals())


@app.command(epilog="Example: tongbao dashboard --port 8600")
def dashboard(
    home: Home = None,
    port: Port = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the dashboard alone."""
    from dashboard.server import serve

    settings = _settings(home, port=port)
    serve(settings, _open(settings), host)


@app.command(epilog="Example: tongbao demo --port 8600")
def demo(
    home: Home = None,
    port: Port = None,
    serve: Annotated[
        bool, typer.Option(help="Keep the dashboard running; --no-serve only makes the store.")
    ] = True,
    as_json: Json = False,
) -> None:
    """The same line against a replica on this machine: made-up examples in a store of their own."""
    import scheduler

    found = settings_module.load()
    settings = settings_module.demo_of(found, home or found.home / "demo", port or found.port + 10)
    done = scheduler.demo(settings, say, _stopped_by_signals(), serve)
    if not serve:
        _finish(done, as_json, "demo")


if __name__ == "__main__":
    main()
