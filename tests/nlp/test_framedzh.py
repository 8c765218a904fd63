"""Chinese names that only their frame tells of: what is done to them, what they do; and talk that is built alike."""

from __future__ import annotations

import pytest

from nlp.pipeline import extract
from store.records import Extraction, Item, Reading


def made_of(text: str) -> Extraction:
    """The record of a press item."""
    reading = Reading(file="", media_type="text/plain", text=text)
    return extract(Item(id="x", readings=[reading], published="2024-05-20", source="news"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("省网信办约谈槿洵帮，要求其立即整改。", {"槿洵帮"}),
        ("工信部通报第4批问题应用，共24款，檀迦豆、皎陌圈、棣瀚帮等在列。", {"檀迦豆", "皎陌圈", "棣瀚帮"}),
        ("网信部门关停檀迦豆、皎陌圈等5个违法交友App。", {"檀迦豆", "皎陌圈"}),
        ("省通信管理局已通知各应用商店将檀e贷、皎陌分期以及棣瀚速融3款贷款类软件下架。", {"檀e贷", "皎陌分期", "棣瀚速融"}),
        ("市网信办通报，檀迦豆未经用户同意收集个人信息，皎陌圈则默认勾选同意隐私政策。", {"檀迦豆", "皎陌圈"}),
        ("工信部对檀迦豆、皎陌圈等46款侵害用户权益的移动应用程序进行通报。", {"檀迦豆", "皎陌圈"}),
        ("工信部门曝光，清理软件檀迦宝诱导老年人下载，另一款应用皎陌圈私自收集通讯录。", {"檀迦宝", "皎陌圈"}),
        ("杭州檀迦网络有限公司旗下皎陌圈、棣瀚帮两个App未留存网络日志，被网信办警告。", {"皎陌圈", "棣瀚帮"}),
        ("网信办通报：\n檀迦豆：账号注销难。\n皎陌圈：违规收集个人信息。", {"檀迦豆", "皎陌圈"}),
        ("市监管部门约谈二手交易平台檀迦岛、导购平台皎陌严品，指出其虚构原价。", {"檀迦岛", "皎陌严品"}),
        ("因未公开收集使用规则，网信办对檀迦圈运营方杭州皎陌科技有限公司罚款。檀迦圈强制索取权限。", {"檀迦圈"}),
        ("省通信管理局称，檀迦圈（开发者：杭州皎陌科技有限公司）违规使用个人信息。", {"檀迦圈"}),
    ],
)  # fmt: skip
def test_a_frame_tells_of_an_unmarked_name(text: str, names: set[str]) -> None:
    assert {app.name for app in made_of(text).apps} == names


@pytest.mark.parametrize(
    "text",
    [
        "省网信办约谈相关企业负责人，要求其立即整改，限期未改的予以下架。",
        "通报指出，部分应用存在强制索取权限、频繁自启动、账号注销难等问题，均被责令整改。",
        "监管部门要求应用商店立即下架上述软件，各分发平台未落实审核责任的，依法处理。",
        "经查，后台频繁收集位置信息，首次启动即默认勾选同意，构成违规收集个人信息。",
        "公安机关对孔家兄弟立案侦查，二人涉嫌非法获取公民个人信息。",
        "网信办查处三起违法案件，其中两家企业未履行网络安全保护义务，一家存在数据泄露。",
        "执法人员登录系统后发现，页面未公示隐私政策，当事人对此无异议，市监局予以警告。",
        "通报称，刷单炒信、虚构交易等行为被点名，平台和商家均存在问题。",
        "工信部对实用工具、休闲娱乐及短视频等移动互联网应用程序进行检查，存在违规收集个人信息的问题。",
    ],
)
def test_talk_that_is_built_alike_holds_no_name(text: str) -> None:
    assert [app.name for app in made_of(text).apps] == []


def test_the_short_form_of_a_firm_is_no_app_unless_its_sentence_speaks_of_one() -> None:
    firm = "郑州檀迦豆软件有限公司提供相关模块。"
    assert made_of(f"{firm}网信办对檀迦豆罚款5万元，理由是未履行数据安全保护义务。").apps == []
    told = made_of(f"省通信管理局通报称，檀迦豆未在规定时间内完成整改，予以下架。{firm}")
    assert [app.name for app in told.apps] == ["檀迦豆"]


def test_the_firm_of_this_app_told_later_is_its_developer() -> None:
    told = made_of(
        "“檀迦豆”APP涉嫌超范围收集用户信息，经市公安局网安支队受案调查，"
        "对该APP运营单位“杭州皎陌科技有限公司”处以警告。"
    )
    assert [app.developer for app in told.apps] == ["杭州皎陌科技有限公司"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("省通信管理局已通知应用商店将“檀迦豆”App下架。", {"removal"}),
        ("逾期未整改的，省通信管理局将“檀迦豆”App等下架。", set()),
        ("国家网信办公告称，将对“檀迦豆”实施网络安全审查，审查期间“檀迦豆”停止新用户注册。", {"registration_suspension"}),
        ("办法规定，拒不改正的，由市场监管局责令改正，对单位处以五万元罚款。", set()),
        ("修改后的法律把罚款上限提高到一千万元。", set()),
        ("“檀迦豆”宣布下架短剧213部。", set()),
        ("“檀迦豆”客服称，审核通过后会重新上架。", set()),
        ("工信部通报“如檀出行”“可檀帮”，并约谈如檀出行。", {"naming", "summons"}),
    ],
)  # fmt: skip
def test_acts_are_told_apart_from_threats_limits_and_own_steps(text: str, kinds: set[str]) -> None:
    found = {a.kind for a in made_of(text).actions}
    assert (
        found & {"removal", "registration_suspension", "fine", "reinstatement", "naming", "summons"} == kinds
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("應用程式違規蒐集個資", "pi_illegal_collection"),
        ("違規使用個資", "pi_illegal_use"),
        ("應用分發平臺上的App資訊明示不到位", "store_info_incomplete"),
        ("不合理索取用戶許可權", "permission_abuse"),
        ("私自共用給第三方", "pi_shared_without_consent"),
        ("开屏弹窗打扰用户", "popup_harassment"),
        ("违反合法、正当、必要的原则收集用户个人信息", "pi_excessive_collection"),
        ("未安装防火墙和杀毒软件", "data_security_duty"),
        ("不授权就不让用", "permission_abuse"),
        ("手持身份证才能注销", "account_deletion_obstructed"),
        ("擅自调用通讯录", "pi_illegal_collection"),
        ("找不到隐私政策", "pi_rules_undisclosed"),
    ],
)
def test_problems_are_known_by_many_wordings(text: str, code: str) -> None:
    told = made_of(f"工信部通报，“檀迦豆”App存在{text}的问题。")
    assert code in told.apps[0].violations


def test_what_somebody_is_called_in_for_is_no_aim() -> None:
    told = made_of("针对“檀迦豆”存在的传播低俗内容问题，省网信办约谈其负责人，责令限期整改。")
    assert [v.code for v in told.violations] == ["illegal_content"]
    aim = made_of("针对传播低俗内容问题，省网信办启动专项整治，“檀迦豆”等平台参加会议。")
    assert aim.violations == []
