"""What other parts keep as English sentences is said in Chinese on Chinese pages, and nothing that they keep is left out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.health import checks
from crawler.layouts import layout
from crawler.sources import load_catalogue
from crawler.work import Work
from dashboard.sentences import PLACES, SENTENCES, in_chinese, place_in_chinese
from nlp import mend
from tests.crawler.test_health import SOURCE

ROOT = Path(__file__).resolve().parents[2]
CHINESE = re.compile(r"[一-鿿]")
ENGLISH = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}")  # three words in a row


def said(path: Path) -> Iterator[str]:
    """The sentences of a module: texts that end with a full stop, what differs in them being 7."""
    tree = ast.parse(path.read_text("utf-8"))
    inside: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):  # a docstring
            inside.add(node.value)
        if isinstance(node, ast.JoinedStr):
            inside.update(node.values)
        if isinstance(node, ast.Raise):
            inside.update(ast.walk(node))
    for node in ast.walk(tree):
        if node in inside:
            continue
        if isinstance(node, ast.JoinedStr):
            parts = (str(v.value) if isinstance(v, ast.Constant) else "7" for v in node.values)
            text = "".join(parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if ENGLISH.search(text) and text.endswith(".") and text[0].isalnum():
            yield text.replace("77 rows", "7 rows")


def left_in_english(texts: set[str]) -> list[str]:
    return sorted(text for text in texts if ENGLISH.search(in_chinese(text)) or in_chinese(text) == text)


def test_every_issue_of_readers_and_extractor_has_its_chinese_sentence() -> None:
    texts = {text for path in sorted((ROOT / "nlp").rglob("*.py")) for text in said(path)}
    assert len(texts) > 40
    assert left_in_english(texts) == []


def test_every_reason_why_a_source_is_not_read_has_its_chinese_sentence() -> None:
    reasons = {source.why_not for source in load_catalogue(ROOT / "crawler" / "catalogue") if source.why_not}
    assert len(reasons) > 30
    assert left_in_english(reasons) == []


def test_checks_and_progress_of_a_crawl_are_told_in_chinese() -> None:
    work = Work(SOURCE, layout("plain"), "r_1", backfilled=True, usual=40, left="10 minutes are over")
    work.counts["failed"] = 1
    texts = {check.text for check in checks(work)} | {work.line()}
    work.list_faults = ["https://a.example/list: answered HTTP 521, a script challenge (jsl)"]
    work.totals = {"a": 9}
    texts |= {check.text for check in checks(work)}
    assert left_in_english(texts) == []
    assert (
        in_chinese(work.line())
        == "列表第 1 / 1 页 · 条目 1 / 0 · 失败 1 · 本次 10 分钟已到，其余留待下次运行"
    )


def test_sentences_within_sentences_are_told_too() -> None:
    row = mend.misfits({"app": "", "version": "广州样例网络有限公司"}, {"app", "version"})
    told = in_chinese(f"Refused, not stored as an app: {'; '.join(row)}.")
    assert told == "该行未被采用，不计为应用：没有应用名称；版本栏中是企业名称或问题。"
    gaps = "Numbers are missing from the list: after 1 comes 3, after 5 comes 9, after 12 comes 20."
    assert in_chinese(gaps) == "名单序号有缺：1 之后为 3，5 之后为 9，12 之后为 20。"
    sheet = "Only the first 500 of 900 rows of the sheet '名单' were read; read the rest in the original."
    assert in_chinese(sheet) == "工作表 '名单' 共 900 行，只读取了前 500 行，其余请看原件。"


def test_what_is_not_known_stays_as_it_is_kept() -> None:
    assert in_chinese("Some new doubt of tomorrow.") == "Some new doubt of tomorrow."
    assert in_chinese("") == ""
    assert place_in_chinese("其中，“样例应用”") == "其中，“样例应用”"


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("page, table 2, row 5", "网页，表格 2，第 5 行"),
        ("名单.pdf, page 3", "名单.pdf，第 3 页"),
        ("名单.docx, picture 1 in the document", "名单.docx，文档中第 1 张图片"),
    ],
)
def test_places_are_told_in_chinese(place: str, told: str) -> None:
    assert place_in_chinese(place) == told


def test_every_chinese_sentence_has_what_differs_in_the_english_one() -> None:
    for english, chinese in (SENTENCES | PLACES).items():
        assert CHINESE.search(chinese) or not re.search("[a-z]", english), english
        assert set(re.findall(r"\{(\d)\}", chinese)) == {str(i) for i in range(english.count("{}"))}, english
