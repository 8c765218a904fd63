"""Curated identities by match key: the app or company that a name stands for, and the head of a company's group."""

from __future__ import annotations

from functools import cache

from store import vocab


@cache
def _apps() -> dict[str, str]:
    found: dict[str, str] = {}
    for app in vocab.apps().values():
        for name in (app.zh, app.en, *app.names):
            found.setdefault(vocab.fold(name), app.key)
    return found


@cache
def _companies() -> dict[str, str]:
    found: dict[str, str] = {}
    for company in vocab.companies().values():
        for name in (company.zh, company.en, *company.names, *company.legal):
            found.setdefault(vocab.fold(name), company.key)
    return found


def app_key(name: str) -> str:
    """The curated app of a name, or an empty string."""
    return _apps().get(vocab.fold(name), "")


def company_key(name: str) -> str:
    """The curated company of a name, or an empty string."""
    return _companies().get(vocab.fold(name), "")


def group(key: str) -> str:
    """The head of a company's group."""
    seen: set[str] = set()
    companies = vocab.companies()
    while key in companies and companies[key].parent and key not in seen:
        seen.add(key)
        key = companies[key].parent
    return key


def app_identity(name: str, key: str = "") -> str | None:
    """The canonical key of an app: the curated one, else the match key of its name."""
    return key or app_key(name) or vocab.fold(name) or None


def company_identity(name: str, key: str = "") -> str | None:
    """The canonical key of a company: the head of its curated group, else the match key of its name."""
    known = key or company_key(name)
    return group(known) if known else vocab.fold(name) or None
