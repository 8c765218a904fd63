"""What is left of a name when its spelling is taken away: the keys by which full names of firms and names of apps agree.

Only what says nothing of the thing itself is taken away: marks around it, a version, the word App or 软件, the package for a
system, how an English form is written. An edition (极速版, Pro) is a part of the name, and so is every other sign.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from store import vocab

_WRAPPED = str.maketrans(
    {"【": "(", "】": ")", "[": "(", "]": ")", "〔": "(", "〕": ")", "•": "·", "‧": "·", "∙": "·", "・": "·"}
)
_ENDS = " ,.;:。;、，；：\t"

_LED = re.compile(r"^(?:运营者|运营主体|运营单位|开发者|开发商|主办单位|公司名称|企业名称|当事人)\s*:\s*")
_NOTED = re.compile(r"\s*\((?:以下简称|以下称|下称|简称|开发者|运营者|主办方)[^()]*\)$")
_FORMS_EN = (
    (r"\bcompany(?= (?:limited|ltd)$)", "co"),
    (r"\bprivate(?= (?:limited|ltd)$)", "pvt"),
    (r"\blimited$", "ltd"),
    (r"\bincorporated$", "inc"),
    (r"\bcorporation$", "corp"),
)

_AROUND = re.compile(r"^\(([^()]*)\)$")
_EDITION = re.compile(r"\(([^()]*(?:版|端))\)$")
_SYSTEM = re.compile(r"\s*(?:安卓|android|ios|苹果|鸿蒙|harmonyos)\s*(?:手机)?(?:版|端)$")
_VERSION = re.compile(
    r"\s*(?:(?:版本号?|version|(?<![a-z])ver\.?|(?<![a-z])v)\s*:?\s*\d+(?:\.\d+)+|(?<![\d.])\d+(?:\.\d+){2,})$"
)
_APP = re.compile(
    r"(?:(?<![a-z0-9])\s*-?\s*app|(?:手机|应用|移动|app)软件|软件|手机客户端|客户端|(?:移动|手机)?应用程序|移动应用|手机应用)$"
)
_LEAST = 2  # signs that a name keeps

_FORM = re.compile(r"\(.*?\)|(?:有限责任|股份有限|集团有限|有限|集团|股份)?公司$")
_TRADE = re.compile(
    r"(?:网络|信息|科技|技术|软件|文化|传媒|传播|数字|数据|互联网|电子商务|电子|发展|服务|控股|投资|管理|咨询|教育|贸易|"
    r"计算机|系统|智能)+$"
)


@lru_cache(maxsize=50_000)
def firm_key(name: str) -> str:
    """What two spellings of one firm's name have in common."""
    text = _NOTED.sub("", _LED.sub("", vocab.simplified(name).translate(_WRAPPED).strip(_ENDS)))
    if text.isascii():
        text = " ".join(text.replace("&", " and ").replace(".", "").replace(",", " ").split())
        for form, short in _FORMS_EN:
            text = re.sub(form, short, text)
    return vocab.fold(_AROUND.sub(r"\1", text.strip(_ENDS)))


@lru_cache(maxsize=50_000)
def app_key(name: str) -> str:
    """What two spellings of one app's name have in common."""
    text = re.sub(r"[\"'“”‘’《》〈〉「」『』]", " ", vocab.simplified(name).translate(_WRAPPED)).strip()
    text = _AROUND.sub(r"\1", text)
    while (shorter := _cut(text)) != text:
        text = shorter
    return vocab.fold(text)


def _cut(text: str) -> str:
    """`text` without one thing that says nothing of the app; as it is where too little would be left."""
    if edition := _EDITION.search(text):
        inside = edition[1]
        return text[: edition.start()] + ("" if _SYSTEM.fullmatch(inside) else inside)
    inner = re.search(r"\s*-?\(([^()]*)\)$", text)
    for pattern in (_SYSTEM, _VERSION, _APP):
        kept = text[: inner.start()] if inner and pattern.fullmatch(inner[1]) else pattern.sub("", text)
        if kept != text and len(vocab.fold(kept)) >= _LEAST:
            return kept.rstrip()
    return text


@cache
def _place() -> re.Pattern[str]:
    known = sorted(vocab.places(), key=len, reverse=True)
    names = "|".join(map(re.escape, known))
    return re.compile(
        rf"^(?:(?:{names})(?:特别行政区|自治区|省|市)?|.{{2,6}}?(?:省|自治区|(?<![超股楼夜菜集门城])市|特别行政区))"
    )


def core(name: str) -> str:
    """What is left of a firm's name without its place, trade and form: 晨屿网络科技(杭州)有限公司 → 晨屿."""
    rest = _FORM.sub("", vocab.fold(name))
    rest = _place().sub("", _FORM.sub("", rest))
    return _TRADE.sub("", rest)
