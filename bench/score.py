#!/usr/bin/env python3
"""Score extraction records against gold labels.

usage: python -m bench.score GOLD.jsonl RECORDS.jsonl [--by lang|id|document] [--errors N] [--json OUT]
       [--texts ITEMS.jsonl]

GOLD lines: id, lang, document, issuers, apps, companies, either, violations, deadlines, penalties, laws,
actions, counts, batch; and, where more than one answer is right: aliases and role_ok on a name, kind_ok on an
action, issuers_ok, document_alt, and what may be found but need not be: optional (names),
violations_optional, laws_optional, and "optional": true on a deadline, a penalty or an action. RECORDS
lines: what `tongbao extract` writes.

For names, recall counts the gold things that a record of their own carries (by name or alias), precision
counts the records that stand for a gold thing of their own; copies and junk aliases are extras. A name listed
under `either` may be called an app or a company, and asks for one of the two. Roles are judged on the names
that both sides have. With --texts ITEMS.jsonl, a name, violation, deadline or penalty counts only where an
evidence {start, end, text} of it stands in the item.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from pathlib import Path
from typing import Any

Line = dict[str, Any]  # one line of a JSON Lines file: gold, record or item
Key = Hashable

SAME = {"pi_unspecified": "pi_illegal_collection"}  # the umbrella phrase counts as illegal collection
# codes that joined the vocabulary after the first gold sets were labelled cost nothing
UNSCORED = {
    *("failed_to_rectify", "security_vulnerability", "counterfeit_app", "malware", "minors_protection"),
    *("auto_renewal", "link_blocking", "evading_supervision", "false_advertising", "monopoly_agreement"),
    *("review_closed", "onsite_inspection", "recheck", "rectified", "search_ban", "access_cut", "bad_record"),
    *("administrative_guidance", "business_suspension", "licence_revoked", "criminal_measure"),
    *("M19", "M20", "M23"),
}
QUOTES = "“”\"'‘’「」『』《》〈〉"

ORDER = [
    *("apps", "companies", "either", "roles", "app developer", "app version", "app store", "app violations"),
    *("violations", "deadlines", "deadline dates", "penalties", "issuers", "laws", "actions", "document"),
    *("counts", "batch"),
]
HEADLINE = ["apps", "companies", "deadlines", "violations"]  # what the tracker is for
PROVEN = ("apps", "companies", "violations", "deadlines", "penalties")  # needs evidence under --texts


def norm(name: str | None) -> str:
    """The form in which two spellings of a name are the same name."""
    s = unicodedata.normalize("NFKC", name or "").casefold()
    s = re.sub(r"\s+", " ", s).strip(" .,;:，。；：、")
    s = re.sub(r"[’']s$", "", s)
    s = s.translate({ord(c): None for c in QUOTES}).strip()
    s = re.sub(r"^the ", "", s)
    s = re.sub(r"[ ]?(?:app|apps|应用|软件)$", "", s) or s
    if re.search(r"[一-鿿]", s):
        s = s.replace(" ", "")
    return s


def forms(record: Line) -> set[str]:
    """All forms of a name record: its name and its aliases."""
    return {norm(n) for n in [record.get("name"), *(record.get("aliases") or [])] if n}


class Tally:
    """Counts of one field, with what was missed and what was too much."""

    def __init__(self) -> None:
        self.tp_p = self.n_p = self.tp_r = self.n_r = 0
        self.misses: list[tuple[str, Key]] = []
        self.extras: list[tuple[str, Key]] = []

    def add(self, found: set[Any], gold: set[Any], ident: str) -> None:
        """Count two sets of keys against each other."""
        self.tp_p += len(found & gold)
        self.n_p += len(found)
        self.tp_r += len(found & gold)
        self.n_r += len(gold)
        self.misses += [(ident, x) for x in sorted(gold - found, key=str)]
        self.extras += [(ident, x) for x in sorted(found - gold, key=str)]

    def surplus(self, ident: str, key: Key) -> None:
        self.n_p += 1
        self.extras.append((ident, key))

    def hit(self) -> None:
        self.tp_p += 1
        self.n_p += 1

    def wanted(self, ident: str, key: Key, met: bool) -> None:
        self.n_r += 1
        if met:
            self.tp_r += 1
        else:
            self.misses.append((ident, key))

    def prf(self) -> tuple[float, float, float]:
        return prf(self.tp_p, self.n_p, self.tp_r, self.n_r)


Tallies = dict[str, Tally]


def prf(tp_p: int, n_p: int, tp_r: int, n_r: int) -> tuple[float, float, float]:
    """Precision, recall and F1; an empty side counts as 1."""
    p = tp_p / n_p if n_p else 1.0
    r = tp_r / n_r if n_r else 1.0
    return p, r, (2 * p * r / (p + r) if p + r else 0.0)


def add_names(
    tally: Tally, records: list[Line], wanted: list[set[str]], allowed: set[str], ident: str
) -> None:
    """Match records to gold things: one set of forms in `wanted` for each; forms in `allowed` cost nothing.

    One record stands for one thing: it is matched by its `name` first, then by its aliases, to a thing not
    taken yet. A second record for the same thing is an extra; so is each alias past two that neither that
    thing nor `allowed` has.
    """
    taken: set[int] = set()
    for r in sorted(records, key=lambda r: not any(norm(r.get("name")) in w for w in wanted)):
        f = forms(r)
        hit = _free_thing(norm(r.get("name")), f, wanted, taken)
        if hit is not None:
            taken.add(hit)
            tally.hit()
            for junk in sorted(f - wanted[hit] - allowed)[2:]:
                tally.surplus(ident, f"{r.get('name')}: alias {junk}")
        elif not f & allowed:
            tally.surplus(ident, r.get("name"))
    for i, w in enumerate(wanted):
        tally.wanted(ident, "/".join(sorted(w)), i in taken)


def _free_thing(name: str, all_forms: set[str], wanted: list[set[str]], taken: set[int]) -> int | None:
    for keys in ({name}, all_forms):
        for i, w in enumerate(wanted):
            if i not in taken and keys & w:
                return i
    return None


def add_keys(
    tally: Tally,
    found: set[Any],
    gold: list[Line],
    ident: str,
    key: Callable[[Line], Key],
    alternatives: Callable[[Line], Iterable[Key]] = lambda g: (),
    free: Collection[Key] = (),
) -> None:
    """Count sets of keys; an optional gold entry, or a key in `free`, costs nothing either way."""
    wanted = {key(g): {key(g), *alternatives(g)} for g in gold if not g.get("optional")}
    spare: set[Key] = set(free).union(*({key(g), *alternatives(g)} for g in gold))
    for f in sorted(found, key=str):
        if any(f in alts for alts in wanted.values()):
            tally.hit()
        elif f not in spare:
            tally.surplus(ident, f)
    for k, alts in sorted(wanted.items(), key=str):
        tally.wanted(ident, k, bool(found & alts))


def when(d: Line) -> Any:
    return d.get("date") or d.get("duration")


def deadline_key(d: Line) -> Key:
    return (when(d), d.get("kind"))


def penalty_key(p: Line) -> Key:
    amount = p.get("amount")
    return (p.get("kind"), round(float(amount)) if amount is not None else None, p.get("currency"))


def code(x: Any) -> Any:
    c = x.get("code") if isinstance(x, dict) else x
    return SAME.get(c, c) if isinstance(c, str) else c


def codes(xs: Iterable[Any] | None) -> set[Any]:
    return {code(x) for x in xs or []} - UNSCORED


def _plain(values: Iterable[Any]) -> list[Line]:
    return [{"v": v} for v in values]


def _v(entry: Line) -> Key:
    key: Key = entry["v"]
    return key


def score(gold: list[Line], records: list[Line]) -> Tallies:
    """One tally a field over all gold items; an item without a record counts as an empty record."""
    tallies: Tallies = defaultdict(Tally)
    by_id = {r["id"]: r for r in records}
    for g in gold:
        record = by_id.get(g["id"], {})
        _score_names(tallies, g, record)
        _score_roles(tallies, g, record)
        _score_app_fields(tallies, g, record)
        _score_keys(tallies, g, record)
        _score_document(tallies, g, record)
        _score_numbers(tallies, g, record)
    return tallies


def _score_names(t: Tallies, g: Line, record: Line) -> None:
    found = {label: record.get(label) or [] for label in ("apps", "companies")}
    either = {norm(n) for n in g.get("either", [])}
    free = {norm(n) for n in g.get("optional", [])} | either
    for label, records in found.items():
        wanted = [forms(x) for x in g.get(label, []) if not forms(x) & either]
        add_names(t[label], records, wanted, free, g["id"])
    both: set[str] = set().union(*(forms(x) for x in [*found["apps"], *found["companies"]]))
    for n in sorted(either):
        t["either"].wanted(g["id"], n, n in both)


def _score_roles(t: Tallies, g: Line, record: Line) -> None:
    """Precision over found targets, recall over gold targets, among names that both sides know."""
    roles: dict[str, Any] = {}
    accepted: dict[str, set[Any]] = {}
    for x in [*g.get("apps", []), *g.get("companies", [])]:
        for f in forms(x):
            roles[f] = x.get("role")
            accepted[f] = {x.get("role"), *x.get("role_ok", [])}
    for x in [*(record.get("apps") or []), *(record.get("companies") or [])]:
        for f in sorted(forms(x) & set(roles))[:1]:
            t["roles"].n_p += 1
            t["roles"].n_r += 1
            if x.get("role") in accepted[f]:
                t["roles"].tp_p += 1
                t["roles"].tp_r += 1
            else:
                t["roles"].extras.append((g["id"], f"{x.get('name')}: {x.get('role')}, gold {roles[f]}"))


def _score_app_fields(t: Tallies, g: Line, record: Line) -> None:
    for g_app in g.get("apps", []):
        match: Line = next((x for x in record.get("apps") or [] if forms(g_app) & forms(x)), {})
        for field in ("developer", "version", "store"):
            if g_app.get(field):
                found = {norm(match.get(field))} if match.get(field) else set()
                t["app " + field].add(found, {norm(g_app[field])}, g["id"])
        if g_app.get("violations"):
            t["app violations"].add(codes(match.get("violations")), codes(g_app["violations"]), g["id"])


def _score_keys(t: Tallies, g: Line, r: Line) -> None:
    i = g["id"]
    violations = _plain(sorted(codes(g.get("violations"))))
    free = g.get("violations_optional", [])
    add_keys(t["violations"], codes(r.get("violations")), violations, i, _v, free=free)
    deadlines = r.get("deadlines") or []
    due = g.get("deadlines", [])
    add_keys(t["deadlines"], {deadline_key(d) for d in deadlines}, due, i, deadline_key)
    add_keys(t["deadline dates"], {when(d) for d in deadlines}, due, i, when)
    penalties = {penalty_key(p) for p in r.get("penalties") or []}
    add_keys(t["penalties"], penalties, g.get("penalties", []), i, penalty_key)
    issuers = _plain(g.get("issuers", []))
    add_keys(t["issuers"], set(r.get("issuers") or []), issuers, i, _v, free=g.get("issuers_ok", []))
    laws = _plain(g.get("laws", []))
    add_keys(t["laws"], codes(r.get("laws")), laws, i, _v, free=g.get("laws_optional", []))
    actions = {a["kind"] for a in r.get("actions") or []} - UNSCORED
    add_keys(t["actions"], actions, g.get("actions", []), i, _kind, lambda a: a.get("kind_ok", []))


def _kind(action: Line) -> Key:
    kind: Key = action["kind"]
    return kind


def _score_document(t: Tallies, g: Line, record: Line) -> None:
    hit = record.get("document") in {g.get("document"), *g.get("document_alt", [])}
    t["document"].n_r += 1
    t["document"].n_p += 1
    t["document"].tp_r += hit
    t["document"].tp_p += hit
    if not hit:
        t["document"].extras.append((g["id"], f"{record.get('document')}, gold {g.get('document')}"))


def _score_numbers(t: Tallies, g: Line, record: Line) -> None:
    stated = (g.get("counts") or {}).get("apps")
    if stated is not None:
        t["counts"].add({(record.get("counts") or {}).get("apps")} - {None}, {stated}, g["id"])
    if g.get("batch"):
        t["batch"].add(_filled(record.get("batch")), _filled(g["batch"]), g["id"])


def _filled(batch: Line | None) -> set[tuple[str, Any]]:
    return {(k, v) for k, v in (batch or {}).items() if v is not None}


def proven(record: Line, text: str) -> Line:
    """The record without the values whose evidence is not in the text (table evidence is taken on trust)."""

    def holds(value: Any) -> bool:
        for e in (value.get("evidence") or []) if isinstance(value, dict) else []:
            if (
                "table" in e
                or "page" in e
                or text[e.get("start", 0) : e.get("end", 0)] == e.get("text") != ""
            ):
                return True
        return False

    return record | {k: [v for v in record.get(k) or [] if holds(v)] for k in PROVEN}


def headline(tallies: Tallies) -> tuple[float, float, float]:
    """Micro precision, recall and F1 over the fields that the tracker is for."""
    parts = [tallies[k] for k in HEADLINE if k in tallies]
    return prf(
        sum(t.tp_p for t in parts),
        sum(t.n_p for t in parts),
        sum(t.tp_r for t in parts),
        sum(t.n_r for t in parts),
    )


def table(tallies: Tallies, title: str) -> list[str]:
    """The result as lines of text."""
    lines = [title, f"{'field':<16}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'found':>7}"]
    for k in [k for k in ORDER if k in tallies]:
        p, r, f = tallies[k].prf()
        lines.append(f"{k:<16}{p:7.3f}{r:7.3f}{f:7.3f}{tallies[k].n_r:7d}{tallies[k].n_p:7d}")
    p, r, f = headline(tallies)
    n_r = sum(tallies[k].n_r for k in HEADLINE if k in tallies)
    n_p = sum(tallies[k].n_p for k in HEADLINE if k in tallies)
    fields = ", ".join(HEADLINE)
    lines.append(f"{'HEADLINE micro':<16}{p:7.3f}{r:7.3f}{f:7.3f}{n_r:7d}{n_p:7d}   ({fields})")
    return lines


def errors(tallies: Tallies, limit: int) -> list[str]:
    """At most `limit` misses and extras a field, as lines of text."""
    lines = []
    for k in [k for k in ORDER if k in tallies]:
        for word, found in (("miss", tallies[k].misses), ("extra", tallies[k].extras)):
            lines += [f"  {k} {word}: {ident}: {x}" for ident, x in found[:limit]]
    return lines


def read_lines(path: str | Path) -> list[Line]:
    """The objects of a JSON Lines file."""
    text = Path(path).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def proven_all(records: list[Line], items: list[Line]) -> list[Line]:
    """Records with only what stands in their items' texts."""
    texts = {i["id"]: i.get("text") for i in items}
    return [proven(r, r.get("text") or texts.get(r["id"]) or "") for r in records]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="score", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold")
    parser.add_argument("records")
    parser.add_argument("--by", choices=["lang", "id", "document"])
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--json")
    parser.add_argument("--texts")
    return parser.parse_args()


def main() -> int:
    a = _arguments()
    gold, records = read_lines(a.gold), read_lines(a.records)
    if a.texts:
        records = proven_all(records, read_lines(a.texts))
    tallies = score(gold, records)
    print("\n".join([*table(tallies, f"all {len(gold)} items"), *errors(tallies, a.errors)]))
    if a.by:
        for value in sorted({str(g.get(a.by)) for g in gold}):
            part = [g for g in gold if str(g.get(a.by)) == value]
            print("\n" + "\n".join(table(score(part, records), f"{a.by}={value}")))
    if a.json:
        figures: Line = {k: dict(zip("prf", t.prf(), strict=True)) for k, t in tallies.items()}
        Path(a.json).write_text(json.dumps(figures | {"headline": headline(tallies)[2]}, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
