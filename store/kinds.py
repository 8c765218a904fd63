"""What kind of name a name is: the full name of a legal entity, a curated name, or a bare name that proves nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from store import vocab

_FORM_ZH = re.compile(
    r"(?:(?:有限|股份|有限责任|集团|总|分)公司|.{5,}(?:公司|厂|中心|合作社|事务所|工作室|商行|经营部|研究院|研究所|店|社))"
    r"(?:\((?:有限合伙|普通合伙|特殊普通合伙|个人独资|个体工商户)\))?$|\((?:有限合伙|普通合伙|特殊普通合伙)\)$"
)
_FORM_EN = re.compile(
    r"[\s,.](?:ltd|limited|inc|incorporated|llc|llp|plc|gmbh|ag|s\.?a|b\.?v|pte|corp|corporation|co)\.?$",
    re.IGNORECASE,
)


def is_legal(name: str) -> bool:
    """Whether `name` is the full name of one legal entity, which may be matched exactly."""
    return bool(_FORM_ZH.search(vocab.fold(name)) or _FORM_EN.search(name.strip()))


def script(name: str) -> str:
    """The kind of a name that is no legal one: english or name."""
    return "english" if name.isascii() else "name"


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Names that stand for one key only."""
    found = {(vocab.fold(name), key) for name, key in pairs if name}
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
    """Curated company by the folded full name of a legal entity that belongs to it."""
    return _unambiguous((name, key) for key, known in vocab.companies().items() for name in known.legal)


@cache
def short_companies() -> dict[str, str]:
    """Curated company by folded short, English or former name."""
    return _unambiguous((name, key) for key in vocab.companies() for name, _ in company_names(key))


@cache
def curated_apps() -> dict[str, str]:
    """Curated app by folded name."""
    return _unambiguous((name, key) for key in vocab.apps() for name, _ in app_names(key))


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
