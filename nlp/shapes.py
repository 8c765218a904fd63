"""What a cell's text looks like, whatever column it stands in: a version, a firm, a store, a problem, a date.

Used to notice rows whose columns have shifted, and to mend them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import chain

from nlp.headings import vocabulary
from nlp.lexicon import coded
from store.vocab import violations

_FIRM = re.compile(
    r"(公司|集团|合伙企业|有限合伙\)?|企业|工作室|事务所|经营部|服务部|商行|中心|银行|研究院|研究所|医院|大学|学院|学校|协会|学会|基金会|联合会|联合社"
    r"|合作社|出版社|报社|杂志社|电视台|电视总台|广播电台|管理局|委员会|厂|分公司|局|署|台|个人\)?|个人开发者\)?|\(个人独资\))$"
    r"|\b(inc|ltd|llc|limited|corp|corporation|gmbh|b\.?v|pte|plc|company|technologies|co)\.?$"
)
_LEGAL = re.compile(
    r"(公司|集团|合伙企业|有限合伙\)?|工作室|广播电视台|电视台|融媒体中心|事务所)$|\b(inc|ltd|llc|limited|gmbh)\.?$"
)
_FORM = re.compile(
    r"\((?:个体工商户|个体户|个体|个人独资|个人独资企业|普通合伙|特殊普通合伙|有限合伙|合伙企业|筹)\)$"
)
_GENERIC = tuple(vocabulary()["shapes"]["generic"].split())
_HALVES = ("科", "有限", "有", "股份", "责任", "有限公", "有限责", "信", "网", "技", "股")
_ENDING = "股份有限责任公司|有限责任公司|股份有限公司|有限公司|公司|集团"
_TAIL = re.compile(
    rf"[络息技务流化媒播子件据字能育询理展资旅康疗乐动戏易告信程业股份有限责任]?({'|'.join(_GENERIC)}|[和与及])*"
    rf"((股份)?(有限(责任(公司)?|责|公)?|有)?|{_ENDING})"
)
_VERSION = re.compile(
    r"(版本)?[:：]?[vV]?\s?\d+(\s?\.\s?\d+)+([\w.()\[\]-]|\s(?=[\w(]))*|[vV]\d[\w.()-]*|版本\s?\d[\w.]*|\d{6,}|\d{1,4}"
)
_NO_VERSION = re.compile(r"[/\\—–-]{1,4}|无|未知|最新版?|null|n/?a|-")
_DOTTED = re.compile(r"[vV]?\d+(\.\d+)+([._-]?[a-zA-Z0-9]+)*")
_FILING = re.compile(r"[一-鿿]?ICP备\s?\d+|[一-鿿]ICP证\s?\d+|网信算备\d+|公网安备", re.IGNORECASE)
_DEADLINE = re.compile(
    r"\d{1,2}月\d{1,2}日.{0,6}(前|之前|完成|整改)|个?工作日内|限期|^完成整改$|^未完成整改$"
)
_DATE = re.compile(r"\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?")
_CAPTION = re.compile(r"附件\s*[\d一二三四五六七八九十]*[:：]?|附表\s*\d*|表\s*\d+")
_TITLE = re.compile(
    r".{3,}(报告|通知书|决定书|告知书|的函|的通知|的通报|的公告|的决定|的意见|办法|条例|实施细则|的规定|管理规定|若干规定|名单)$|.*(人民共和国|个人信息保护|网络安全|数据安全|电信|消费者权益保护).{0,6}法$"
)
_PROBLEM = re.compile(
    r"(违规|违法|强制|频繁|过度|超范围|私自|未经|未公开|未明示|未提供|未按|未向|未建立|未采取|未取得|未逐一|未告知|未及时|欺骗|误导|强迫|诱导|超出).{0,40}"
    r"(收集|使用|索取|个人信息|权限|规则|启动|推送|下载|明示|功能|用户|注销|同意|隐私|处理|广告|公示|认证|传输|加密|整改|提供)"
    r"|(账号|帐号)注销难|明示不到位|公示不到位|弹窗.{0,10}(骚扰|跳转|关闭|违规)|.{2,}责任落实不到位|(个人信息|隐私政策).{0,20}(不|未|缺|难|违)"
)
_LOOSE = re.compile(r"个人信息|权限|收集|违规|索取|隐私政策|告知同意|用户同意")
_TOTAL = re.compile(
    r"(合计|总计|共计|小计|总数|注[:：]|备注[:：]|说明[:：]|\*注|以上.{0,30}(排名|排序|不分先后)|(共|合计)\d+[款个家])"
)


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """NFKC, so that width does not matter."""
    return unicodedata.normalize("NFKC", text).strip()


@cache
def _folded(group: str) -> frozenset[str]:
    return frozenset(normal(word).casefold().replace(" ", "") for word in vocabulary()["shapes"][group])


@cache
def places() -> tuple[str, ...]:
    """Names of provinces and cities, longest first."""
    return tuple(sorted(vocabulary()["shapes"]["places"].split(), key=len, reverse=True))


@cache
def wordings() -> frozenset[str]:
    """The authorities' fixed wordings for problems, without white space."""
    coded_words = (word for term in violations().values() for word in (term.zh, *term.also))
    words = chain(coded_words, vocabulary()["shapes"]["wordings"])
    return frozenset(normal(word).casefold().replace(" ", "") for word in words)


