"""Answers that are no page: challenges, refusals, error pages. One function tells them apart for every layout."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crawler.page import Blocked

START = 20_000  # characters in which a challenge shows itself
SHORT = 8_000  # an error page or a captcha form is no longer
MARKS = {
    "__jsl_clearance": "a script challenge (jsl)",
    "wzws_cid": "a cookie challenge (wzws)",
    "WZWS_": "a cookie challenge (wzws)",
    "captcha-delivery": "a captcha (DataDome)",
    "Please enable JS and disable any ad blocker": "a captcha (DataDome)",
    "cf-challenge": "a script challenge (Cloudflare)",
    "challenges.cloudflare.com": "a script challenge (Cloudflare)",
    "<title>Just a moment...": "a script challenge (Cloudflare)",
}
ERRORS = re.compile(r"参数错误|该内容已被发布者删除|访问过于频繁|请求存在异常|您的访问被拦截|系统繁忙")
TAGS = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL | re.IGNORECASE)
ERROR_TEXT = 200  # characters of text; what has more is an article that speaks of an error


def challenge(text: str, headers: Mapping[str, str] | None = None, status: int = 200) -> str:
    """What stands in the page's place: "a script challenge (jsl)" and so on; empty where it is a page."""
    sent = {name.lower(): value for name, value in (headers or {}).items()}
    cookies = sent.get("set-cookie", "")
    if "x-datadome" in sent and status in (401, 403):
        return "a captcha (DataDome)"
    if sent.get("cf-mitigated") == "challenge":
        return "a script challenge (Cloudflare)"
    named = next((name for mark, name in MARKS.items() if mark in text[:START]), "")
    if named:
        return named
    if status == 521 or (
        "__jsl" in cookies and "<body" not in text[:START]
    ):  # its script spells the name in pieces
        return "a script challenge (jsl)"
    if "wzws_cid" in cookies and (status in (301, 302) or not text.strip()):
        return "a cookie challenge (wzws)"
    return "an empty body" if not text.strip() else _form(text)


def _form(text: str) -> str:
    """A captcha form or an error page, both short."""
    if len(text) >= SHORT:
        return ""
    if "验证码" in text and "<input" in text:
        return "a captcha form"
    shown = " ".join(TAGS.sub(" ", text).split())
    found = ERRORS.search(shown) if text.lstrip().startswith("<") and len(shown) < ERROR_TEXT else None
    return f"an error page ({found.group(0)})" if found else ""


def refuse(text: str, headers: Mapping[str, str] | None = None) -> None:
    """Raise Blocked, with the name of what came, where `text` is no page."""
    found = challenge(text, headers)
    if found:
        raise Blocked(f"answered with {found}")
