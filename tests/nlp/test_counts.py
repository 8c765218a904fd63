"""How many apps a notice says it names, what its lists say became of them, and the seal that compares both."""

from __future__ import annotations

import pytest

from nlp.listed import outcome_said
from nlp.pipeline import extract
from store.records import Extraction, Issue, Item, Reading
from tests.nlp.items import record
from tests.nlp.tables import table

OWN: list[tuple[str, str, dict[str, int], str]] = [
    (
        "应用通報",
        "「栎岚相册」「汐禾记账」四款小程式未公開收集使用規則。",
        {"apps": 4},
        "a number in words, in traditional characters",
    ),
    (
        "关于侵害用户权益行为的APP通报",
        "此前未整改的APP共145款，现予以通报，名单从略。",
        {"apps": 145},
        "the number after its noun",
    ),
    (
        "关于侵害用户权益行为的APP通报",
        "此次共通报291款APP，其中我部检查发现83款，地方通信管理局检查发现208款。",
        {"apps": 291},
        "a stated total goes before its parts",
    ),
    (
        "关于侵害用户权益行为的APP通报",
        "截至目前，我部检查的尚有93款APP未完成整改。各省通信管理局检查的仍有45款APP未完成整改。",
        {"apps": 138},
        "the ministry's part and the local offices' add up",
    ),
    (
        "关于侵害用户权益行为的APP通报",
        "此次通报107款APP和13款SDK，名单从略。",
        {"apps": 120, "sdks": 13},
        "apps and SDKs together",
    ),
    (
        "关于15款App和16款SDK个人信息收集使用问题的通报",
        "经检测，15款App和16款SDK存在个人信息收集使用问题，现予以通报。",
        {"apps": 31, "sdks": 16},
        "together in a title too",
    ),
    (
        "关于8款App个人信息收集使用问题的通报",
        "8款App存在问题。地方通信管理局另行通报了20款App。",
        {"apps": 8},
        "the title's number is whole by itself",
    ),
]


@pytest.mark.parametrize(("title", "text", "expected", "why"), OWN)
def test_the_number_of_apps_that_a_notice_names(
    title: str, text: str, expected: dict[str, int], why: str
) -> None:
    counts = record(f"{title}\n{text}", title=title, issuer="MIIT").counts
    assert {key: counts.get(key) for key in expected} == expected, why


def test_a_list_since_a_year_is_no_sum_of_all_lists() -> None:
    counts = record("The MIIT named 145 apps, in its 15th list since 2019, on Monday.").counts
    assert counts == {"apps": 145}


NO_APPS = [
    ("关于APP侵害用户权益整治“回头看”发现问题的通报", "此次通报14款APP，名单从略。", "words of a title"),
    ("关于APP超范围索取权限等问题“回头看”的通报", "此次通报38款APP。", "a quoted name of a campaign"),
]


@pytest.mark.parametrize(("title", "text", "why"), NO_APPS)
def test_words_of_a_title_are_no_apps_and_are_not_read_as_rows(title: str, text: str, why: str) -> None:
    made = record(f"{title}\n{text}", title=title, issuer="MIIT")
    assert made.apps == [], why
    assert made.seal and made.seal.state == "list_not_found" and made.seal.read == 0


HEADER = ["序号", "应用名称", "开发者", "版本", "问题"]


def rows(first: int, *names: str) -> list[list[str]]:
    return [
        HEADER,
        *(
            [str(i), name, f"杭州{name}科技有限公司", "1.0.2", "违规收集个人信息"]
            for i, name in enumerate(names, first)
        ),
    ]


def checked(title: str, done: str, late: str) -> Extraction:
    text = "\n".join([title, done, late, "江西省通信管理局", "2024年5月6日"])
    tables = [
        table(rows(1, "栎岚相册", "汐禾记账"), 0, caption=done),
        table(rows(1, "杉町日历"), 1, caption=late),
    ]
    reading = Reading(file="", media_type="text/html", text=text, tables=tables)
    return extract(Item(id="t", readings=[reading], title=title, issuer="CA-JX", published="2024-05-06"))


