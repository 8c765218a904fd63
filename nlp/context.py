"""Where a finding stands: its sentence and clause, and what they speak of (a rule, a purpose, another country, a threat)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from nlp.found import Found, Label
from nlp.lexicon import cue
from store.records import Language

_END_ZH = re.compile(r"[。！？!?]+[”\"')]*|\n+|；\s*\n")
_END_EN = re.compile(
    r"(?<!\bU\.S)(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bNo)("
    r"?<!\bvs)(?<!\bJan)(?<!\bFeb)(?<!\bAug)(?<!\bSept)(?<!\bOct)(?<!\bNov)(?<!\bDec)(?<!\b[A-"
    r"Z])[.!?]+[”\"')]*(?=\s)|\n+"
)
_LONGEST = 2000  # what runs on longer is cut, so that no text makes the work grow with its square
_CLAUSE = re.compile(r"[，。；;:：\n]|, (?=(?:and|but|while|which|after|for|saying|where)\b)|(?<=[a-z])[.;]")


@dataclass
class Context:
    """A view with its sentences and findings."""

    view: str
    language: Language
    found: list[Found]
    title_end: int = 0  # the title line ends here, where the text begins with it
    meant: dict[str, frozenset[int]] = field(
        default_factory=dict
    )  # of "this firm", "this app"; kept by nlp/roles.py
    _flags: dict[tuple[int, str], bool] = field(default_factory=dict)

    @cached_property
    def starts(self) -> list[int]:
        """Where sentences begin."""
        end = _END_ZH if self.language == "zh" else _END_EN
        made = [0]
        for at in [*(m.end() for m in end.finditer(self.view)), len(self.view)]:
            while at - made[-1] > _LONGEST:
                made.append(made[-1] + _LONGEST)
            made.append(at)
        return made[:-1] or [0]

    @cached_property
    def of_apps(self) -> bool:
        """Whether an English item speaks of apps at all."""
        return bool(re.search(r"\bapps?\b|applications|mini[- ]?program", self.view, re.IGNORECASE))

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence around a place."""
        i = bisect_right(self.starts, at) - 1
        return self.starts[i], self.starts[i + 1] if i + 1 < len(self.starts) else len(self.view)

    def text(self, at: int) -> str:
        """The sentence's words."""
        start, end = self.sentence(at)
        return self.view[start:end]

    def clause(self, f: Found) -> str:
        """The clause that a finding stands in."""
        start, end = self.sentence(f.start)
        before = [m.end() for m in _CLAUSE.finditer(self.view, start, f.start)]
        after = _CLAUSE.search(self.view, f.end, end)
        return self.view[before[-1] if before else start : after.start() if after else end]

    def says(self, kind: str, at: int) -> bool:
        """Whether the sentence around a place carries a cue."""
        start, _ = self.sentence(at)
        if (start, kind) not in self._flags:
            self._flags[start, kind] = bool(cue(kind, self.language).search(self.text(at)))
        return self._flags[start, kind]

    def foreign(self, at: int) -> bool:
        """Whether the sentence tells of another country's enforcement."""
        start, _ = self.sentence(at)
        if self.language == "en" and self.says("foreign_office", at):
            return not self.says("chinese_office", at)
        if self.says("chinese", at):
            return False
        if self.says("foreign", at):
            return True
        before = self.sentence(start - 1)[0] if start else 0
        goes_on = start > 0 and self.view[start - 1] != "\n" and "\n" not in self.view[before:start]
        return goes_on and self.says("foreign", before) and not self.says("chinese", before)

    def within(self, start: int, end: int, *labels: Label) -> list[Found]:
        """Findings that begin in a range."""
        found: list[Found] = []
        for label in labels:
            spans, starts = self._by_label.get(label, ([], []))
            found += spans[bisect_left(starts, start) : bisect_left(starts, end)]
        return sorted(found, key=_place)

    def of(self, *labels: Label) -> list[Found]:
        """Findings of some labels, in order."""
        return self.within(0, len(self.view) + 1, *labels)

    @cached_property
    def _by_label(self) -> dict[str, tuple[list[Found], list[int]]]:
        """Findings of each label in order, and where they begin."""
        spans: dict[str, list[Found]] = {}
        for f in sorted(self.found, key=_place):
            spans.setdefault(f.label, []).append(f)
        return {label: (found, [f.start for f in found]) for label, found in spans.items()}


def _place(f: Found) -> tuple[int, int]:
    return f.start, -f.end
