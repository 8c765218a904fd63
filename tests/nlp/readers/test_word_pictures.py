"""Pictures inside Word files: lists are read, the rest says nothing, and their number is bounded."""

from __future__ import annotations

import io

import docx
import pytest

from bench import readfiles
from nlp.readers import wordpictures
from tests.nlp.readers.fonts import chinese
from tests.nlp.readers.test_word import rows, saved

chinese()  # its pictures are drawn by bench.readfiles


def test_pictures_of_lists_are_read_and_others_say_nothing() -> None:
    document = docx.Document()
    document.add_paragraph("附件1")
    document.add_picture(io.BytesIO(readfiles.photo()))
    document.add_picture(io.BytesIO(readfiles.picture_list(3, True)))
    reading = saved(document)
    assert rows(reading) == readfiles.rows(3)
    assert (reading.text, reading.tables[0].caption) == ("附件1", "picture 2 in the document")


def test_more_pictures_than_are_read_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordpictures, "MOST_PICTURES", 1)
    document = docx.Document()
    for body in (readfiles.photo(), readfiles.picture_list(3, True)):
        document.add_picture(io.BytesIO(body))
    reading = saved(document)
    (issue,) = reading.issues
    assert (issue.code, issue.where) == ("too_many_pictures", "a.docx, picture 2 in the document")
    assert not reading.tables