def test_a_check_of_an_earlier_list_tells_who_mended_and_is_sealed_by_both_numbers() -> None:
    made = checked(
        "江西省通信管理局关于APP整改情况的通报",
        "截至目前，2款APP已完成整改：",
        "尚有1款APP未完成整改，名单如下：",
    )
    assert [a.outcome for a in made.apps] == ["rectified", "rectified", "not_rectified"]
    assert (made.counts["rectified"], made.counts["not_rectified"]) == (2, 1)
    assert made.seal and (made.seal.state, made.seal.text) == ("complete", "3 of 3 read")


def test_a_first_notice_names_those_that_did_not_mend_in_private() -> None:
    made = checked(
        "江西省通信管理局关于侵害用户权益行为APP的通报", "名单如下：", "尚有3款APP未完成整改（名单如下）："
    )
    assert {a.outcome for a in made.apps} == {"named"}


SAID = [
    ("已完成整改", "rectified"),
    ("5款APP均已按要求整改：", "rectified"),
    ("未按要求完成整改", "not_rectified"),
    ("未完成整改的APP名单", "not_rectified"),
    ("整改不到位", "not_rectified"),
    ("已下架", "removed"),
    ("存在问题的APP名单", None),
    ("请上述APP于5月9日前完成整改：", None),
]


@pytest.mark.parametrize(("text", "outcome"), SAID)
def test_what_a_column_or_heading_says_became_of_the_apps(text: str, outcome: str | None) -> None:
    assert outcome_said(text) == outcome


BATCHES = [
    ("工信部通报今年第三批违规App", "工信部今日通报今年第三批（总第41批）App。", (2024, 3, 41), "this year"),
    ("工信部：今年首批违规App公布", "名单见附件。", (2024, 1, None), "the first, without a numeral"),
    (
        "工信部通报第5批App",
        "工信部通报2024年第5批名单。",
        (2024, 5, None),
        "the year told once more in the text",
    ),
]


@pytest.mark.parametrize(("title", "text", "expected", "why"), BATCHES)
def test_a_batch_of_this_year_takes_the_year_of_publication(
    title: str, text: str, expected: tuple[int, int, int | None], why: str
) -> None:
    batch = record(f"{title}\n{text}", title=title).batch
    assert batch and (batch.year, batch.in_year, batch.overall) == expected, why


def sealed(
    title: str, said: str, *named: tuple[str, str, list[str]], more: tuple[Reading, ...] = ()
) -> Extraction:
    """A notice with lists of these captions, headings of the name column and names."""
    tables = []
    for number, (caption, heading, names) in enumerate(named):
        body = rows(1, *names)
        body[0] = [*HEADER[:1], heading, *HEADER[2:]]
        tables.append(table(body, number, caption=caption))
    text = "\n".join([title, said, "工业和信息化部", "2024年5月6日"])
    reading = Reading(file="", media_type="text/html", text=text, tables=tables)
    return extract(
        Item(id="t", readings=[reading, *more], title=title, issuer="MIIT", published="2024-05-06")
    )


