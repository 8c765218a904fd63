"""Legal entities by how their names are built: …有限公司, … Co., Ltd., … Technology."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.found import Found
from nlp.lexicon import load, words
from store import vocab
from store.records import Language

_HAN = "\u4e00-\u9fff"
_PIECE = rf"[{_HAN}A-Za-z0-9·\-&.]"
_PLACE = re.compile(rf"\((?:[{_HAN}]{{2,8}})\)")
_WEAK_EN = (
    r"(?:Technology|Technologies|Network|Networks|Entertainment|Holdings?"
    r"|Group|Software(?! Development)|Media|Interactive|Digital|Electronics|Pharmaceutical"
    r"|Securities|Insurance|Education|Culture|Logistics|Motors?|Pictures"
    r"|Games?(?: Studios?)?|Studios?|Telecom|Mobile)"
)
_STRONG_EN = (
    r"(?:Co\.?,? ?(?:Ltd|Limited|Inc)\b\.?|Ltd\b\.?|Inc\b\.?|Corp\b\.?"
    r"|Corporation|LLC|PLC|Limited|GmbH|N\.V\.|S\.A\.|(?<=[a-z] )Co\b(?!\w))"
)
_WORD_EN = r"(?:[A-Z][\w&'\-]*(?:\.(?:com|cn|me|net))?|\([A-Z][A-Za-z ]{2,20}\)|&|of)"
_ENGLISH = re.compile(
    rf"(?<![\w.])(?:[A-Z][\w&'\-]*(?:\.com)?)(?: {_WORD_EN}){{0,6}}?,? {_STRONG_EN}"
    rf"|(?<![\w.])[A-Z][\w'\-]+(?: [A-Z][\w'\-]+){{0,3}}? {_WEAK_EN}(?: (?:Holding"
    rf"|Holdings|Group|{_WEAK_EN}))*\b(?! (?:Law|Administration|Ministry"
    rf"|Bureau|Commission|sector|sectors|Department|Stores?|Market|Assistant|Cent(?:er|re)|Mall))"
)
# Words that no firm's name has: what stands before and with them is told of the firm.
_DEED = re.compile(
    r"约谈了?|责令|进驻|处罚了?|举报(?!中心)|依法对|(?:网信办|网信部门|管理局|监管局|公安局|公安厅|警方|总局)(?:[一-鿿]{0,8}?(?:对|向|将|给予))?"
    r"|(?:运营|开发|主办|研发|经营|开办|责任)(?:者|方|商|主体|单位|企业)[均都也则]?[为是系]|(?<!中)均[为是系]|分别[为是系]|更名为|变更为|即为"
    r"|(?:运营|主办|开发)(?:主体|单位|企业)[，:]?|(?:被告|告|涉案|当事)?单位(?=[一-鿿]{2,3}[市省县区])|辖区|^[一-鿿]{2,3}(?:省|市)?的"
    r"|(?:当事人|被告|被告单位|涉案单位|公司名称|企业名称)|(?:日前|近日|昨日|今日|随后|此前|当晚|当日)(?:对|向|将|被)?|给予|送达|查处了?|通报了?|点名了?"
    r"|(?:制造商|制作商|开发商|运营商|母公司|所属的?)(?:是|为)?|以及"
)
_IN_NAMES = frozenset("家到据有为经使给让")  # words that introduce a name, and syllables of many names


@cache
def _chinese() -> re.Pattern[str]:
    suffix = "|".join(map(re.escape, words("names", "legal_zh")))
    return re.compile(
        rf"(?:{_PIECE}|\([{_HAN}A-Za-z]{{2,10}}\)){{2,44}}?(?:{suffix})(?:[{_HAN}]{{2,6}}分公司)?"
    )


@cache
def _two_fields() -> re.Pattern[str]:
    """A firm of a place with "and" in its name: "Chengdu Lake Culture and Tourism Group Co., Ltd."."""
    places = [p["en"] for p in load("provinces").values()]
    places += [city for c in load("cities").values() for city in c.get("en", [])]
    named = "|".join(map(re.escape, sorted(places, key=len, reverse=True)))
    word = r"[A-Z][\w'\-]*"
    return re.compile(
        rf"(?<![\w.])(?:{named}) (?:{word} ){{1,4}}(?:and|&) (?:{word} ){{0,4}}{word},? "
        rf"(?:Co\.?,? ?(?:Ltd|Limited)\b\.?|Ltd\b\.?|Limited\b)"
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words("names", "before_zh"))))


@cache
def _places() -> re.Pattern[str]:
    names = [p["zh"] for p in load("provinces").values()] + [p["short"] for p in load("provinces").values()]
    cities = (
        "深圳 广州 杭州 南京 苏州 武汉 成都 厦门 福州 西安 长沙 合肥 郑州 济南 青岛 大连 沈阳 宁"
        "波 无锡 珠海 东莞 佛山 哈尔滨 长春 昆明 贵阳 南宁 南昌 太原 石家庄 海口 三亚 温州 金华 "
        "嘉兴 绍兴 常州 徐州 扬州 烟台 泉州 中山 惠州 拉萨 兰州 银川 西宁 乌鲁木齐 呼和浩特"
    )
    found = sorted([*names, *cities.split()], key=len, reverse=True)
    return re.compile("|".join(found) + "|中国")


def find(view: str, language: Language) -> Iterator[Found]:
    """Every legal entity of a text; Chinese ones are looked for in English texts too."""
    for match in _TAIL_ZH.finditer(view):
        start, name = match.start("name"), match["name"]
        if not _before().match(name) and not re.match(r"(?:国家|全国|互联网|移动|我国|其|该|此|人工)", name):
            yield Found(start, start + len(name), "company", "", "weak_legal")
    if "某" in view:
        for match in _someone().finditer(view):
            yield Found(match.start(), match.end(), "company", "", "legal")
    yield from _mergers(view)
    yield from _persons(view)
    if "公司" in view or "工作室" in view or "事务所" in view or "合伙)" in view or "合作社" in view:
        yield from _find_chinese(view)
    if language == "en" or re.search(r"Ltd|Inc\b|Limited|Corp", view):
        yield from _find_english(view)


_KINDS_OF_SOMEONE = "有限公司|公司|企业|店|超市|商行|餐厅|酒楼|经营部|服务部|工作室|网吧|网咖|门诊部|事务所"
_SOMEONE_ELSE = r"[个些种类一家年月日天时]"


@cache
def _someone() -> re.Pattern[str]:
    """某公司 and its like, with the place before it."""
    local = rf"(?:{_places().pattern})(?:省|市)?(?:[{_HAN}]{{1,4}}?(?:区|县|市|镇))?(?:滨海|高新)?"
    district = rf"[{_HAN}]{{2,3}}区"
    return re.compile(
        rf"(?:{local}|{district})?某(?!{_SOMEONE_ELSE})[{_HAN}]{{0,10}}?(?:{_KINDS_OF_SOMEONE})(?!铺|主)"
    )


_PUNISHED = (
    r"(?=、|和|及|各处?|分别|处以?|被(?:罚|警告|处|给予)|罚款|警告|给予|予以|作出|\)|，(?:给予|处|罚|警告))"
)


@cache
def _person() -> re.Pattern[str]:
    """A natural person who is punished: 对吕某青警告, 总裁柳某处罚款."""
    names = load("names")
    name = rf"[{names['surnames_zh']}](?:某(?:(?![被因处罚给予已各分作警])[{_HAN}])?|[{_HAN}]{{1,2}}?)"
    return re.compile(
        rf"{names['offices_zh']}(?:兼{names['offices_zh']})?[:：]?(?P<name>{name}){_PUNISHED}"
        rf"|(?<=[对、，])(?P<hidden>[{names['surnames_zh']}]某(?:[{_HAN}](?=警告|罚|处|给予|予以|作出))?)(?=警告|罚款|处以?|给予|予以|作出|被罚)"
    )


def _persons(view: str) -> Iterator[Found]:
    if "罚" not in view and "警告" not in view:
        return
    for match in _person().finditer(view):
        start, end = match.span("name" if match["name"] else "hidden")
        begins = max(view.rfind(mark, 0, start) for mark in "。\n") + 1
        stop = re.compile(r"[。\n]|$").search(view, end)
        if re.search(r"罚款|警告|罚金", view[begins : stop.end() if stop else end]):
            yield Found(start, end, "company", "", "person")


_CASE_LINE = re.compile(
    r"^[ \t]*\d{1,3}[.、．)]\s?(?P<line>[^\n。；]{4,80}?)案(?:\([^()\n]{1,20}\))?[。；]?[ \t]*$", re.M
)
_JOINT_VENTURE = re.compile(r"(?P<firms>.+?)(?:共同|新?设)?(?:新设|设立|成立|组建)合营企业")
_TAKE_OVER = re.compile(
    r"(?P<buyer>.+?)(?:收购|取得|增持)(?P<bought>.+?)(?:\d[\d.]*%)?(?:的)?(?:部分|全部|少数)?(?:股权|股份|业务|资产|控制权)"
)
_BOUGHT = re.compile(rf"收购(?:了)?(?P<bought>[{_HAN}A-Za-z()]{{2,14}}?)(?:的)?\d[\d.]*%(?:的)?(?:股权|股份)")
_AND = re.compile("、|与|和(?!谐)|及|等")


_BUYERS = re.compile(
    r"(?:(?<=[，。；：:\n ])|(?<=以及)|(?<=还有)|^)(?:与)?(?P<firms>[^，。；：:\n]{2,80}?)收购", re.M
)
_PARTNERS = re.compile(
    r"(?:与|(?<=[，。；：:\n])|(?<=以及)|(?<=包括))(?P<firms>[^，。；：:\n与]{2,80}?)(?:共同)?(?:新设|设立|成立|组建)(?:了)?合营企业"
)
_BOUGHT_PROSE = re.compile(
    r"收购(?P<firms>[^，。；：:\n收购]{2,120}?)(?=[，。；\n]|的?(?:\d[\d.]*%|部分|全部)?的?(?:股权|股份)|案|$)",
    re.M,
)


def _merger_sentences(view: str) -> Iterator[Found]:
    """Buyers, partners and those bought in the sentences of a report that tell of concentrations."""
    for sentence in re.finditer(r"[^。\n]+", view):
        if "经营者集中" not in sentence[0]:
            continue
        for pattern in (_BUYERS, _PARTNERS, _BOUGHT_PROSE):
            for match in pattern.finditer(view, *sentence.span()):
                yield from _firms(match.start("firms"), match["firms"])


def _mergers(view: str) -> Iterator[Found]:
    """The firms of merger cases: one a line of a list (甲与乙设立合营企业案, 甲收购乙股权案), or bought for a share."""
    if "集中" not in view and "垄断" not in view:
        return
    for case in _CASE_LINE.finditer(view):
        start = case.start("line")
        match = _JOINT_VENTURE.match(case["line"]) or _TAKE_OVER.match(case["line"])
        for name, text in (match.groupdict() if match else {}).items():
            at = start + match.start(name) if match else 0
            yield from _firms(at, text)
    for match in _BOUGHT.finditer(view):
        yield from _firms(match.start("bought"), match["bought"])
    yield from _merger_sentences(view)


_NO_FIRM = re.compile(
    r"^(?:其|该公司|目标公司|部分|相关|分别|以及|还有|因|对|未|依法|涉及|包括)|案件|违法|实施|集中|处罚|公告|简称|公司$|企业$(?<!合伙企业)"
)


def _firms(start: int, text: str) -> Iterator[Found]:
    at = 0
    for cut in [*_AND.finditer(text), None]:
        end = cut.start() if cut else len(text)
        name = re.sub(r"(?:的)?(?:部分)?股权$|的(?:股份|业务)$", "", text[at:end]).strip()
        if 2 <= len(name) <= 30 and not _NO_FIRM.search(name):
            begin = start + text.index(name, at)
            yield Found(begin, begin + len(name), "company", "", "legal")
        at = cut.end() if cut else end


_TAIL_ZH = re.compile(
    rf"(?:(?<=[，。；\n“、])|^)(?P<name>[{_HAN}]{{2,5}}(?:网络|科技|互娱"
    rf"|娱乐|集团|控股|传媒|软件|金融|出行|音乐|物流|智能|信息|数科|影业"
    rf"|文化))(?=(?:昨日|今日|近日|日前|随后|方面|公司|表示|称|回应|宣布"
    rf"|发布|因|被|旗下|未|将|于|在|股份))"
)


def _find_chinese(view: str) -> Iterator[Found]:
    for match in _chinese().finditer(view):
        start = match.start() + entity_start(match[0])
        if "某" in view[start : match.end()]:
            continue
        if (
            start == match.start()
            and view[start - 1 : start] == "》"
            and (opened := view.rfind("《", start - 26, start)) >= 0
        ):
            start = opened  # a journal's name that begins the firm's
        length = match.end() - start
        if length >= 6 and not view[start : match.end()].startswith(("有限", "股份", "集团有限")):
            yield Found(start, match.end(), "company", "", "legal")


def entity_start(text: str) -> int:
    """Where a Chinese legal name begins in a run of characters that ends with its suffix.

    A place name begins most of them; otherwise what follows the last word that introduces a name.
    """
    body = len(text) - 6
    deed = [m.end() for m in _DEED.finditer(text, 0, max(body, 0))]
    if deed:
        return deed[-1] + entity_start(text[deed[-1] :])
    place = _places().search(text, 0, max(body, 0))
    if place and (place.start() == 0 or _introduces(text[: place.start()])):
        return place.start()
    start = 0
    for cut in _before().finditer(text, 0, max(body, 0)):
        if cut.end() <= body and (cut.start() == start or cut[0] not in _IN_NAMES):
            start = cut.end()
    if place and place.start() > start and place.start() - start > 1 and _PLACE.search(text) is None:
        return place.start()
    return start


def _introduces(head: str) -> bool:
    """Whether a run of characters ends with a word that introduces a name."""
    return any(head.endswith(word) for word in words("names", "before_zh"))


def _find_english(view: str) -> Iterator[Found]:
    stop = set(load("names")["not_name_en"])
    for match in _two_fields().finditer(view):
        yield Found(match.start(), match.end(), "company", "", "legal")
    for match in _ENGLISH.finditer(view):
        text = match[0]
        start = match.start()
        if based := re.match(
            r"(?:[A-Z]\w+-(?:based|listed|backed|owned)|(?:China|Japan|America|Britain|Korea|India|Beijing|Shanghai|Shenzhen|Hangzhou"
            r"|Guangzhou|Singapore|Taiwan|Europe|Germany|France)['’]s) (?=\S+ \S)",
            text,
        ):
            start, text = start + based.end(), text[based.end() :]
        while " " in text and text.split(" ", 1)[0].strip(",") in stop and not _keeps(text):
            start += text.index(" ") + 1
            text = text[text.index(" ") + 1 :]
        if " " in text and vocab.fold(text) not in ("communistparty",):
            strong = bool(re.search(_STRONG_EN + "$", text))
            yield Found(start, start + len(text), "company", "", "legal" if strong else "weak_legal")


def _keeps(text: str) -> bool:
    """Names of firms that begin with a place or a common word: "Beijing X Technology Co., Ltd."."""
    first = text.split(" ", 1)[0]
    return first in ("Beijing", "Shanghai", "China", "Hong", "Great", "New") and text.count(" ") >= 2
