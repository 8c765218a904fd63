"""Answers that are no page: which challenge stands in the page's place."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.layouts.text import CHALLENGES

START = 20_000  # characters in which a challenge shows itself


def challenge(text: str, headers: Mapping[str, str] | None = None, status: int = 200) -> str:
    """What stands in the page's place; empty where it is a page."""
    sent = {name.lower(): value for name, value in (headers or {}).items()}
    if "x-datadome" in sent and status in (401, 403):
        return "a captcha (DataDome)"
    if sent.get("cf-mitigated") == "challenge":
        return "a script challenge (Cloudflare)"
    named = next((name for mark, name in CHALLENGES.items() if mark in text[:START]), "")
    if named or status != 521:
        return named
    return "a script challenge (jsl)"
