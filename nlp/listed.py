"""The rows of an item's lists as claims: one app a row, its developer as a company, its problems by code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nlp.components import problems
from nlp.identities import app_identity, company_identity
from nlp.quotes import Quotes
from nlp.rows import AppList, Problem, Row
from nlp.view import view as view_of
from store import vocab
from store.records import AppClaim, AppKind, CodeClaim, CompanyClaim, Evidence, Issue, Outcome, Wording

_ANONYMOUS = re.compile(r"某|^[XxＸ×*]{2,}|(?:^|市)[A-Z]公司$")
_ORGANISATION = re.compile(
    r"公司|厂|店|中心|工作室|集团|合作社|事务所|大学|学院|医院|银行|协会"
    r"|局|院|社|部|会|站|[A-Za-z]{3}|网络|科技|体育|信息"
)


@dataclass
class Listed:
    """What the lists of an item give."""

    apps: list[AppClaim] = field(default_factory=list)
    companies: dict[str, CompanyClaim] = field(default_factory=dict)
    violations: list[CodeClaim] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    inside: list[tuple[int, int]] = field(default_factory=list)  # places in the text that rows cover

    @property
    def rows(self) -> int:
        """How many apps the lists name."""
        return len(self.apps)


class Rows:
    """Turns lists into claims; knows where each reading begins in the item's text."""

    def __init__(self, quotes: Quotes, base: dict[str, int], outcome: Outcome, follow_up: bool) -> None:
        self.quotes, self.base, self.outcome, self.follow_up = quotes, base, outcome, follow_up
        self.made = Listed()

    def take(self, number: int, app_list: AppList) -> None:
        """One list, the `number`-th of the item."""
        self.made.issues += app_list.issues
        rows = app_list.apps
        for order, row in enumerate(rows, 1):
            follower = rows[order] if order < len(rows) else None
            found = self._problems(row, follower)
            wording = [Wording(text=text, codes=problems.codes(view_of(text))) for text, _ in found]
            self._count_problems(found, wording)
            self.made.apps.append(
                self._app(number, order, row, wording, self._outcome(row, app_list), kind_said(app_list))
            )
            self._developer(row)

    def _outcome(self, row: Row, app_list: AppList) -> Outcome:
        """What the row's own column says, else its heading row, else the line above its list, else the item."""
        told = outcome_said(row.values.get("outcome", "")) or outcome_said(row.section)
        if told:
            return told
        above = outcome_said(app_list.caption)
        if above == "not_rectified" and not self.follow_up:
            return self.outcome  # a first notice names those that did not mend what they were told in private
        return above or self.outcome

    def _app(
        self, number: int, order: int, row: Row, wording: list[Wording], outcome: Outcome, kind: str
    ) -> AppClaim:
        value = row.values.get
        codes = problems.exact(list(dict.fromkeys(code for w in wording for code in w.codes)))
        return AppClaim(
            name=row.app,
            canonical=app_identity(row.app),
            kind=app_kind(
                row.app, value("kind", "") + value("store", "") + value("version", "") + row.section + kind
            ),
            role="target",
            developer=value("developer") or None,
            version=value("version") or None,
            store=value("store") or None,
            category=value("category") or None,
            filing_number=value("filing_number") or None,
            region=value("region") or None,
            outcome=outcome,
            violations=codes,
            wording=wording,
            row=order,
            raw=row.raw,
            list_number=number,
            rule="list",
            evidence=[e for e in [self._evidence(row, "app")] if e],
        )

    def _evidence(self, row: Row, role: str) -> Evidence | None:
        if role in row.cells and row.table is not None:
            return self.quotes.cell(row.cells[role], row.file, row.table)
        if role in row.spans:
            return self._span(row, *row.spans[role])
        return None

    def _span(self, row: Row, start: int, end: int) -> Evidence:
        base = self.base.get(row.file, 0)
        self.made.inside.append((base + start, base + end))
        return self.quotes.of(base + start, base + end)

    def _problems(self, row: Row, follower: Row | None) -> list[tuple[str, Evidence | None]]:
        """The row's problems with their places; in running text also what follows the bracket."""
        if row.problems:
            return [(p.text, self._problem_place(row, p)) for p in row.problems]
        if not row.spans:
            return []
        base = self.base.get(row.file, 0)
        start = base + max(end for _, end in row.spans.values())
        line = self.quotes.text.find("\n", start)
        end = line if line >= 0 else len(self.quotes.text)
        if follower and "app" in follower.spans:
            end = min(end, base + follower.spans["app"][0])
        tail = re.sub(r"^[)）】\]\s，,：:；;]+", "", self.quotes.text[start:end])
        at = end - len(tail)
        tail = re.sub(r"[\s。；;，,《]*(?:\d+[.、．])?[\s《]*$", "", tail)
        if not tail or not problems.codes(view_of(tail)):
            return []
        self.made.inside.append((at, at + len(tail)))
        return [(tail, self.quotes.of(at, at + len(tail)))]

    def _problem_place(self, row: Row, problem: Problem) -> Evidence | None:
        if problem.cell is not None and row.table is not None:
            table = row.table if problem.table is None else problem.table
            return self.quotes.cell(problem.cell, row.file, table)
        if problem.span is not None:
            return self._span(row, *problem.span)
        return self._evidence(row, "problems")

    def _count_problems(self, found: list[tuple[str, Evidence | None]], wording: list[Wording]) -> None:
        for (text, place), words in zip(found, wording, strict=True):
            if not words.codes:
                self.made.issues.append(
                    Issue(
                        code="unknown_wording",
                        text="No violation code is known for this wording.",
                        where=text[:200],
                    )
                )
            for code in words.codes:
                known = any(c.code == code for c in self.made.violations)
                if place and not known:
                    self.made.violations.append(
                        CodeClaim(code=code, wording=text, rule="list", evidence=[place])
                    )

    def _developer(self, row: Row) -> None:
        name = row.values.get("developer", "")
        place = self._evidence(row, "developer")
        if not name or place is None or len(name) > 120:
            return
        old = self.made.companies.get(vocab.fold(name))
        if old:
            self.made.companies[vocab.fold(name)] = old.model_copy(
                update={"evidence": [*old.evidence, place]}
            )
            return
        person = (2 <= len(name) <= 4 and not _ORGANISATION.search(name)) or "个人开发者" in name
        self.made.companies[vocab.fold(name)] = CompanyClaim(
            name=name,
            canonical=None if anonymous(name) else company_identity(name),
            type="person" if person else "organisation",
            role="operator",
            anonymous=anonymous(name),
            rule="list",
            evidence=[place],
        )


