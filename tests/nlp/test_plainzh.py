"""Chinese apps that stand in prose without a mark: told by what stands round them, and never made of ordinary words."""

from __future__ import annotations

import pytest

from nlp.pipeline import extract
from store.records import Item, Reading


def apps(text: str) -> dict[str, str]:
    """The apps of a press item and their roles."""
    reading = Reading(file="", media_type="text/plain", text=text)
    made = extract(Item(id="x", readings=[reading], published="2024-04-20", source="news"))
    return {app.name: app.role for app in made.apps}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("名为檀迦记账的软件要求读取通讯录，省通信管理局日前通报了该软件。", {"檀迦记账"}),
        ("一款叫做苡米借贷的应用打着低息旗号非法放贷，已被警方查处。", {"苡米借贷"}),
        (
            "通报显示，皎陌浏览器、漪岑日历和棣瀚清理大师存在强制索权问题，被要求在5月10日前整改。",
            {"皎陌浏览器", "漪岑日历", "棣瀚清理大师"},
        ),
        ("被点名的还有苡昶外卖、缇嵇快递两家平台。", {"苡昶外卖", "缇嵇快递"}),
        (
            "槿花课堂、洵美作文、珀光口算三款产品无法注销账号，教育局已责令其整改。",
            {"槿花课堂", "洵美作文", "珀光口算"},
        ),
        (
            "涉及的应用有：霁月听书（1.2.3，应用宝）；嵇山打车（4.5，小米应用商店）；旻天气（2.0，华为应用市场）。",
            {"霁月听书", "嵇山打车", "旻天气"},
        ),
        ("其中，违规收集个人信息的有鹂鸣直播等12款，账号注销难的有骁龙驾考等5款。", {"鹂鸣直播", "骁龙驾考"}),
        ("因违规收集个人信息，市网信办约谈了“槿洵到家”“珀鹂家政”负责人。", {"槿洵到家", "珀鹂家政"}),
        ("应用名称：皎月点餐　运营者：虚构二号餐饮有限公司　问题：强制授权", {"皎月点餐"}),
    ],
)
def test_names_without_a_mark_are_found(text: str, names: set[str]) -> None:
    assert set(apps(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "用户反映手机浏览器经常弹窗，监管部门已通报有关问题。",
        "部分在线课堂、网络直播存在违规收集个人信息的现象，通报要求整改。",
        "多家短视频直播平台被约谈，要求加强未成年人保护。",
        "消费者投诉外卖点餐、网上购物默认勾选，市场监管局责令改正。",
        "省通信管理局对该类贷款软件予以通报，未公布名单。",
        "《个人信息保护法》要求音频、视频、直播等服务提供者履行义务，违规收集的将被处罚。",
        "两家平台、三款产品的名称未公布，通报称其违规收集个人信息。",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert apps(text) == {}


def test_a_public_account_is_a_channel_and_no_app() -> None:
    text = "小程序“缇影票务”以及公众号“缇影生活”未经同意收集人脸信息，被责令改正。"
    assert set(apps(text)) == {"缇影票务"}


def test_without_a_fault_or_an_act_in_its_sentence_a_name_that_only_ends_like_one_is_left() -> None:
    assert apps("漪岑日历昨日发布了新版本。") == {}