def listed(text: str, group: str) -> bool:
    """Whether the whole text is a word of `group` (stores, kinds, categories)."""
    return normal(text).casefold().replace(" ", "") in _folded(group)


def is_number(text: str) -> bool:
    """A 序号: digits, perhaps with a point, brackets or circle."""
    return re.fullmatch(r"[（(]?\d{1,4}[)）.、．]?", normal(text)) is not None


def is_firm(text: str) -> bool:
    """Ends as the names of firms and institutions end."""
    return _FIRM.search(_unformed(text)) is not None


def is_legal(text: str) -> bool:
    """A legal entity's full name, which no app is called."""
    return _LEGAL.search(_unformed(text)) is not None


def _unformed(text: str) -> str:
    """A name without the legal form in brackets that the register puts behind it: 某某工作室（个体工商户）."""
    return _FORM.sub("", normal(text).casefold())


def is_tail(text: str) -> bool:
    """Only the end of a firm's name: 技术有限公司, 络科技有限."""
    folded = normal(text)
    return len(folded) >= 2 and _TAIL.fullmatch(folded) is not None and not folded.endswith("集团")


def is_cut(text: str) -> bool:
    """The beginning of a firm's name without its end: a place in front, no legal ending, a generic or half word last."""
    folded = normal(text)
    if is_firm(folded):
        return False
    bracketed = re.search(r"\((\w{2,4})\)(.{0,6})$", folded)
    if bracketed and bracketed[1].startswith(places()):
        return bracketed[2] == "" or is_tail(bracketed[2]) or bracketed[2] in _HALVES
    return folded.startswith(places()) and folded.endswith((")", "(", *_GENERIC, *_HALVES))


def is_version(text: str) -> bool:
    """A version or one of the signs for having none."""
    folded = normal(text)
    return bool(_VERSION.fullmatch(folded) or _NO_VERSION.fullmatch(folded))


def is_dotted(text: str) -> bool:
    """A version with points in it: 1.1.3."""
    return _DOTTED.fullmatch(normal(text).replace(" ", "")) is not None


def is_store(text: str) -> bool:
    """The name of an app store or another place to get an app."""
    folded = normal(text).casefold()
    if listed(text, "stores"):
        return True
    return (
        re.fullmatch(
            r".{0,8}(应用|软件|游戏)(商店|市场|商城|中心|宝)|.{1,8}(手机助手|小程序|官网|官方网站)", folded
        )
        is not None
    )


def is_filing(text: str) -> bool:
    """A filing number (备案号)."""
    return _FILING.search(normal(text)) is not None


def is_deadline(text: str) -> bool:
    """A day or term for rectification."""
    return _DEADLINE.search(normal(text)) is not None


def is_date(text: str) -> bool:
    """A day and nothing else."""
    return _DATE.fullmatch(normal(text)) is not None


def is_caption(text: str) -> bool:
    """附件1 and its like."""
    return _CAPTION.fullmatch(normal(text)) is not None


def is_title(text: str) -> bool:
    """The title of a law, report, order or letter."""
    return _TITLE.fullmatch(normal(text).strip("《》")) is not None


@lru_cache(maxsize=8192)
@lru_cache(maxsize=8192)
def is_problem(text: str) -> bool:
    """A whole problem as authorities word it."""
    folded = normal(text).casefold().replace(" ", "")
    if folded in wordings():
        return True
    return len(folded) >= 5 and (_PROBLEM.search(folded) is not None or _is_coded(folded))


def _is_coded(text: str) -> bool:
    return any(pattern.search(text) for _, pattern in coded("wording", "zh"))


def is_problem_piece(text: str) -> bool:
    """Has words that only problems have."""
    return _LOOSE.search(normal(text)) is not None or is_problem(text)


def is_note(text: str) -> bool:
    """A totals row or a note below a table."""
    return _TOTAL.match(normal(text)) is not None
