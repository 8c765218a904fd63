"""Word files into a Reading: paragraphs, text boxes and tables in order with all changes accepted, then pictures.

Deleted, moved-away and hidden text is left out, and so are headers and footers: they are furniture of the page.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
from lxml.etree import _Element

from nlp.clean import tidy_line
from nlp.readers import sniff
from nlp.readers.office import BROKEN, cannot, has_document_type, with_entities
from nlp.readers.wordpictures import pictures_of, with_pictures
from nlp.readers.wordtable import add_table, cells_of
from nlp.readers.wordtext import blocks, is_table, text_boxes, text_of
from store.records import Reading, Table


def read_docx(body: bytes, file: str) -> Reading:
    """What a .docx says."""
    if has_document_type(body):
        return with_entities(file, sniff.DOCX)
    try:
        document = docx.Document(io.BytesIO(body))
        return with_pictures(_read_body(document.element.body, file), pictures_of(document))
    except BROKEN as error:
        text = f"The Word file is damaged ({type(error).__name__}); fetch it again."
        return cannot(file, sniff.DOCX, "corrupt", text)


def _read_body(body: _Element, file: str) -> Reading:
    lines: list[str] = []
    tables: list[Table] = []
    for block in _unboxed(body):
        if is_table(block):
            _take(block, lines, tables)
        else:
            lines += [line for part in text_of(block).split("\n") if (line := tidy_line(part))]
    return Reading(file=file, media_type=sniff.DOCX, text="\n".join(lines), tables=tables)


def _unboxed(parent: _Element) -> Iterator[_Element]:
    """Paragraphs and tables in order, those of a text box after the paragraph that it hangs on."""
    for block in blocks(parent):
        yield block
        if not is_table(block):
            for box in text_boxes(block):
                yield from _unboxed(box)


def _take(table: _Element, lines: list[str], tables: list[Table]) -> None:
    """Adds a table, and after it those that its cells hold."""
    cells, inner = cells_of(table)
    add_table(tables, cells, lines)
    for one in inner:
        _take(one, lines, tables)
