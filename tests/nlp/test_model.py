"""The trained model: it is the one of the texts that are kept, and finds names that nothing marks."""

from __future__ import annotations

import json

from bench.train import data_digest, example, texts, untrained
from nlp.components.model import MODELS, find

PROSE = (
    "Several apps failed the test. Harvest Moon Diary, Tinsel Radio and Kumquat Bus Stop read the address book, the office "
    "said, while Liang Suyun, its head, declined to say more."
)


def test_the_kept_model_was_trained_on_the_texts_that_are_kept() -> None:
    meta = json.loads((MODELS / "en" / "meta.json").read_text("utf-8"))
    assert meta["recipe"]["data"] == data_digest()
    size = sum(path.stat().st_size for path in (MODELS / "en").rglob("*") if path.is_file())
    assert size <= 8 * 1024 * 1024
    assert not [path for path in (MODELS / "en").rglob("*") if path.suffix in (".pkl", ".pickle")]


def test_names_in_prose_are_found_and_a_person_is_none() -> None:
    found = {PROSE[f.start : f.end] for f in find(PROSE, "en")}
    assert {"Harvest Moon Diary", "Tinsel Radio", "Kumquat Bus Stop"} <= found
    assert "Liang Suyun" not in found


def test_chinese_texts_are_left_to_the_rules() -> None:
    assert list(find("《松果天气》读取通讯录。", "zh")) == []


def test_titles_and_menus_are_not_read() -> None:
    assert list(find("Breaking News\nGolden Kite Reader\nSign In", "en")) == []


def test_a_marked_paragraph_is_read_with_its_names_in_place() -> None:
    text, names, _ = next(iter(texts("paragraphs")))
    assert [text[a:b] for a, b, _ in names] == ["Willow Courier", "Pomelo Diary", "Grandma's Radio"]
    nlp, _ = untrained()
    learned = example(nlp, text, names, []).reference
    assert next((e.text, e.label_) for e in learned.ents) == ("Willow Courier", "APP")
