"""A press page without its prose: markup, names, numbers and dates stay, sentences become filler of equal length.

The same page gives the same filler. What is kept: figures and dates, curated names of firms, apps and authorities, names
in 《》 and, in mixed-case sentences, capitalised words; in an all-capitals or title-case line only curated names are kept.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from bs4 import BeautifulSoup, Comment, Doctype, Tag
from bs4.element import CData, Declaration, NavigableString, ProcessingInstruction, Script, Stylesheet

from store import vocab

LATIN = "loremipsumdolorsitametconsecteturadipiscingelitseddoeiusmodtemporincididunt"
HAN = "示例文字此处代替原文内容样本字句"
LABELS = (
    "发布时间",
    "发布日期",
    "成文日期",
    "时间",
    "日期",
    "来源",
    "作者",
    "编辑",
    "published",
    "updated",
    "posted",
)
MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DATE = rf"\d[\d,.:/%+\-]*(?:年|月|日|T|Z)?|\b{MONTHS}\b(?=\.? \d)|(?<=\d ){MONTHS}\b"
ADDRESS = r"https?://\S+|\b[\w.+-]+@[\w.-]+\b"
ATTRIBUTES = ("content", "title", "alt", "aria-label", "placeholder", "summary")
LEFT = (Comment, Doctype, Declaration, ProcessingInstruction, Stylesheet)


@cache
def _kept() -> re.Pattern[str]:
    names = [n for c in vocab.companies().values() for n in (c.zh, c.en, *c.names, *c.legal)]
    names += [n for a in vocab.apps().values() for n in (a.zh, a.en, *a.names)]
    names += [n for t in vocab.issuers().values() for n in (t.zh, t.en, *t.also)]
    words = "|".join(
        rf"\b{re.escape(n)}\b" if n.isascii() else re.escape(n)
        for n in sorted({n for n in (*names, *LABELS) if len(n) > 1}, key=len, reverse=True)
    )
    return re.compile(rf"{ADDRESS}|《[^》]{{1,40}}》|{DATE}|{words}", re.IGNORECASE)


def prose(text: str) -> str:
    """The text with its sentences replaced, as long as it was."""
    words = re.findall(r"[A-Za-z]{2,}", text)
    titled = sum(word[0].isupper() for word in words) * 2 > len(words)
    found, at = [], 0
    for kept in _kept().finditer(text):
        found += [_fill(text[at : kept.start()], titled, at), kept.group()]
        at = kept.end()
    return "".join([*found, _fill(text[at:], titled, at)])


def _fill(text: str, titled: bool, at: int) -> str:
    def latin(match: re.Match[str]) -> str:
        word = match.group()
        before = text[: match.start()].rstrip()
        starts = not before or before[-1] in ".!?:“\"'"
        if word[0].isupper() and not titled and not starts:
            return word
        first = len(word) * 7 % len(LATIN)
        made = (LATIN * 2)[first : first + len(word)].ljust(len(word), "x")
        return made.capitalize() if word[0].isupper() else made

    text = re.sub(r"[^\W\d_一-鿿]+", latin, text)
    return re.sub(r"[一-鿿]", lambda m: HAN[(at + m.start()) % len(HAN)], text)


def page(body: str) -> str:
    """A page or feed with its prose replaced; scripts that are no data are emptied."""
    xml = body.lstrip("\ufeff \r\n\t").startswith(("<?xml", "<rss", "<feed", "<urlset"))
    tree = BeautifulSoup(body, "lxml-xml" if xml else "lxml")
    for node in list(tree.find_all(string=True)):
        if isinstance(node, Comment):
            node.extract()
        elif not isinstance(node, LEFT) and str(node).strip():
            node.replace_with(_node(node))
    for tag in tree.find_all(True):
        for name in ATTRIBUTES:
            value = tag.attrs.get(name)
            if isinstance(value, str):
                tag.attrs[name] = prose(value) if _is_prose(value) else value
    return str(tree)


def _node(node: NavigableString) -> NavigableString:
    text, parent = str(node), node.parent
    if isinstance(node, Script) or (isinstance(parent, Tag) and parent.name == "script"):
        return type(node)(_script(text))
    if "<" in text and ">" in text:  # a feed carries articles as escaped markup
        return CData(page_fragment(text)) if isinstance(node, CData) else NavigableString(page_fragment(text))
    return type(node)(prose(text))


def page_fragment(text: str) -> str:
    """Markup that stands inside of a feed's item."""
    return re.sub(r"(<[^>]*>)|([^<]+)", lambda m: m.group(1) or prose(m.group(2)), text)


def _script(text: str) -> str:
    """JSON keeps its shape; a program is emptied."""
    try:
        return json.dumps(_json(json.loads(text)), ensure_ascii=False)
    except ValueError:
        return ""


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_json(inner) for inner in value]
    return prose(value) if isinstance(value, str) and _is_prose(value) else value


def _is_prose(text: str) -> bool:
    """Three words or six Chinese characters; an address is none."""
    if re.match(r"\s*(?:https?:|/|data:|width=|text/)", text):
        return False
    return len(re.findall(r"[A-Za-z]{2,}", text)) >= 3 or len(re.findall(r"[一-鿿]", text)) >= 6
