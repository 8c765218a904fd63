"""Which identity a claim stands for, as a key to look up or make. Pure: nothing is read or written here.

Curated names and the full names of legal entities are matched exactly. A short name that is not curated proves
nothing: it gets an identity of its own for its notice, and two firms or apps of one bare name are never made one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from store import kinds, vocab
from store.records import AppClaim, CompanyClaim
from store.spelling import app_key, firm_key
from store.vocab import fold

Names = tuple[tuple[str, str], ...]


@dataclass
class CompanyWish:
    """A company that must exist. `head` is the key of the head of its group: its own where it stands alone."""

    key: str
    name: str
    head: str
    name_en: str = ""
    type: str = "organisation"
    curated: str = ""
    curated_names: Names = ()
    stated: set[str] = field(default_factory=set)
    earlier: set[str] = field(default_factory=set)  # keys that it may have been made under


@dataclass
class AppWish:
    """An app that must exist: `key` is whole, or to be completed by the id of the company at `developer`."""

    key: str
    name: str
    company: str | None = None  # key of the company that runs it
    by_company: bool = False  # the key is whole only with the company's id
    name_en: str = ""
    kind: str = "app"
    curated: str = ""
    curated_names: Names = ()
    stated: set[str] = field(default_factory=set)
    earlier: set[str] = field(default_factory=set)  # names by which it may have been made


class Wishes:
    """The identities that one notice's claims stand for."""

    def __init__(self, notice_id: str) -> None:
        self.notice_id = notice_id
        self.companies: dict[str, CompanyWish] = {}  # heads before those that belong to them
        self._spoken: dict[str, str] = {}  # folded name or alias in this notice to company key
        self._anonymous: set[str] = set()

    def company(self, claim: CompanyClaim) -> CompanyWish | None:
        """The company that a claim stands for; None for 某公司."""
        if claim.anonymous:
            self._anonymous |= {fold(name) for name in (claim.name, *claim.aliases)}
            return None
        key = self._key_of(claim)
        wish = self._legal(key, claim) if key.startswith("legal/") else self._known(key, claim.name)
        wish.type = "person" if claim.type == "person" else wish.type
        wish.stated |= {claim.name, *claim.aliases}
        self._spoken.setdefault(firm_key(claim.name), key)
        for alias in map(firm_key, claim.aliases):
            if self._spoken.setdefault(alias, key) != key:
                self._spoken[alias] = ""  # of two firms: it stands for neither
        return wish

    def developer(self, name: str | None) -> CompanyWish | None:
        """The company that an app's row names as its developer."""
        if not name or fold(name) in self._anonymous:
            return None
        if key := self._spoken.get(firm_key(name)):
            return self.companies[key]
        return self.company(CompanyClaim(name=name, role="operator", evidence=[]))

    def namesake(self, wish: CompanyWish, code: str) -> CompanyWish:
        """The firm of the same full name that has this unified credit code."""
        key = f"{wish.key}/{code}"
        head = key if wish.head == wish.key else wish.head
        return self.companies.setdefault(
            key, replace(wish, key=key, head=head, curated_names=(), earlier=set())
        )

    def app(self, claim: AppClaim) -> AppWish:
        """The app that a claim stands for."""
        developer = self.developer(claim.developer)
        curated = self._curated_app(claim)
        if curated and (developer is None or developer.head == f"curated/{_group(curated)}"):
            wish = self.curated_app(curated)
        elif developer is not None:
            kind = _kind(claim)
            wish = AppWish(_own(claim.name, kind), claim.name, developer.key, by_company=True, kind=kind)
            wish.earlier.add(fold(claim.name))
        else:
            wish = AppWish(f"notice/{self.notice_id}/{fold(claim.name)}", claim.name, kind=claim.kind)
        wish.name_en = wish.name_en or (claim.name if claim.name.isascii() else "")
        wish.stated |= {claim.name, *claim.aliases}
        return wish

    def curated_app(self, key: str) -> AppWish:
        """An app of the vocabulary, with its company."""
        known = vocab.apps()[key]
        company = self.curated(known.company).key
        names = tuple(kinds.app_names(key))
        return AppWish(
            f"curated/{key}", known.zh, company, False, known.en, known.kind, curated=key, curated_names=names
        )

    def curated(self, key: str) -> CompanyWish:
        """A company of the vocabulary, with the head of its group."""
        head = kinds.head_of(key)
        if head != key:
            self.curated(head)
        known = vocab.companies()[key]
        names = tuple(kinds.company_names(key))
        wish = CompanyWish(
            f"curated/{key}", known.zh, f"curated/{head}", known.en, curated=key, curated_names=names
        )
        return self.companies.setdefault(wish.key, wish)

    def _key_of(self, claim: CompanyClaim) -> str:
        names = [firm_key(name) for name in (claim.name, *claim.aliases)]
        bare = f"notice/{self.notice_id}/{names[0]}"
        if claim.type == "person":
            return bare
        if names[0] in kinds.legal_entities() or (
            names[0] not in kinds.short_companies() and kinds.is_legal(claim.name)
        ):
            return f"legal/{names[0]}"
        if known := self._curated_company(claim, names):
            return f"curated/{known}"
        legal = {firm_key(alias) for alias in claim.aliases if kinds.is_legal(alias)}
        return f"legal/{legal.pop()}" if len(legal) == 1 else self._spoken.get(names[0]) or bare

    def _legal(self, key: str, claim: CompanyClaim) -> CompanyWish:
        named = key.removeprefix("legal/")
        names = {name: firm_key(name) for name in (claim.name, *claim.aliases)}
        full = next((name for name, own in names.items() if own == named), "")
        if not full:  # by a short form that this notice gave
            return self.companies[key]
        head = self._head(
            key, full, kinds.legal_entities().get(named) or self._curated_company(claim, [*names.values()])
        )
        english = full if full.isascii() else ""
        curated = ((full, "legal"),) if named in kinds.legal_entities() else ()
        wish = CompanyWish(
            key, full, head, english, curated_names=curated, earlier={f"legal/{fold(full)}"} - {key}
        )
        return self.companies.setdefault(key, wish)

    def _known(self, key: str, name: str) -> CompanyWish:
        if key.startswith("curated/"):
            return self.curated(key.removeprefix("curated/"))
        return self.companies.setdefault(key, CompanyWish(key, name, key, name if name.isascii() else ""))

    def _head(self, key: str, full: str, group: str | None) -> str:
        """The head of a legal entity's group: the curated one, a branch's parent or its head, else itself."""
        if group:
            self.curated(group)
            return f"curated/{kinds.head_of(group)}"
        parent = kinds.parent_of(full)
        wish = self.company(CompanyClaim(name=parent, role="mentioned", evidence=[])) if parent else None
        return wish.head if wish else key

    @staticmethod
    def _curated_company(claim: CompanyClaim, names: Sequence[str]) -> str | None:
        """By its own names first: `canonical` names the head of the group, of which it may be a member only."""
        known = _only(kinds.short_companies(), names)
        said = claim.canonical if claim.canonical in vocab.companies() else None
        return known or said or _only(kinds.firms_of_apps(), names)

    @staticmethod
    def _curated_app(claim: AppClaim) -> str | None:
        if claim.canonical in vocab.apps():
            return claim.canonical
        names = (claim.name, *claim.aliases)
        known = _only(kinds.curated_apps(), map(fold, names))
        if known or _kind(claim) != claim.kind:
            return known
        bared = [
            app_key(name) for name in names if app_key(name) != fold(name)
        ]  # 灵光软件 is 灵光App; 灵光 is a word
        return _only(kinds.spelled_apps(), bared) if bared else None


def _kind(claim: AppClaim) -> str:
    """What the app's own name says that it is, else what the extraction has it for."""
    name = app_key(claim.name)
    return "sdk" if name.endswith("sdk") else "mini_program" if name.endswith("小程序") else claim.kind


def _own(name: str, kind: str) -> str:
    """The app's name without its spelling, and without the word for what it is."""
    key = app_key(name)
    own = key.removesuffix({"sdk": "sdk", "mini_program": "小程序"}.get(kind, ""))
    return own if len(own) > 1 else key


def _group(app: str) -> str:
    return kinds.head_of(vocab.apps()[app].company)


def _only(known: dict[str, str], names: Iterable[str]) -> str | None:
    """What the first name stands for, else the one thing that the others stand for."""
    first, *others = names
    if first in known:
        return known[first]
    found = {known[name] for name in others if name in known}
    return found.pop() if len(found) == 1 else None
