"""Authorities beside the issuers: who tested, whose site reposts, and articles that are nobody's action."""

from __future__ import annotations

import pytest

from nlp.pipeline import extract
from store.records import Extraction, Item, Reading
from tests.nlp.items import record


def on_site(text: str, issuer: str, source: str | None = None) -> Extraction:
    """The record of a page of an authority's site."""
    title = text.split("\n")[0]
    reading = Reading(file="", media_type="text/plain", text=text)
    item = Item(
        id="t", readings=[reading], title=title, published="2024-05-06", issuer=issuer, kind="official", source=source
    )  # fmt: skip
    return extract(item)


def parts(made: Extraction) -> list[tuple[str, str]]:
    return [(claim.code, claim.role) for claim in made.issuer_roles]


def test_who_tested_is_no_issuer() -> None:
    text = (
        "国家计算机病毒应急处理中心检测发现8款违法违规移动应用\n"
        "经国家计算机病毒应急处理中心检测，8款移动应用存在违法违规收集使用个人信息情况，现予以通报。\n"
        "国家网络与信息安全信息通报中心\n2024年5月6日"
    )
    made = on_site(text, "CVERC")
    assert made.issuers == ["NCSI"]
    assert parts(made) == [("NCSI", "lead"), ("CVERC", "tester")]
    assert made.issuer_roles[1].evidence[0].text == "国家计算机病毒应急处理中心"
    reported = record(
        "国家计算机病毒应急处理中心检测发现8款App存在问题，国家网络与信息安全信息通报中心通报了名单。"
    )
    assert parts(reported) == [("NCSI", "lead"), ("CVERC", "tester")]


def test_a_test_centre_that_publishes_by_itself_is_the_issuer() -> None:
    text = "国家计算机病毒应急处理中心监测发现9款违规移动应用\n近期检测发现9款移动应用存在问题。"
    assert parts(on_site(text, "CVERC")) == [("CVERC", "lead")]


def test_a_site_that_reposts_another_authoritys_notice_is_told_as_such() -> None:
    text = "关于侵害用户权益行为APP的通报\n经检测，4款APP存在问题，现予通报。\n工业和信息化部\n2024年5月6日"
    made = on_site(text, "CA-GD")
    assert made.issuers == ["MIIT"] and parts(made) == [("MIIT", "lead"), ("CA-GD", "repost")]
    assert parts(on_site(text.replace("工业和信息化部", "广东省通信管理局"), "CA-GD")) == [("CA-GD", "lead")]


OPINION = "沙禾：移动App不应成为信息的黑洞\n手机里的应用越装越多，要的权限也越来越多。"


@pytest.mark.parametrize(
    ("text", "source", "issuers"),
    [
        (OPINION, "云杉日报", []),
        (f"{OPINION}\n（作者为栎岚大学研究员）", None, []),
        (OPINION, "江苏省互联网信息办公室", ["CAC-JS"]),
        ("提醒：移动App使用须知\n请从正规渠道下载应用。", "网信江苏", ["CAC-JS"]),
    ],
)
def test_an_article_of_an_author_or_outlet_on_an_offices_site_is_nobodys_action(
    text: str, source: str | None, issuers: list[str]
) -> None:
    assert on_site(text, "CAC-JS", source).issuers == issuers


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("The communications administrations of Chongqing and Sichuan have named nine apps.", ["CA-CQ", "CA-SC"]),
        ("The Beijing, Tianjin and Hebei market regulators fined Ondura Retail.", ["AMR-BJ", "AMR-TJ", "AMR-HE"]),
        (
            "The test centre of the Third Research Institute of China's Ministry of Public Security has named "
            "nine mobile apps.",
            ["MSTL"],
        ),
    ],
)  # fmt: skip
def test_offices_of_several_places_and_an_institute_of_a_ministry_are_named_in_english(
    text: str, codes: list[str]
) -> None:
    assert record(text).issuers == codes


FINE = (
    "关于苏州示例云杉科技有限公司虚假宣传案的处罚公示\n"
    "苏州示例云杉科技有限公司在其应用页面对商品作虚假宣传。我局责令其停止违法行为，处罚款20万元。\n"
    "示例市市场监督管理局\n2024年5月6日"
)


def test_a_local_penalty_notice_is_a_case_though_the_text_names_no_known_authority() -> None:
    made = on_site(FINE, "AMR-JS")
    assert made.document == "case_notice"
    assert [v.code for v in made.violations] == ["false_advertising"]
    assert {a.kind for a in made.actions} == {"fine", "rectification_order"} and made.penalties[
        0
    ].amount == 200_000


def test_a_shop_without_a_name_is_kept_as_text() -> None:
    made = on_site(FINE.replace("苏州示例云杉科技有限公司", "某示例餐饮店"), "AMR-JS")
    assert [(c.name, c.canonical, c.role) for c in made.companies] == [("某示例餐饮店", None, "target")]
    assert not on_site("关于某些企业的说明\n某些企业没有备案。", "AMR-JS").companies


COUNTS: list[tuple[str, dict[str, int]]] = [
    ("截至5月，工信部累计检查21万款App，累计通报2049款违规App。", {"checked": 210_000, "cumulative_named": 2049}),
    ("中心对4月通报的应用作了复测，3款移动应用已完成整改。", {"rectified": 3}),
    ("The ministry checked 1,200 apps and has named 38 apps.", {"checked": 1200, "apps": 38}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "counts"), COUNTS)
def test_what_was_checked_is_not_what_was_named(text: str, counts: dict[str, int]) -> None:
    assert record(text).counts == counts
