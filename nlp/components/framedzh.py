"""Chinese names that nothing marks, told by their frame: what is done to them (约谈甲、乙), or what they do (甲未明示…).

What only heads a clause ("甲未明示…") is rule "plain" and counts where its sentence tells of a fault. What an act is done
to is rule "framed" or "noun", which is let go where nothing is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.components import problems
from nlp.components.appnames import never_app
from nlp.found import Found
from nlp.lexicon import load, words
from store.records import Language

_HAN = "\u4e00-\u9fff"
_RUN = rf"[{_HAN}A-Za-z0-9+·\-、]"
_COUNT = r"(?:(?:\d{1,3}|[两二三四五六七八九十]{1,3}|多|几)余?(?:款|家|个|大))"
_ALL = rf"(?:等(?:{_COUNT})?|{_COUNT})?(?:移动|手机|知名|热门)?(?:平台|网站|应用|软件|App|APP|app|产品|小程序|客户端)?"
_DONE_TO = re.compile(
    rf"(?:(?:集中|分别|联合|依法|再次|集体|行政|紧急)*(?:约谈提醒|约谈|点名批评|点名|通报批评|关停|封停|下架|查处|曝光|处罚|提醒)了?"
    rf"|对于?|针对|就|责令|要求|督促)(?P<list>{_RUN}{{2,60}}?){_ALL}"
    r"(?=(?:的?(?:相关|主要|有关|法定|平台)?(?:负责人|责任人|法定代表人|运营方|运营者|运营企业|运营主体|开发者)"
    r"|(?:依法|再次|分别|集中|联合|共同|作出|做出|进行|予以|给予|处以?|实施|开展|启动|采取|立案|罚款)*"
    r"(?:约谈|(?:行政)?处罚|罚款|警告|立案|下架|关停|通报|整改|网络安全审查|调查|处置|提醒)"
    r"|(?:违法违规|违规|违法|存在|涉嫌|未|私自|频繁|超范围|强制|擅自|利用|在)[^，。；]{2,40}(?:问题|行为|情况|立案|处罚|约谈)"
    r"|[^，。；]{0,60}(?:进行|予以|作出)(?:了)?(?:公开)?(?:通报|约谈|下架|处罚|处理|曝光)"
    r"|(?:立即|于|限期|在[^，。；]{2,14}[前内])?(?:停止|暂停|关闭|整改|改正|下线|清退|停更|关停)))"
)
_STRUCK = re.compile(
    rf"(?:约谈提醒|约谈|关停|封停|下架|点名批评|点名|查封|通知)了?(?P<list>{_RUN}{{2,60}}?){_ALL}(?=[，。；(]|因|后|等)"
)
_DOES = (
    r"(?=(?:上|内|中)?(?:均|都|则|也|还|又|仍|曾|一直|长期|首次|分别|同时)*(?:存在|因|未(?!来)|涉嫌|被(?:通报|点名|曝光|下架|指|约谈|罚|检出|发现)"
    r"|强制|强迫|频繁|反复|私自|擅自|违规|违法|超范围|过度|默认|隐瞒|欺骗|误导|诱导|捆绑|自启动|拒不|拒绝|无法注销|没有(?:提供|取得|公开|向|征|设)"
    r"|在(?:用户|首次|未|后台|静默|申请|安装|启动|收集|隐私|运行)|(?:的)?隐私(?:政策|协议)|的?(?:注销|开屏|弹窗|个人信息)"
    r"|(?:将|把)[^，。；]{1,20}(?:出售|卖|提供|共享|上传|用于|发送|泄露|传输)|诱导|偷偷|利用|放任|纵容|通过|以[^，。；]{2,12}(?:为名|为由|诱)"
    r"|首次运行|(?:\([^()\n]{2,60}\))(?:存在|因|未|涉嫌|被|强制|频繁|私自|擅自|违规|违法|超范围)"
    r"|提供(?!者|商|方)|(?:则|也|还)是|不给|不(?:提供|支持|同意)|向(?:用户|第三方)|将用户|把用户|收集|读取|上传|索取|申请|调用|要求用户|为用户|明知))"
)
_HEADS = re.compile(rf"(?:^|(?<=[，。；;:：、！？\s”)》]))(?P<list>{_RUN}{{2,40}}?){_ALL}{_DOES}", re.M)
_LISTED = re.compile(
    rf"(?:^|[，。；;:：！？\s”)》]|包括|包含|涉及|点名|通报|下架|约谈|以及|还有|其中|有)(?P<list>{_RUN}{{3,60}}?){_ALL}"
    r"(?=(?:均|都|也|再次|仍)?(?:在(?:被)?(?:通报|下架|点名|曝光)?名单|在列|上榜|榜上有名|被点名|被通报|被下架|被约谈|位列|悉数|赫然|登上|入列|名列))",
    re.M,
)
_NAME = rf"[{_HAN}A-Za-z0-9+·\-]{{2,10}}?"
_SORT = r"(?:软件|应用(?!商店|市场)|App|APP|app|小程序|浏览器|手游|游戏|客户端|平台|网站|产品|工具)"
_SORTED = re.compile(  # the kind of thing stands before the name: 另一款软件甲也存在…
    rf"(?:^|[，。；：:\s]|一款|款|另一)[{_HAN}]{{0,8}}?{_SORT}"
    rf"(?P<list>{_NAME}(?:、{_NAME}){{0,6}}?){_DOES}",
    re.M,
)
_OWNED_APP = re.compile(
    rf"(?:旗下的?|名下的?|(?:运营|开发|推出|研发|主推|上线)的)(?P<list>{_RUN}{{2,40}}?)(?:等?{_COUNT})?(?:\([^()\n]{{2,60}}\))?(?:移动|手机)?"
    r"(?:软件|应用(?!商店|市场)|App|APP|app|小程序|客户端|平台|网站|手游)"
)
_CHARGED = re.compile(  # a line of what an app is blamed for: "甲：账号注销难"
    r"^[ \t]*(?:\d{1,3}[、.．)]\s?|[(][一二三四五六七八九十\d]+[)]|[一二三四五六七八九十]+、)?"
    rf"(?P<list>[{_HAN}A-Za-z0-9+·\-]{{2,12}})[:：](?P<rest>[^\n]{{2,80}})",
    re.M,
)
_OWNED = re.compile(
    rf"(?:旗下的?|名下的?|运营的|开发的|推出的|研发的|主推的|上线的)(?P<list>{_RUN}{{2,40}}?){_ALL}{_DOES}"
)
_OF_NAME = re.compile(  # what belongs to an app: 甲的隐私政策, 甲运营方
    rf"(?:^|(?<=[，。；;:：、！？\s”)》])|(?<=发现)|(?<=显示)|(?<=指出)|(?<=看到)|(?<=其中)|(?<=联系)|(?<=针对)|(?<=对)|(?<=起诉)|(?<=约谈)|(?<=投诉)|(?<=举报))(?P<list>{_NAME})(?:App|APP|app|平台|网站)?的?"
    r"(?:隐私政策|隐私协议|用户协议|服务协议|注册协议|运营方|运营者|运营主体|运营企业|运营公司|开发者|开发商|母公司|客服|应用内|页面|首页|开屏|由[^，。；]{4,40}公司(?:负责|独家|实际)?(?:运营|开发|研发|推出))",
    re.M,
)
_IN_USE = re.compile(  # what somebody does with an app: 下载甲后, 在甲上购买
    rf"(?:(?:下载|安装|打开|登录|注册|卸载|使用|启动|点开|进入|体验|试用)了?(?P<list>{_NAME})(?:App|APP|app|平台|网站)?"
    r"(?=[，。；、]|时|后|之后|发现|的过程|过程|并|，|会|就|进行|账号|账户|平台|App|APP)"
    rf"|在(?P<list2>{_NAME})(?:App|APP|app|平台|网站)?上(?=[{_HAN}])"
    rf"|通过(?P<list3>{_NAME})(?:App|APP|app|平台|网站)?(?=购买|下单|预订|预约|借款|贷款|充值|打车|叫车|租|报名|寄|点|注册|观看|浏览|发布|交友|认识))"
)
_BESIDE_FIRM = re.compile(rf"公司\((?:即|运营)?[“《]?(?P<list>{_NAME})[”》]?(?:App|APP|app|平台|小程序)?\)")
_AND = re.compile(r"以及|和(?![平谐包讯乐睦美])|及(?![时第格])|与(?![时你我众])")


_FRAMES = (
    (_DONE_TO, "framed"),
    (_STRUCK, "framed"),
    (_LISTED, "noun"),
    (_HEADS, "plain"),
    (_SORTED, "noun"),
    (_OWNED_APP, "noun"),
    (_OWNED, "framed"),
    (_OF_NAME, "plain"),
    (_IN_USE, "plain"),
    (_BESIDE_FIRM, "plain"),
)


def find(view: str, language: Language) -> Iterator[Found]:
    """Every name in such a frame of a Chinese text."""
    if language != "zh":
        return
    for pattern, rule in _FRAMES:
        for match in pattern.finditer(view):
            group = next(name for name, text in match.groupdict().items() if text)
            yield from _pieces(match.start(group), match[group], rule)
    charged = [m for m in _CHARGED.finditer(view) if may_be_name(m["list"]) and problems.codes(m["rest"])]
    if len(charged) >= 2:
        yield from (Found(*m.span("list"), "app", "", "quoted", ("app",)) for m in charged)


def _pieces(start: int, text: str, rule: str) -> Iterator[Found]:
    """The names of a series; none where one of them cannot be a name."""
    pieces = [_unsorted(start + m.start(), m[0]) for m in re.finditer(r"[^、]+", text)]
    if not pieces:
        return
    at, last = pieces.pop()
    cuts = [m for m in _AND.finditer(last) if m.start() >= 2 and len(last) - m.end() >= 2]
    if cuts:
        cut = cuts[-1]
        pieces += [(at, last[: cut.start()]), (at + cut.end(), last[cut.end() :])]
    else:
        lead = _AND.match(last)
        pieces.append((at + lead.end(), last[lead.end() :]) if lead else (at, last))
    fit = sum(may_be_name(name) for _, name in pieces)
    loose = fit >= 2 and len(pieces) - fit == 1  # one odd name among others is believed
    if fit == len(pieces) or (loose and all(_may_be_odd(n) for _, n in pieces)):
        for at, name in pieces:
            yield Found(at, at + len(name), "app", "", rule, ("app",))


_NO_ODD = re.compile(
    r"等|企业|公司|部门|机构|[两二三四五六七八九十\d][家款起个]|[，。]|问题|行为|违规|违法|^(?:对|将|被|由|对于|有关|相关|包括|以及|其中)"
)


def _may_be_odd(name: str) -> bool:
    """Whether words that hold ordinary talk may still be a name, among others that are."""
    return 2 <= len(name) <= 12 and not never_app(name) and not _NO_ODD.search(name)


@cache
def _no_name() -> re.Pattern[str]:
    frames = load("names")
    return re.compile("|".join(frames["never_framed_zh"]))


_SORT_FIRST = re.compile(
    r"^.{0,8}?(?:平台|软件|应用(?!商店|市场|分发|程序|平台)|网站|品牌|App|APP|小程序)(?=..)"
)


def _unsorted(at: int, name: str) -> tuple[int, str]:
    """A piece of a series and its place, without the kind of thing that stands before the name: 导购平台甲."""
    sort = _SORT_FIRST.match(name)
    return (at + sort.end(), name[sort.end() :]) if sort else (at, name)


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(rf"(?P<stem>.{{2,8}})(?:{'|'.join(words('names', 'app_ends_zh'))})")


@cache
def _common() -> re.Pattern[str]:
    return re.compile("|".join(load("names")["common_stems_zh"]))


def _telling(name: str) -> str:
    """What of a name tells it from talk: its stem where it ends with a kind of product that has one of its own."""
    kind = _kinds().fullmatch(name)
    return kind["stem"] if kind and not _common().search(kind["stem"]) else name


def may_be_name(name: str) -> bool:
    """Whether unmarked words can be a name: no word of ordinary talk about apps, firms and authorities."""
    return (
        2 <= len(name) <= 10
        and not name.isdigit()
        and name not in load("names")["generic_zh"]
        and name not in load("names")["app_ends_zh"]
        and not _no_name().search(_telling(name))
        and not never_app(name)
        and not problems.codes(name)
    )
