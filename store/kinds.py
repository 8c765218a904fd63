"""What kind of name a name is: the full name of a legal entity, a curated name, or a bare name that proves nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from store import vocab
from store.spelling import app_key, core, firm_key

_FORM_ZH = re.compile(
    r"(?:(?:有限|股份|有限责任|集团|总|分)公司|.{5,}(?:公司|厂|中心|合作社|事务所|工作室|商行|经营部|研究院|研究所|店|社))"
    r"(?:\((?:有限合伙|普通合伙|特殊普通合伙|个人独资|个体工商户)\))?$|\((?:有限合伙|普通合伙|特殊普通合伙)\)$"
)
_FORM_EN = re.compile(
    r"[\s,.](?:ltd|limited|inc|incorporated|l\.?l\.?c|llp|plc|gmbh|ag|s\.?a|b\.?v|pte|corp|corporation|co)\.?$",
    re.IGNORECASE,
)
_MASKED = re.compile(r"[某*×]|(?<![a-z])x{2,}(?![a-z])")  # 某科技有限公司: a name that is withheld


def is_legal(name: str) -> bool:
    """Whether `name` is the full name of one legal entity, which may be matched exactly.

    A name without a sign of its own is cut, and proves nothing: 信息技术有限公司, 北京网络科技有限公司.
    """
    if name.isascii():
        return bool(_FORM_EN.search(name.strip(" ,;")))
    key = firm_key(name)
    if not _FORM_ZH.search(key) or _MASKED.search(key) or not core(key):
        return False
    return not key.endswith("分公司") or is_legal(parent_of(key))


def parent_of(name: str) -> str:
    """The full name of the firm whose branch this is (…有限公司上海分公司); empty where it is no branch."""
    found = re.fullmatch(r"(.+公司).{0,12}分公司", name.strip())
    return found[1] if found else ""


def script(name: str) -> str:
    """The kind of a name that is no legal one: english or name."""
    return "english" if name.isascii() else "name"


def _unambiguous(pairs: Iterable[tuple[str, str]], spelled: Callable[[str], str]) -> dict[str, str]:
    """Names, without their spelling, that stand for one key only."""
    found = {(spelled(name), key) for name, key in pairs if name}
    times = Counter(name for name, _ in found)
    return {name: key for name, key in found if times[name] == 1}


def company_names(key: str) -> Iterator[tuple[str, str]]:
    """The curated names of a company with their kinds; the legal names of its entities are not among them."""
    known = vocab.companies()[key]
    yield known.zh, "name"
    yield known.en, "english"
    for name in known.names:
        yield name, script(name)


def app_names(key: str) -> Iterator[tuple[str, str]]:
    """The curated names of an app with their kinds."""
    known = vocab.apps()[key]
    yield known.zh, "name"
    yield known.en, "english"
    for name in known.names:
        yield name, script(name)


@cache
def legal_entities() -> dict[str, str]:
    """Curated company by the full name of a legal entity that belongs to it, without its spelling."""
    return _unambiguous(
        ((name, key) for key, known in vocab.companies().items() for name in known.legal), firm_key
    )


@cache
def short_companies() -> dict[str, str]:
    """Curated company by short, English or former name, without its spelling."""
    return _unambiguous(
        ((name, key) for key in vocab.companies() for name, _ in company_names(key)), firm_key
    )


@cache
def curated_apps() -> dict[str, str]:
    """Curated app by folded name."""
    return _unambiguous(_apps(), vocab.fold)


@cache
def spelled_apps() -> dict[str, str]:
    """Curated app by name without its spelling; what is left of 百度App stands for more than the app, and is not here."""
    firms = short_companies()
    return {
        name: key
        for name, key in _unambiguous(_apps(), app_key).items()
        if name in curated_apps() or name not in firms
    }


def _apps() -> Iterator[tuple[str, str]]:
    return ((name, key) for key in vocab.apps() for name, _ in app_names(key))


@cache
def firms_of_apps() -> dict[str, str]:
    """Curated company by the folded name of an app of it that begins with the company's own name: 滴滴出行 is of 滴滴.

    Reports call the firm by it. Names of other apps prove no firm: they may be words that others go by.
    """
    found: dict[str, str] = {}
    for name, key in curated_apps().items():
        firm = vocab.apps()[key].company
        firms = (vocab.fold(own) for one in (firm, head_of(firm)) for own, _ in company_names(one))
        if any(name.startswith(own) for own in firms if len(own) >= (4 if own.isascii() else 2)):
            found[name] = firm
    return found


def head_of(key: str) -> str:
    """The curated company at the head of the group of `key`."""
    seen = {key}
    while (parent := vocab.companies()[key].parent) and parent not in seen:
        seen.add(parent)
        key = parent
    return key
