"""The parts of a Word file's XML that say something: blocks, text boxes, and text without what was deleted or hidden."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml.etree import _Element

_P, _TBL, _BOX = qn("w:p"), qn("w:tbl"), qn("w:txbxContent")
_GONE = {
    qn("w:del"),
    qn("w:moveFrom"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_AROUND = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")}
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_T, _R = qn("w:t"), qn("w:r")


def is_table(element: _Element) -> bool:
    """Whether a block is a table."""
    return element.tag == _TBL


def children(parent: _Element, tag: str) -> Iterator[_Element]:
    """The children of a kind, also those inside content controls and accepted changes."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND:
            yield from children(child, tag)


def blocks(parent: _Element) -> Iterator[_Element]:
    """Paragraphs and tables in order."""
    for child in parent:
        if child.tag in (_P, _TBL):
            yield child
        elif child.tag in _AROUND:
            yield from blocks(child)


def text_of(paragraph: _Element) -> str:
    """A paragraph's text; that of its text boxes is apart."""
    return "".join(_pieces(paragraph))


def _pieces(element: _Element) -> Iterator[str]:
    for child in element:
        if child.tag == _T:
            yield child.text or ""
        elif child.tag in _SIGNS:
            if element.tag != qn("w:tabs"):
                yield _SIGNS[child.tag]
        elif child.tag not in _GONE and child.tag != _BOX and not _hidden(child):
            yield from _pieces(child)


def _hidden(run: _Element) -> bool:
    """Whether a run is marked as one that is not shown."""
    mark = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") if run.tag == _R else None
    return mark is not None and mark.get(qn("w:val"), "true") not in ("0", "false", "off")


def text_boxes(paragraph: _Element) -> Iterator[_Element]:
    """The contents of the text boxes that hang on a paragraph, once each."""
    for child in paragraph:
        if child.tag == _BOX:
            yield child
        elif child.tag not in _GONE:
            yield from text_boxes(child)
