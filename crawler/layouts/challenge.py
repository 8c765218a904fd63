"""Answers that are no page: challenges and refusals, and what stands where a page was. One place for every layout."""

from __future__ import annotations

import re
from collections.abc import Mapping

from crawler.page import Blocked, Vanished

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
ERRORS = re.compile(r"参数错误|访问过于频繁|请求存在异常|您的访问被拦截|系统繁忙")
TAGS = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL | re.IGNORECASE)
ERROR_TEXT = 200  # characters of text; what has more is an article that speaks of an error
THING = "(?:页面|网页|文章|内容|稿件)"
ABSENT = "(?:不存在|未找到|没有找到|找不到了?|(?:已经?被?|被)(?:发布者|作者|管理员)?(?:删除|撤回|下线|移除))"
SOUGHT = "您?(?:所|要)?(?:访问|请求|查看|浏览|查找)的"
MISSING = (  # what an error page calls itself
    rf"(?:{SOUGHT}|该|此|本)?{THING}(?:可能)?{ABSENT}(?:[,，、]?或?者?{ABSENT})?"
    rf"|(?:找不到|无法找到|未找到|没有找到)(?:该|此|{SOUGHT})?{THING}"
    r"|(?:the )?page (?:you requested )?(?:was |is |could |can)?not (?:be )?found"
)
LEAD = r"(?:\W|抱歉|对不起|非常|很|哎呀|系统|温馨|提示|sorry|oops|http|error|错误|404)*"
ERROR_NAME = re.compile(rf"{LEAD}(?:{MISSING}|404\W*(?:错误|error|not found)?)\W*", re.IGNORECASE)
ERROR_START = re.compile(rf"{LEAD}(?:{MISSING})(?!\w)", re.IGNORECASE)
HEADINGS = re.compile(r"<(?:title|h1|h2)\b[^<>]{0,200}>([^<]{1,80})</", re.IGNORECASE)
TITLE = re.compile(r"<title\b[^<>]{0,200}>[^<]{0,500}</title>", re.IGNORECASE)


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


def vanished(text: str) -> str:
    """What an error page says where a page was; empty where `text` is a page, be it one about such errors.

    An error page is called by its error alone, in its title or a heading, or is short and begins with it.
    """
    names = [
        part for found in HEADINGS.findall(text[:START]) for part in re.split(r"\s[-–—|_]\s|[-_|]", found)
    ]
    named = next((name.strip() for name in names if ERROR_NAME.fullmatch(name.strip())), "")
    if named or len(text) >= SHORT or not text.lstrip().startswith("<"):
        return named
    shown = " ".join(TAGS.sub(" ", TITLE.sub("", text)).split())
    begins = ERROR_START.match(shown) if len(shown) < ERROR_TEXT else None
    return begins.group(0).strip() if begins else ""


def refuse(text: str, headers: Mapping[str, str] | None = None) -> None:
    """Raise Blocked or Vanished, with the name of what came, where `text` is no page."""
    found = challenge(text, headers)
    if found:
        raise Blocked(f"answered with {found}")
    missing = vanished(text)
    if missing:
        raise Vanished(f"answered with an error page ({missing})")
