"""HTML into a Reading: paragraphs by newline, tables apart with merged cells spread.

`read_html` takes the element that a layout cut out; `nlp/readers/page.py` takes a whole page of an unknown site and
looks for its article first.
"""

from __future__ import annotations

import re
from typing import cast

from lxml import etree

from nlp.clean import tidy, tidy_line
from nlp.headings import is_header
from nlp.readers.cells import BLOCKS, MARKS, MOST_CELLS, Element, spread
from nlp.readers.divtables import as_tables
from nlp.readers.encoding import misread
from store.records import Issue, Reading, Table

SILENT = (
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "iframe",
    "object",
    "svg",
    "select",
    "button",
    "textarea",
    "input",
)
# Asked of attributes, not of elements: a tenth of the time.
_maybe_hidden = etree.XPath(
    "descendant-or-self::*/@*[name() = 'hidden' or name() = 'style' and (contains(., 'isplay')"
    " or contains(., 'isibil') or contains(., 'ISPLAY') or contains(., 'ISIBIL'))]/.."
)
_NO_TEXT = ("\0", *MARKS)
_NO_MARKS = dict.fromkeys(map(ord, _NO_TEXT))
_INLINE_WRAP = re.compile(r"</?(?:span|font|b|i|u|em|strong|a)\b[^>]*>", re.IGNORECASE)
_BLOCK_WRAP = re.compile(r"</?(?:div|section|article|center|ul|ol|li|dl|dd)\b[^>]*>", re.IGNORECASE)


def read_html(html: str, file: str) -> Reading:
    """What a piece of HTML says. Never raises: HTML that holds nothing gives an empty text."""
    root, issues = parse(html, file)
    if root is None:
        return Reading(file=file, media_type="text/html", text="", issues=issues)
    reading = read_element(root, file)
    issues += misread(reading.text, file)
    return reading.model_copy(update={"issues": [*issues, *reading.issues]}) if issues else reading


def parse(html: str, file: str = "") -> tuple[Element | None, list[Issue]]:
    """The tree of what a browser would show, None where there is no element in `html`.

    What is nested too deeply loses its wrappers.
    """
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", html)
    if any(mark in text for mark in _NO_TEXT):
        text = text.translate(_NO_MARKS)
    root, too_deep = _tree(text)
    issues = []
    if too_deep:
        root, _ = _tree(_BLOCK_WRAP.sub("<br>", _INLINE_WRAP.sub("", text)))
        said = "The page nests its elements too deeply; it was read without them. Compare the original."
        issues.append(Issue(code="nested_too_deep", text=said, where=file))
    if root is not None:
        _drop_unseen(root)
        as_tables(root)
    return root, issues


def _tree(text: str) -> tuple[Element | None, bool]:
    """A tree and whether the parser gave up in its midst."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None, False
    log = parser.error_log
    return root, bool(log) and log[-1].type == etree.ErrorTypes.ERR_RESOURCE_LIMIT


def read_element(root: Element, file: str) -> Reading:
    """What one element of a parsed tree says."""
    walk = _Walk()
    walk.visit(root)
    walk.end_line()
    return Reading(
        file=file, media_type="text/html", text="\n".join(walk.lines), tables=walk.tables, issues=walk.issues
    )


def _drop_unseen(root: Element) -> None:
    """Takes scripts and hidden elements out of a tree."""
    etree.strip_elements(root, *SILENT, with_tail=False)
    for node in elements(_maybe_hidden, root):
        if hidden(node):
            drop(node)


def hidden(node: Element) -> bool:
    """Whether a browser would not show this element."""
    style = str(node.get("style") or "").replace(" ", "").lower()
    if node.get("id") == "js_content":  # WeChat hides its article until a script has run
        style = style.replace("visibility:hidden", "")
    return "display:none" in style or "visibility:hidden" in style or node.get("hidden") is not None


def elements(path: etree.XPath, node: Element) -> list[Element]:
    """What a path that names elements finds."""
    return cast(list[Element], path(node))


def drop(node: Element) -> None:
    """Takes an element out of its tree; the text behind it stays."""
    parent = node.getparent()
    if parent is None:
        return
    before = node.getprevious()
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)


class _Walk:
    """Collects lines and tables in document order."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.tables: list[Table] = []
        self.issues: list[Issue] = []
        self.open: list[str] = []

    def end_line(self) -> None:
        line = tidy_line("".join(self.open))
        self.open = []
        if line:
            self.lines.append(line)

    def visit(self, root: Element) -> None:
        """Depth first without recursion: hostile pages nest deeply."""
        stack: list[Element | str | None] = [root]
        while stack:
            node = stack.pop()
            if node is None:
                self.end_line()
            elif isinstance(node, str):
                self.open.append(re.sub(r"\s+", " ", node))
            else:
                stack.extend(reversed(self.enter(node)))

    def enter(self, node: Element) -> list[Element | str | None]:
        """What is to be visited in place of `node`; None ends a line."""
        if node.tag == "br":
            return [None]
        if node.tag == "table" and self.take_table(node):
            return []
        inside: list[Element | str | None] = [node.text or ""]
        for child in node:
            inside += [child, child.tail or ""]
        return [None, *inside, None] if node.tag in BLOCKS else inside

    def take_table(self, node: Element) -> bool:
        """Whether `node` is a table of data; one that only lays out a page, or has one column, is read as text."""
        if node.find(".//table") is not None and not lists_apps(node):
            return False
        cells = spread(node)
        if all(cell.col == 1 for cell in cells):
            return False
        if len(cells) >= MOST_CELLS:
            text = f"A table has more than {MOST_CELLS} cells; read the rest in the original."
            self.issues.append(Issue(code="table_too_big", text=text, where=f"table {len(self.tables)}"))
        self.end_line()
        table = Table.model_construct(number=len(self.tables), cells=cells, caption=self.caption(node))
        self.tables.append(table)  # not validated cell by cell: made here
        return True

    def caption(self, node: Element) -> str:
        """The table's own caption, else the short line just above it."""
        own = node.find("caption")
        if own is not None and (said := tidy(text_of(own))):
            return said
        above = self.lines[-1] if self.lines else ""
        return above if len(above) <= 60 and not above.endswith(("。", "；", ";")) else ""


def lists_apps(table: Element) -> bool:
    """Whether a table has a list's header itself; tables that it holds then stand inside its cells."""
    rows = (tr for tr in table.iter("tr") if next(tr.iterancestors("table")) is table)
    for _, tr in zip(range(3), rows, strict=False):
        cells = [td for td in tr if td.tag in ("td", "th") and td.find(".//table") is None]
        if is_header([tidy(text_of(td)) for td in cells]):
            return True
    return False


def text_of(node: Element) -> str:
    """All text of an element as one line."""
    return " ".join(etree.tostring(node, method="text", encoding="unicode", with_tail=False).split())
