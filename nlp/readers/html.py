"""HTML into a Reading: paragraphs by newline, tables apart with merged cells spread.

`read_html` takes the element that a layout cut out; `read_page` takes a whole page of an unknown site and looks for
its article first.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from nlp.clean import tidy, tidy_line
from store.records import Cell, Issue, Reading, Table

_BLOCK_NAMES = """
address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCK_NAMES.split())
SILENT = frozenset(
    [
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
    ]
)
MOST_CELLS = 200_000
MOST_SPAN = 200


def read_html(html: str, file: str) -> Reading:
    """What a piece of HTML says. Never raises: HTML that holds nothing gives an empty text."""
    root = parse(html)
    return (
        read_element(root, file) if root is not None else Reading(file=file, media_type="text/html", text="")
    )


def parse(html: str) -> lxml_html.HtmlElement | None:
    """The tree of `html`, None where there is no element in it."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", html.replace("\x00", ""))
    try:
        parser = lxml_html.HTMLParser(no_network=True, huge_tree=False)
        return lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def read_element(root: lxml_html.HtmlElement, file: str) -> Reading:
    """What one element of a tree says."""
    walk = _Walk()
    walk.visit(root)
    walk.end_line()
    return Reading(
        file=file, media_type="text/html", text="\n".join(walk.lines), tables=walk.tables, issues=walk.issues
    )


def hidden(node: lxml_html.HtmlElement) -> bool:
    """Whether a browser would not show this element."""
    style = (node.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or node.get("hidden") is not None


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

    def visit(self, root: lxml_html.HtmlElement) -> None:
        """Depth first without recursion: hostile pages nest deeply."""
        stack: list[lxml_html.HtmlElement | str | None] = [root]
        while stack:
            node = stack.pop()
            if node is None:
                self.end_line()
            elif isinstance(node, str):
                self.open.append(re.sub(r"\s+", " ", node))
            else:
                stack.extend(reversed(self.enter(node)))

    def enter(self, node: lxml_html.HtmlElement) -> list[lxml_html.HtmlElement | str | None]:
        """What is to be visited in place of `node`; None ends a line."""
        if not isinstance(node.tag, str) or node.tag in SILENT or hidden(node):
            return []
        if node.tag == "br":
            return [None]
        if node.tag == "table" and self.take_table(node):
            return []
        inside: list[lxml_html.HtmlElement | str | None] = [node.text or ""]
        for child in node:
            inside += [child, child.tail or ""]
        return [None, *inside, None] if node.tag in BLOCKS else inside

    def take_table(self, node: lxml_html.HtmlElement) -> bool:
        """Whether `node` is a table of data; one that only lays out a page, or has one column, is read as text."""
        if node.find(".//table") is not None:
            return False
        cells = spread(node)
        if max((c.col for c in cells), default=0) < 2:
            return False
        if len(cells) >= MOST_CELLS:
            text = f"A table has more than {MOST_CELLS} cells; read the rest in the original."
            self.issues.append(Issue(code="table_too_big", text=text, where=f"table {len(self.tables)}"))
        self.end_line()
        self.tables.append(Table(number=len(self.tables), cells=cells, caption=self.caption(node)))
        return True

    def caption(self, node: lxml_html.HtmlElement) -> str:
        """The table's own caption, else the short line just above it."""
        own = node.find("caption")
        if own is not None and own.text_content().strip():
            return tidy(own.text_content())
        above = self.lines[-1] if self.lines else ""
        return above if len(above) <= 60 and not above.endswith(("。", "；", ";")) else ""


def spread(table: lxml_html.HtmlElement) -> list[Cell]:
    """The cells of a table without inner tables, rowspan and colspan repeated over what they cover."""
    cells: list[Cell] = []
    owed: dict[int, tuple[int, Cell]] = {}  # column -> rows still covered, the cell that covers them
    for row, tr in enumerate(table.iter("tr"), start=1):
        if len(cells) >= MOST_CELLS:
            break
        col = 1
        tds = [td for td in tr if td.tag in ("td", "th") and not hidden(td)]
        for td in tds:
            col = _repay(cells, owed, row, col)
            raw = cell_text(td)
            text = tidy(raw)
            down = _span(td, "rowspan")
            for across in range(_span(td, "colspan")):
                cell = Cell(row=row, col=col, text=text, raw=raw, spanned=across > 0)
                cells.append(cell)
                if down > 1:
                    owed[col] = (down - 1, cell)
                col += 1
        while any(c >= col for c in owed):
            before = col
            col = _repay(cells, owed, row, col)
            col += col == before
    return cells


def _repay(cells: list[Cell], owed: dict[int, tuple[int, Cell]], row: int, col: int) -> int:
    """Repeats the cells from rows above that cover `col` and on; the first free column."""
    while col in owed:
        left, cell = owed.pop(col)
        cells.append(Cell(row=row, col=col, text=cell.text, raw=cell.raw, spanned=True))
        if left > 1:
            owed[col] = (left - 1, cell)
        col += 1
    return col


def _span(td: lxml_html.HtmlElement, name: str) -> int:
    value = re.match(r"\s*(\d{1,4})", td.get(name) or "")
    return min(max(int(value[1]), 1), MOST_SPAN) if value else 1


def cell_text(td: lxml_html.HtmlElement) -> str:
    """A cell's text, a newline for each paragraph and <br>."""
    walk = _Walk()
    walk.open = [td.text or ""]
    for child in td:
        walk.visit(child)
        walk.open.append(re.sub(r"\s+", " ", child.tail or ""))
    raw = [re.sub(r"\s+", " ", line).strip() for line in walk.lines]
    last = re.sub(r"\s+", " ", "".join(walk.open)).strip()
    return "\n".join([*raw, last] if last else raw)
