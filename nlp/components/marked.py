"""Names in quotes or 《》 of Chinese texts on apps that no noun stands behind: what stands round them tells of an app.

Of names that follow each other ("甲”“乙”和“丙”) one that is told suffices for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp import shapes
from nlp.components import problems
from nlp.components.appnames import never_app
from nlp.found import Found
from store.records import Language

_OF_APPS = re.compile(r"APP|小程[序式]|SDK|应用|软件|浏览器|直播|网站|平台|个人信息|隐私|网信", re.IGNORECASE)
_NAME = r"[“《](?:[^“”《》\n，。；:!?、…]{2,16})[”》]"
_NOTE = r"(?:\((?:[^()\n]|\([^()\n]*\)){1,60}\))?"
_CHAIN = re.compile(rf"{_NAME}{_NOTE}(?:(?:、|，|和|及|与|以及)?{_NAME}{_NOTE}){{0,60}}")
_NUMBER = r"(?:\d+|[一二两三四五六七八九十]{1,3}|多|数十|上述|前述)"
_BEHIND = re.compile(
    rf"(?:等(?:{_NUMBER})?|{_NUMBER})?(?:款|家(?=应用|网约车|分发|平台|手机)|个(?=应用|小程序|APP|App))"
    r"|\s?v?\d+(?:\.\d+)+\s?版"
    r"|(?:的|\s)?(?:其)?(?:运营方|运营主体|运营企业|运营者|运营单位|运营公司|运营商|开发者|开发商|开发企业|开发单位)"
    r"|由[^，。；]{2,40}(?:运营|开发)"
    r"|(?:一直|仍|均|都|分别|此前|则|也)?(?:因|存在|被(?:点名|通报|下架|约谈)|强制|强迫|频繁|未(?:公开|明示|经|按|提供)|违规|超范围|过度)"
    r"|(?:在列|上榜)|放任",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:约谈了?|下架了?|通报了?|点名(?:的还有|了)?|曝光了?|旗下的?|名为|运营的?|开发的?|推出的?|预置的?|上架的?|上线了?|发布了?"
    r"|小程序|APP|App|软件|网站|应用|浏览器|SDK|平台|手游|[一二三四]个?是|\d款(?:分别)?是|上榜的还有|还有|另有|包括|其中[，,]?|竞争对手|款[^。；“《]{0,20}?[:：—?？]+|对)$"
)
_BRACKET = re.compile(
    r"\s?\((?:[^()]{0,30}?(?:版本|开发者|运营者|来源)|v?\d+(?:\.\d+)+|[^()]{4,40}公司)", re.IGNORECASE
)
_CHANNEL = re.compile(r"(?:公众号|视频号|服务号|订阅号|官微|官方微博|账号|博主)$")
_SIGN = re.compile(r"[“《](?P<name>[^“”《》\n]+)[”》]")
_NO_APP = re.compile(
    r"(?:法|条例|规定|办法|通知|公约|行动|问题|机制|计划|活动|承诺书|倡议|指引|报告|函|通报|公告|书|标准|规范|方案|意见|专栏"
    r"|治理平台|检测平台|监测平台|服务平台|公众号|板块|功能|服务|现象|同意|权限|模式|技术|栏目|大会|名单|制度|信息|广告|按钮|选项)$"
    r"|违规|违法|收集|侵害|索取|骚扰|整治|专项|用户|不符|清朗|亮剑|护航|^\d+$|^\d{4}|某"
)


def find(view: str, language: Language) -> Iterator[Found]:
    """Marked names that are told to be apps by what stands before or behind them."""
    if language != "zh" or not _OF_APPS.search(view):
        return
    for chain in _CHAIN.finditer(view):
        signs = [m for m in _SIGN.finditer(view, chain.start(), chain.end()) if _may_be_app(m["name"])]
        if signs and _told(view, chain, signs):
            for sign in signs:
                kind = "sdk" if sign["name"].upper().endswith("SDK") else "app"
                yield Found(*sign.span("name"), "app", "", "quoted", (kind,))


def _told(view: str, chain: re.Match[str], signs: list[re.Match[str]]) -> bool:
    """Whether the words before or behind a run of names, or a bracket in it, are those of apps."""
    before = view[max(0, chain.start() - 16) : chain.start()]
    if _CHANNEL.search(before):
        return False
    return bool(
        _BEFORE.search(before)
        or _BEHIND.match(view, chain.end())
        or any(_BRACKET.match(view, sign.end()) or sign["name"].upper().endswith("SDK") for sign in signs)
    )


def _may_be_app(name: str) -> bool:
    return not (
        _NO_APP.search(name)
        or never_app(name)
        or shapes.is_problem(name)
        or shapes.is_legal(name)
        or shapes.is_title(name)
        or problems.codes(name)
    )
