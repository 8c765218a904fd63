"""Challenges, refusals and error pages are told apart from pages, and by name."""

from __future__ import annotations

import pytest

from crawler.layouts.challenge import challenge, refuse
from crawler.layouts.text import page, read_json
from crawler.page import Blocked, LayoutChanged

JSL = "<script>document.cookie=('_')+('_')+('js')+('l_')+('clearance_s')+('=1');location.href=location.pathname</script>"
PAGE = "<html><body><h1>示例通报</h1><p>名单如下。</p></body></html>"
FORM = '<html><body>请输入验证码<input name="code"></body></html>'


@pytest.mark.parametrize(
    ("text", "headers", "status", "name"),
    [
        (JSL, {"Set-Cookie": "__jsluid_s=01; path=/"}, 521, "jsl"),
        (JSL, {}, 521, "jsl"),
        ('<script>go({"tn":"__jsl_clearance_s"})</script>', {}, 200, "jsl"),
        ("", {"set-cookie": "wzws_cid=01; path=/"}, 302, "wzws"),
        ("", {"set-cookie": "wzws_cid=01; path=/"}, 200, "wzws"),
        ("<html><p>Please enable JS and disable any ad blocker</p></html>", {}, 401, "DataDome"),
        ("<html></html>", {"x-datadome": "protected"}, 401, "DataDome"),
        ("<script src='https://geo.captcha-delivery.com/c.js'></script>", {}, 403, "DataDome"),
        ("<html><title>Just a moment...</title></html>", {}, 403, "Cloudflare"),
        (PAGE, {"cf-mitigated": "challenge"}, 403, "Cloudflare"),
        ("<html><body><h2>参数错误</h2></body></html>", {}, 200, "error page (参数错误)"),
        ("<html><body>该内容已被发布者删除</body></html>", {}, 200, "该内容已被发布者删除"),
        (FORM, {}, 200, "captcha form"),
        (" \n", {}, 200, "empty body"),
    ],
)
def test_what_stands_in_the_pages_place_is_named(
    text: str, headers: dict[str, str], status: int, name: str
) -> None:
    assert name in challenge(text, headers, status)


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        (PAGE, {}),
        (PAGE, {"set-cookie": "__jsluid_s=01; path=/"}),  # passed: the cookie stays with every answer
        (PAGE, {"set-cookie": "wzws_cid=01", "x-datadome": "protected"}),
        ('{"code":"500","message":"参数错误"}', {}),  # a site's own answer to a wrong question
        (f"<html><body><p>{'示例应用提示参数错误，无法注销。' * 20}</p></body></html>", {}),
    ],
)
def test_a_page_is_a_page(text: str, headers: dict[str, str]) -> None:
    assert challenge(text, headers) == ""
    refuse(text, headers)


def test_a_page_where_json_is_due_is_a_block_and_broken_json_a_change() -> None:
    with pytest.raises(Blocked, match="HTML where JSON was due"):
        read_json(PAGE.encode(), {})
    with pytest.raises(LayoutChanged, match="wanted JSON"):
        read_json(b"callback(1)", {})


def test_a_challenge_is_known_by_its_cookie_through_any_layout() -> None:
    with pytest.raises(Blocked, match="jsl"):
        page(JSL.encode(), {"set-cookie": "__jsluid_s=01"})
