"""Who may import whom, and where each library lives (docs: CONTRIBUTING.md)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("crawler", "nlp", "store", "alerts", "dashboard")
LEAVES = ("settings", "store.records", "store.vocab", "crawler.page", "crawler.layouts")
OURS = (*PACKAGES, "settings", "scheduler", "cli")

ALLOWED: dict[str, tuple[str, ...]] = {
    "crawler": ("crawler", "settings", "store.records", "store.vocab"),
    "nlp": ("nlp", "store.records", "store.vocab", "crawler.page"),
    "store": ("store", "settings"),
    "alerts": ("alerts", "store", "settings"),
    "dashboard": ("dashboard", "store", "alerts", "settings"),
}
STORE_FROM_CRAWLER = ("pipeline.py", "memory.py", "health.py", "run.py")
HOMES = {
    "scrapy": ("crawler/",),
    "twisted": ("crawler/",),
    "spacy": ("nlp/pipeline.py", "nlp/components/"),
    "streamlit": ("dashboard/",),
    "altair": ("dashboard/",),
    "apscheduler": ("scheduler.py",),
    "sqlalchemy": ("store/",),
    "sqlmodel": ("store/",),
    "alembic": ("store/",),
    "typer": ("cli.py",),
}


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")
    yield from (ROOT / name for name in ("settings.py", "scheduler.py", "cli.py"))


def imports(path: Path) -> set[str]:
    """Every module that a file imports, anywhere in it; `from a import b` counts as a and a.b."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def within(module: str, allowed: tuple[str, ...]) -> bool:
    return any(module == a or module.startswith(a + ".") for a in allowed)


@pytest.mark.parametrize("path", list(sources()), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_imports_only_what_its_package_may(path: Path) -> None:
    name = path.relative_to(ROOT)
    package = name.parts[0]
    if package not in ALLOWED:
        return
    allowed = ALLOWED[package]
    if package == "crawler" and path.name in STORE_FROM_CRAWLER:
        allowed = (*allowed, "store")
    ours = {m for m in imports(path) if m.split(".")[0] in OURS}
    # `from store import vocab` is seen as store and store.vocab: the bare package alone brings nothing in
    wrong = {m for m in ours if not within(m, allowed) and m not in PACKAGES}
    assert not wrong, f"{name} imports {sorted(wrong)}; it may import {allowed}"


@pytest.mark.parametrize("library", sorted(HOMES))
def test_a_library_has_one_home(library: str) -> None:
    users = [
        p.relative_to(ROOT).as_posix() for p in sources() if any(within(m, (library,)) for m in imports(p))
    ]
    strangers = [u for u in users if not u.startswith(HOMES[library])]
    assert not strangers, f"{library} belongs into {HOMES[library]}, but is imported by {strangers}"


def test_the_only_broad_handlers_are_where_a_job_is_recorded() -> None:
    broad = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                names = (
                    {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else {"bare"}
                )
                tidies_up = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
                if names & {"bare", "Exception", "BaseException"} and not tidies_up:
                    broad.append(f"{path.relative_to(ROOT).as_posix()}:{node.lineno}")
    assert all(b.startswith("scheduler.py:") for b in broad), broad
