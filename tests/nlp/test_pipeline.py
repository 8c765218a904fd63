"""The whole extractor: evidence to the code point, bad input, tables, speed that grows with length only."""

from __future__ import annotations

import time

import pytest

from nlp.furniture import blank_furniture, is_furniture
from nlp.pipeline import EXTRACTOR, extract, language_of
from nlp.view import view
from store.records import Item, Reading
from tests.nlp.items import quotes_stand, record
from tests.nlp.tables import GOOD, HEADER, NEXT, table

BAD = {
    "empty": "",
    "blank": " \n\t \n",
    "NUL": "\0工信部\0通报\0“栎岚相册”App\0",
    "lone surrogates": "\ud800工信部通报“栎岚\udfff相册”App违规收集个人信息",
    "right to left": "\u202eApp\u202c “栎岚相册”App被工信部通报\u200f",
    "letters that grow in lower case": "İİİ App of İstanbul was named by the MIIT",
    "mixed": "MIIT 工信部 named 栎岚相册 App 违规收集个人信息 illegally collected data",
    "furniture": "Please enter your comment!\nRelated stories\n责任编辑：某某",
    "one long word": "a" * 30000,
    "no sentence": "甲乙、" * 10000,
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gives_a_record_whose_quotes_stand(name: str) -> None:
    assert quotes_stand(BAD[name], record(BAD[name]))


def test_traditional_and_full_width_text_is_understood_and_quoted_as_it_stands() -> None:
    text = "工業和信息化部通報：“櫟嵐相冊”ＡＰＰ違規收集個人信息，應於５月２０日前完成整改。"
    made = record(text)
    assert [a.name for a in made.apps] == ["櫟嵐相冊"]
    assert [d.date for d in made.deadlines] == ["2024-05-20"]
    assert made.violations[0].evidence[0].text == "違規收集個人信息"
    assert quotes_stand(text, made)


@pytest.mark.parametrize("text", ["開屏ＡＰＰ　，「甲」\u00a0乙", "皇后在後面乾杯 0\r\n", "\ud800x\0"])
def test_the_view_has_the_length_of_its_text(text: str) -> None:
    assert len(view(text)) == len(text)
    assert len(blank_furniture(view(text))) == len(text)


def test_rows_of_a_table_have_cells_as_evidence_and_developers_as_operators() -> None:
    page = Reading(file="", media_type="text/html", text="江西省通信管理局关于2款APP的通报\n名单见附件。")
    annex = Reading(
        file="list.xlsx", media_type="x", text="", tables=[table([HEADER, GOOD, ["2", *NEXT[1:]]])]
    )
    made = extract(
        Item(id="t", readings=[page, annex], title="江西省通信管理局关于2款APP的通报", issuer="CA-JX")
    )
    assert [(a.name, a.developer, a.row) for a in made.apps] == [(GOOD[1], GOOD[2], 1), (NEXT[1], NEXT[2], 2)]
    assert {(c.name, c.role) for c in made.companies} == {(GOOD[2], "operator"), (NEXT[2], "operator")}
    place = made.apps[0].evidence[0]
    assert (place.file, place.table, place.row, place.col, place.text) == ("list.xlsx", 0, 2, 2, GOOD[1])
    assert {v.code for v in made.violations} == {"pi_illegal_collection", "pi_illegal_use"}
    assert made.seal and made.seal.state == "complete"
    assert made.text == page.text + "\n\n"


def test_an_unknown_wording_in_a_row_is_an_issue_and_its_words_stay() -> None:
    row = [*GOOD[:5], "从未见过的毛病"]
    annex = Reading(file="a.xlsx", media_type="x", text="", tables=[table([HEADER, row])])
    made = extract(Item(id="t", readings=[annex], title="关于1款APP的通报", issuer="CA-JX"))
    assert made.apps[0].wording[0].text == "从未见过的毛病"
    assert "unknown_wording" in {i.code for i in made.issues}


@pytest.mark.parametrize(
    ("line", "beside"),
    [
        ("Please enter your comment!", True),
        ("Wang Li and Zhang San contributed to this report.", True),
        ("People walk through a park. Photo: AP", True),
        ("责任编辑：某某", True),
        ("工信部今天通报了12款App。", False),
        ("The ministry named 12 apps.", False),
    ],
)
def test_furniture_is_told_by_its_line(line: str, beside: bool) -> None:
    assert is_furniture(line) is beside


def test_nothing_after_related_stories_is_the_items() -> None:
    text = "The MIIT named the Quillpad app.\nIt must rectify.\nRelated Stories\nZorbit app fined 5 million yuan by SAMR"
    made = record(text)
    assert [a.name for a in made.apps] == ["Quillpad"]
    assert not made.penalties


def test_language_is_told_by_the_share_of_han() -> None:
    assert language_of("工信部通报App") == "zh"
    assert language_of("The MIIT (工信部) named apps on Monday") == "en"


def test_the_extractors_version_names_its_code_and_vocabulary() -> None:
    assert EXTRACTOR.startswith("1.") and len(EXTRACTOR.partition("+")[2]) == 10


def test_time_grows_with_length_and_no_faster() -> None:
    text = "The MIIT said the Quillpad app had illegally collected data and must rectify before May 20.\n"
    record(text)

    def seconds(times: int) -> float:
        start = time.perf_counter()
        record(text * times)
        return time.perf_counter() - start

    assert seconds(800) < 12 * max(seconds(200), 0.02)
