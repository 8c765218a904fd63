"""The paragraphs of a Word 97 file with all changes accepted: no deleted or hidden text, results of fields alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.readers.word97file import Piece, Sprms, Word97

_DELETED, _HIDDEN = 0x0800, 0x083C  # sprmCFRMarkDel, sprmCFVanish
_END = re.compile("[\r\x07\x0c]")  # of a paragraph, of a cell or row, of a page or section
_INSTRUCTION = re.compile("\x13[^\x13\x14\x15\r\x07]*\x14?")  # of a field; its result follows
_SILENT = [*map(chr, range(9)), "\x13", "\x14", "\x15", "\x1f"]  # anchors, marks of fields, soft hyphens
_SIGNS = str.maketrans({"\x0b": "\n", "\x1e": "-", "\xa0": " ", **dict.fromkeys(_SILENT, "")})


@dataclass(frozen=True)
class Paragraph:
    """A paragraph's text, the sign that ends it, and the properties of both."""

    text: str
    end: str
    sprms: Sprms


def paragraphs(document: Word97) -> Iterator[Paragraph]:
    """Those of the main text, then those of the text boxes."""
    shown = "".join(_accepted(piece, document) for piece in document.pieces)
    shown = _INSTRUCTION.sub(lambda found: "\0" * len(found[0]), shown)
    starts = [piece.start for piece in document.pieces]
    for first, size in ((0, document.body), document.boxes):
        at, last = first, first + max(size, 0)
        for mark in _END.finditer(shown, first, last):
            piece = document.pieces[bisect_right(starts, mark.start()) - 1]
            offset = piece.offset + (mark.start() - piece.start) * piece.width
            text = shown[at : mark.start()].translate(_SIGNS)
            yield Paragraph(text, mark[0], document.paragraphs.at(offset))
            at = mark.end()
        if rest := shown[at:last].translate(_SIGNS):
            yield Paragraph(rest, "\r", {})


def _accepted(piece: Piece, document: Word97) -> str:
    """A piece's text, NULs in the place of what is deleted or hidden; marks of paragraphs and cells stay."""
    text, end = piece.text, piece.offset + len(piece.text) * piece.width
    for start, stop, sprms in document.characters.between(piece.offset, end):
        if any(sprms.get(sprm) == b"\1" for sprm in (_DELETED, _HIDDEN)):
            first, last = (start - piece.offset) // piece.width, (stop - piece.offset) // piece.width
            gone = "".join(sign if _END.match(sign) else "\0" for sign in text[first:last])
            text = text[:first] + gone + text[last:]
    return text
