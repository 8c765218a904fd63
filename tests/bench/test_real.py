"""The real part: an item counts only with the very text that its labels were made from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import real
from bench.goldset import LANGUAGES, MalformedGold
from bench.score import Line, read_lines

GOLD: Line = {
    **{"lang": "en", "document": "news", "issuers": ["MIIT"], "apps": [], "companies": [], "violations": []},
    **{"deadlines": [], "penalties": [], "laws": [], "actions": []},
}


def _lines(path: Path, lines: list[Line]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two labelled items; the text of one is at hand, with other blanks, that of the other was changed."""
    texts = {"a": "The ministry named one app.", "b": "Nothing was named."}
    labels, given = tmp_path / "real", tmp_path / "texts"
    refs = [{"id": k, "url": f"https://{k}.example/", "sha256": real.digest(t)} for k, t in texts.items()]
    _lines(labels / "dev" / "refs.en.jsonl", refs)
    _lines(labels / "dev" / "gold.en.jsonl", [GOLD | {"id": "a"}, GOLD | {"id": "b"}])
    items = [{"id": "a", "text": "The ministry\nnamed  one app."}, {"id": "b", "text": "Something else."}]
    _lines(given / "dev" / "items.en.jsonl", items)
    return labels, given


def test_only_items_with_their_own_text_are_measured_and_the_others_counted(
    folders: tuple[Path, Path],
) -> None:
    labels, given = folders
    part, missing = real.part("dev", "en", given, labels)
    assert ([g["id"] for g in part.gold], missing) == (["a"], 1)
    assert part.items[0]["url"] == "https://a.example/"


def test_without_texts_nothing_is_measured_and_all_are_counted(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    part, missing = real.part("dev", "en", tmp_path / "nowhere", folders[0])
    assert (part.gold, missing) == ([], 2)


def test_a_label_with_an_unknown_code_is_an_error(folders: tuple[Path, Path]) -> None:
    labels, given = folders
    gold = [GOLD | {"id": "a", "violations": ["pi_invented"]}, GOLD | {"id": "b"}]
    _lines(labels / "dev" / "gold.en.jsonl", gold)
    with pytest.raises(MalformedGold, match="pi_invented"):
        real.part("dev", "en", given, labels)


def test_the_kept_references_hold_no_text_and_match_their_labels() -> None:
    for half in real.HALVES:
        for language in LANGUAGES:
            refs = read_lines(real.REAL / half / f"refs.{language}.jsonl")
            gold = read_lines(real.REAL / half / f"gold.{language}.jsonl")
            assert [r["id"] for r in refs] == [g["id"] for g in gold]
            assert all(set(r) <= {"id", "url", "published", "source", "characters", "sha256"} for r in refs)