APPS = ("附件1", "应用名称", ["栎岚相册", "汐禾记账", "杉町日历"])
KITS = ("附件2", "SDK名称", ["榆禾推送", "桐禾统计"])
TITLE = "关于侵害用户权益行为的APP（SDK）通报"
SEALS = [
    ("共发现3款APP存在问题（附件1）。另有2款SDK存在问题（附件2）。", (APPS, KITS), "5 of 5 read"),
    ("共发现3款APP、2款SDK存在问题。", (APPS, KITS), "5 of 5 read"),
    ("共通报5款APP，其中2款SDK。", (APPS, KITS), "5 of 5 read"),
    ("共发现2款APP、3款SDK存在问题。", (APPS, KITS), "5 stated, 5 read"),
    ("今年以来共通报1,407款违规App。现将3款未整改的App予以通报。", (APPS,), "3 of 3 read"),
    ("2019年以来已组织16批检测，共对1,407款App进行通报。", (APPS,), "no number stated"),
    (
        "截至目前，我部检查的尚有3款APP未整改。各省通信管理局检查的仍有2款APP未整改。",
        (APPS, ("附件2", "应用名称", KITS[2])),
        "5 of 5 read",
    ),
    ("此次通报3款APP，下架2款APP。", (APPS, ("下架名单", "应用名称", KITS[2])), "5 of 5 read"),
    ("此次通报4款APP。", (("", "应用名称", [*APPS[2], "附件1"]),), "4 stated, 3 read, 1 refused"),
    ("名单见附件。", (), "list not found"),
]


@pytest.mark.parametrize(("said", "named", "seal"), SEALS)
def test_the_seal_compares_each_stated_number_with_its_own_list(
    said: str, named: tuple[tuple[str, str, list[str]], ...], seal: str
) -> None:
    made = sealed(TITLE, said, *named)
    assert made.seal and made.seal.text == seal
    assert (made.seal.state == "complete") == (" of " in seal)


def test_the_seal_names_the_picture_that_could_not_be_read() -> None:
    lost = Issue(code="unreadable", text="Nothing could be read.", where="2.png")
    picture = Reading(file="2.png", media_type="image/png", text="", issues=[lost])
    made = sealed(TITLE, "此次通报5款APP。", APPS, more=(picture,))
    assert made.seal and made.seal.text == "5 stated, 3 read, 2 unreadable (2.png)"


def test_what_a_list_of_sdks_holds_are_sdks() -> None:
    made = sealed(TITLE, "共发现3款APP、2款SDK存在问题。", APPS, KITS)
    assert [app.kind for app in made.apps] == ["app"] * 3 + ["sdk"] * 2


IN_WORDS: list[tuple[str, tuple[int | None, ...]]] = [
    ("The ministry named 31 apps on Monday, its sixth such list this year.", (2024, 6, None)),
    ("The ministry named 31 apps in the seventh batch of this year, the 26th overall.", (2024, 7, 26)),
    ("Notice on Apps Infringing Users' Rights (third batch of 2023, nineteenth overall)", (2023, 3, 19)),
    ("The bureau closed the year with its 12th list: 4 apps.", (2024, 12, None)),
]


@pytest.mark.parametrize(("text", "expected"), IN_WORDS)
def test_an_english_batch_is_told_in_ordinals(text: str, expected: tuple[int | None, ...]) -> None:
    batch = record(f"A list\n\n{text}").batch
    assert batch and (batch.year, batch.in_year, batch.overall) == expected


ENGLISH = [
    ("Notice on Thirty-two Apps\n\nThey broke the rules.", 32),
    ("A list\n\nThe MIIT named three SDKs and the nine apps that carry them.", 12),
    ("A list\n\nThe MIIT named 4 apps, 2 mini-programs and 1 SDK.", 7),
    ("A list\n\nThe MIIT had 12 apps removed from stores.", 12),
]


@pytest.mark.parametrize(("text", "number"), ENGLISH)
def test_english_counts_are_told_in_digits_and_words(text: str, number: int) -> None:
    assert record(text).counts["apps"] == number


def test_a_batch_with_its_total_in_brackets() -> None:
    text = "MIIT bulletin 2026 Batch 3 (total Batch 56): 31 apps and SDKs named over pop-ups."
    made = record(text, published="2026-05-21")
    assert made.batch is not None
    assert (made.batch.year, made.batch.in_year, made.batch.overall) == (2026, 3, 56)


def test_the_year_of_a_batch_is_no_number_of_apps() -> None:
    text = "The MIIT announced the second batch of 2024 regarding apps that infringe user rights, naming 62 apps."
    assert record(text).counts["apps"] == 62
