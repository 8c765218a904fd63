"""The documentation is true: generated pages are in step, commands, settings and links exist."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from crawler.overview import markdown
from crawler.sources import load_catalogue
from settings import ROOT, Settings
from store.fields import dictionary

DOCS = ROOT / "docs"
PAGES = [*DOCS.glob("*.md"), *(ROOT / n for n in ("README.md", "CONTRIBUTING.md", "DATA-LICENCE.md"))]


def generated() -> dict[Path, str]:
    """Every generated page as it should be."""
    return {
        DOCS / "data-dictionary.md": dictionary(),
        DOCS / "sources.md": markdown(load_catalogue(ROOT / "crawler" / "catalogue")),
    }


@pytest.mark.parametrize("name", ["data-dictionary.md", "sources.md"])
def test_a_generated_page_is_in_step(name: str) -> None:
    wanted = generated()[DOCS / name]
    assert (DOCS / name).read_text(encoding="utf-8") == wanted, "run `make docs`"


def test_every_setting_is_in_the_example_environment_and_the_code() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    code = (ROOT / "settings.py").read_text(encoding="utf-8")
    documented = set(re.findall(r"TONGBAO_[A-Z_]+", example))
    read = set(re.findall(r"TONGBAO_[A-Z_]+", code))
    assert documented == read
    assert len(read) >= len(fields(Settings))


def test_the_readme_names_every_command_that_there_is() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "cli", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    commands = set(re.findall(r"^ {1,4}([a-z]+(?:-[a-z]+)*) {2,}", listed, re.MULTILINE))
    assert {
        "crawl",
        "process",
        "ingest",
        "add",
        "extract",
        "deliver",
        "export",
        "sources",
        "demo",
    } <= commands
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for used in re.findall(r"tongbao ([a-z]+(?:-[a-z]+)*)\b", text):
        assert used in commands | {"and"}, f"`tongbao {used}` is in the docs but is no command"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_files_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"\]\((?!https?:|#)([^)]+)\)", text))
    named |= {
        word
        for word in re.findall(r"`([\w./-]+)`", text)
        if word.split("/")[0] in ("docs", "store", "crawler", "nlp", "tests", "bench", "alerts", "dashboard")
    }
    for name in named:
        if "*" not in name and "<" not in name:
            assert (ROOT / name).exists() or (page.parent / name).exists(), f"{page.name} names {name}"


def test_nothing_that_is_kept_names_a_registry_or_a_path_of_one_machine() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    forbidden = re.compile(
        "|".join(["pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs", "deb" + r"\.debian"])
    )
    for name in tracked:
        path = ROOT / name
        if path.suffix in (".md", ".toml", ".py", ".lock", ".yaml", ".yml", "") and path.is_file():
            assert not forbidden.search(path.read_text(encoding="utf-8", errors="replace")), name


if __name__ == "__main__":
    for page_path, text in generated().items():
        page_path.write_text(text, encoding="utf-8")
        print(f"wrote {page_path.relative_to(ROOT)}")
