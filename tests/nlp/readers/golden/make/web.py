"""HTML in the ways that authorities' editors write it."""

from __future__ import annotations

from html import escape

from tests.nlp.readers.golden.make.grids import Cell, Doc, Grid

PROSE = (
    "依据有关法律法规要求，我局组织第三方检测机构对移动互联网应用程序进行检查。截至目前，尚有应用未完成整改，现予以通报。"
    "有关企业应当在规定期限内完成整改落实工作，逾期不整改的，我局将依法依规组织开展相关处置工作。"
)


def page(doc: Doc, style: str = "plain") -> str:
    """A whole article page."""
    blocks = "\n".join(table(b, style) if isinstance(b, Grid) else para(b, style) for b in doc.blocks)
    title = doc.title or "关于移动互联网应用程序侵害用户权益行为的通报"
    word = style == "mso"
    root = '<html xmlns:o="urn:schemas-microsoft-com:office:office">' if word else "<html>"
    css = '<style><!--@page{margin:72pt}p.MsoNormal{mso-style-parent:""}--></style>' if word else ""
    charset = "gb2312" if style == "gb" else "utf-8"
    return (
        f'<!DOCTYPE html>{root}<head><meta charset="{charset}"><meta name="ArticleTitle" content="{escape(title)}">'
        f"<title>{escape(title)}</title>{css}</head><body>"
        '<div class="nav"><a href="/">首页</a> <a href="/zwgk/">政务公开</a></div>'
        f'<div class="main"><h1 id="con_title">{escape(title)}</h1><div id="con_time">发布时间：2026-03-02</div>'
        f'<div class="ccontent center" id="con_con"><p>{PROSE}</p><p>具体名单如下。</p>'
        f"{blocks}<p>某省通信管理局</p><p>2026年3月2日</p></div></div>"
        '<div class="footer">版权所有 网站标识码</div></body></html>'
    )


def para(text: str, style: str) -> str:
    if style == "mso":
        empty = "<span lang=EN-US><o:p>&nbsp;</o:p></span>"
        return f'<p class=MsoNormal style="mso-line-height-alt:12pt">{empty}{escape(text)}</p>'
    return f"<p>{escape(text)}" + ("" if style == "unclosed" else "</p>")


def table(grid: Grid, style: str) -> str:
    rows = "\n".join(_row(row, style) for row in grid.rows)
    if style == "unclosed":
        return f"<table border=1>\n{rows}\n</table>"
    if style == "mso":
        look = 'class=MsoTableGrid border=1 cellspacing=0 style="mso-yfti-tbllook:1184"'
        return f"<table {look}><tbody>{rows}</tbody></table>"
    if style == "wrapped":
        columns = "<colgroup><col><col></colgroup>"
        return f'<div class="tablebox"><table width="100%">{columns}<tbody>{rows}</tbody></table></div>'
    return f'<table border="1">{rows}</table>'


def _row(row: list[Cell], style: str) -> str:
    if style == "unclosed":
        return "<tr>" + "\n".join(_open(cell, style) + _inner(cell, style) for cell in row)
    inner = "".join(f"{_open(cell, style)}{_inner(cell, style)}</{_tag(cell, style)}>" for cell in row)
    return f"<tr>{inner}</tr>"


def _tag(cell: Cell, style: str) -> str:
    return "th" if cell.head and style in ("plain", "gb") else "td"


def _open(cell: Cell, style: str) -> str:
    span = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
        f' colspan="{cell.cols}"' if cell.cols > 1 else ""
    )
    mso = ' style="width:81.0pt;mso-border-alt:solid windowtext .5pt" valign=top' if style == "mso" else ""
    return f"<{_tag(cell, style)}{span}{mso}>"


def _inner(cell: Cell, style: str) -> str:
    lines = [escape(line) for line in cell.text.split("\n")]
    if style in ("plain", "gb", "unclosed"):
        return "<br>".join(lines)
    if style == "nested":
        return "".join(
            f'<p style="text-align:center"><span><span style="font-size:14px">{t}</span></span></p>'
            for t in lines
        )
    if style == "wrapped":
        return "<div>\n    " + "</div>\n  <div>".join(_torn(t, "font") for t in lines) + "\n</div>"
    body = "</p><p class=MsoNormal>".join(_torn(t, "span") for t in lines)
    return (
        f'<p class=MsoNormal>{body}<span lang=EN-US style="mso-bidi-font-size:10.5pt"><o:p></o:p></span></p>'
    )


def _torn(text: str, tag: str) -> str:
    """The text cut into pieces at places where Word changes the font, entities left whole."""
    if "&" in text or len(text) < 4:
        return f"<{tag}>{text}</{tag}>"
    cut = len(text) // 2
    return f'<{tag} lang="EN-US">{text[:cut]}</{tag}><{tag}>{text[cut:]}</{tag}>'