def outcome_said(text: str) -> Outcome | None:
    """What a column, a heading or a caption says became of the apps."""
    if re.search(r"(?:未|没有|拒不|逾期不)[^，。；]{0,10}整改|整改不|未通过", text):
        return "not_rectified"
    if re.search(r"下架|移除", text):
        return "removed"
    if re.search(r"(?:[请须需]|应(?!用))[^。；]{0,24}整改|前完成整改|限期", text):
        return None  # what they are to do yet
    if re.search(r"(?:已|均)[^，。；]{0,8}整改|整改(?:完成|完毕|到位)|完成整改(?!的?APP)|^通过", text):
        return "rectified"
    return None


def kind_said(app_list: AppList) -> str:
    """SDK or 小程序 where a list's heading or caption says that it holds nothing else."""
    for text in (app_list.headings.get("app", ""), app_list.caption):
        words: set[str] = set(re.findall(r"SDK|小程序|APP|应用(?=名|$|清单|名单|列表)", text.upper()))
        if len(words) == 1 and words <= {"SDK", "小程序"}:
            return words.pop()
    return ""


def app_kind(name: str, about: str) -> AppKind:
    """The kind of a row's app by its name and what the list says of it."""
    if re.search(r"SDK", name + about, re.I):
        return "sdk"
    if "小程序" in name + about:
        return "mini_program"
    return "device" if re.search(r"智能终端|设备", about) else "app"


def anonymous(name: str) -> bool:
    """某公司 and the like: text without identity."""
    return bool(_ANONYMOUS.search(name))
