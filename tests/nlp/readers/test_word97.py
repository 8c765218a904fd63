"""Word files of before 2007 say what the same files of today say, and damaged ones cost nothing but themselves."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import pytest

from nlp.read import read
from store.records import Reading

FOLDER = Path(__file__).parent
GOLDEN = FOLDER / "golden" / "dev"
OLD = FOLDER / "old"  # `wide` was saved by LibreOffice in both formats


def opened(path: Path) -> Reading:
    return read(path.read_bytes(), path.name)


def said(reading: Reading) -> list[list[tuple[int, int, str, bool]]]:
    return [[(c.row, c.col, c.text, c.spanned) for c in table.cells] for table in reading.tables]


@pytest.mark.parametrize(
    "name", ["numbered", "merged", "problem-rows", "apps-and-sdks", "tracked", "bad-rows"]
)
def test_an_old_word_file_says_what_the_same_file_of_today_says(name: str) -> None:
    old, new = opened(GOLDEN / f"{name}.doc"), opened(GOLDEN / f"{name}.docx")
    assert said(old) == said(new)
    assert old.text == new.text
    assert old.media_type == "application/msword"
    assert old.issues == []


def test_a_wps_file_is_read_like_the_word_file_that_it_is() -> None:
    assert said(opened(GOLDEN / "numbered.wps")) == said(opened(GOLDEN / "numbered.doc"))


def test_wide_nested_and_merged_tables_fields_hidden_text_and_rare_signs_are_read_alike() -> None:
    old, new = opened(OLD / "wide.doc"), opened(OLD / "wide.docx")
    assert said(old) == said(new)
    assert old.text == new.text == "附件3 宽表\n二、嵌套\n链接：点此尾\n𠮷野与𪛖尾"
    wide, outer, inner, merged = old.tables
    assert len(wide.rows()[0]) == 30
    assert wide.caption == "附件3 宽表"
    assert [[c.text for c in row] for row in outer.rows()] == [["外一", "外二"], ["外三", "表后"]]
    assert [[c.text for c in row] for row in inner.rows()] == [["内00", "内01"], ["内10", "内11"]]
    assert [[c.text for c in row] for row in merged.rows()][2] == ["格20", "竖并", "块并", "块并"]


def test_a_file_with_a_password_is_told_as_encrypted() -> None:
    body = bytearray((OLD / "wide.doc").read_bytes())
    at = body.index(struct.pack("<H", 0xA5EC), 512)
    body[at + 11] |= 0x01
    (issue,) = read(bytes(body), "locked.doc").issues
    assert issue.code == "encrypted"


def test_an_excel_file_is_not_taken_for_word_nor_word_with_long_names_for_excel() -> None:
    assert opened(GOLDEN / "bad-rows.doc").media_type == "application/msword"
    xls = next(GOLDEN.glob("*.xls"))
    assert opened(xls).media_type == "application/vnd.ms-excel"


def test_damaged_files_give_a_reading_or_one_issue_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda program: None)
    dice = random.Random(7)
    whole = (GOLDEN / "merged.doc").read_bytes()
    codes = set()
    for turn in range(150):
        body = bytearray(whole[: dice.randrange(600, len(whole))] if turn % 3 == 0 else whole)
        for _ in range(dice.choice((0, 1, 20, 400))):
            body[dice.randrange(len(body))] = dice.randrange(256)
        if turn % 3 == 2:
            body[512 + dice.randrange(900)] = dice.choice((0, 127, 255))
        reading = read(bytes(body), "broken.doc")
        codes |= {issue.code for issue in reading.issues}
        assert reading.text or reading.tables or len(reading.issues) == 1
    assert "needs_converter" in codes
