"""The word lists of the extractor, read from `store/vocab/*.toml` once and compiled."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any, Literal

from store.records import Language
from store.vocab import FOLDER

_WORD = re.compile(r"\{([A-Z]+)\}")

# How else texts write the words that Chinese patterns are made of: shortened, or as in Taiwan and Hong Kong.
_OTHERWISE_ZH = {
    "(?:个人)?信息": "(?:(?:个人)?信息|个人隐私|个人资料|个资|私隐)",
    "个人信息": "(?:个人信息|个人隐私信息|个人隐私|个人资料|个资)",
    "权限": "(?:权限|许可权|授权)",
    "账号": "(?:账号|帐号|账户|帐户)",
}
_SAME_ZH = re.compile("|".join(map(re.escape, _OTHERWISE_ZH)))

Patterns = tuple[tuple[str, re.Pattern[str]], ...]


@cache
def load(name: str) -> dict[str, Any]:
    """One file of the vocabulary as it is."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _gap(pattern: str) -> str:
    """A gap of English patterns stops at the end of a sentence, but not at that of "Co., Ltd."."""
    return pattern.replace("[^.;]", r"(?:[^.;]|(?<=Co)\.|(?<=Ltd)\.|(?<=Inc)\.)")


@cache
def coded(name: Literal["wording", "actions"], language: Language) -> Patterns:
    """One alternation per code: its wordings in one language, those of the further English file included."""
    further = load(f"{name}_en") if language == "en" else {}
    words = further.get("words", {})
    made: Patterns = ()
    for code, entry in load(name).items():
        patterns = [*entry.get(language, []), *further.get(code, {}).get(language, [])]
        if patterns:
            whole = "|".join(f"(?:{_gap(spelt_out(p, words))})" for p in patterns)
            # English wordings begin with a word: far fewer places to try
            whole = _otherwise(whole) if language == "zh" else rf"(?<!\w)(?:{whole})"
            made += ((code, re.compile(whole, re.IGNORECASE | re.MULTILINE)),)
    return made


def _otherwise(pattern: str) -> str:
    """A Chinese pattern that also fits the other ways to write its words."""
    return _SAME_ZH.sub(lambda m: _OTHERWISE_ZH[m[0]], pattern)


def spelt_out(pattern: str, words: dict[str, str]) -> str:
    """A pattern with each word in braces replaced by what it stands for."""
    while (spelt := _WORD.sub(lambda m: words[m[1]], pattern)) != pattern:
        pattern = spelt
    return pattern


@cache
def cue(name: str, language: Language) -> re.Pattern[str]:
    """The cue of one kind of sentence; one that never matches where the language has none."""
    patterns = load("cues")[name].get(language) or [r"(?!)"]
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


@cache
def words(file: str, key: str) -> tuple[str, ...]:
    """A plain list of words, longest first."""
    return tuple(sorted(load(file)[key], key=len, reverse=True))


@cache
def pattern(file: str, key: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A list of patterns as one."""
    value = load(file)[key]
    return re.compile("|".join(value if isinstance(value, list) else [value]), flags)
