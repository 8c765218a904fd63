"""Challenges, refusals and error pages are told apart from pages, and by name."""

from __future__ import annotations

import pytest

from crawler.layouts.challenge import challenge, refuse, vanished
from crawler.layouts.text import page, read_json
from crawler.page import Blocked, LayoutChanged, Vanished

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


MENU = "".join(f"<li><a href='/c{n}'>栏目{n}</a></li>" for n in range(80))


@pytest.mark.parametrize(
    "text",
    [
        "<html><body>该内容已被发布者删除</body></html>",
        "<html><title>示例局</title><body><p>抱歉，您访问的页面不存在或已被删除！</p><a href='/'>返回首页</a></body></html>",
        "<html><title>404 Not Found</title><body><center>nginx</center></body></html>",
        f"<html><title>页面不存在 - 示例局</title><body><ul>{MENU}</ul>返回首页</body></html>",
        f"<html><title>示例局</title><body><ul>{MENU}</ul><h2>对不起，您要查看的文章已被删除</h2></body></html>",
        f"<html><title>Page not found | The Example</title><body>{MENU * 3}</body></html>",
        "<html><head><title>出错了</title></head><body><div>404</div><p>找不到您访问的网页</p></body></html>",
    ],
)
def test_an_error_page_in_a_pages_place_says_that_the_page_is_gone(text: str) -> None:
    assert vanished(text)
    with pytest.raises(Vanished, match="error page"):
        refuse(text)


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        "<html><h1>示例局通报一款应用</h1><p>注销入口打开后显示 404，页面不存在。</p></html>",
        "<html><title>404款应用被下架 - 示例网</title><h1>404款应用被下架</h1><p>名单如下。</p></html>",
        f"<html><title>An app leaves the store - 404 Media</title><p>{'It was named. ' * 30}</p></html>",
        "<html><p>404 款应用被下架，名单如下。</p></html>",
        "<html><h1>隐私规则</h1><h2>信息删除</h2><h2>内容删除</h2><p>用户可以要求。</p></html>",
        f"<html><h1>关于删除链接的通知</h1><p>您访问的页面不存在的，应当说明原因。</p>{'<p>示例。</p>' * 99}</html>",
        '{"message":"页面不存在"}',
        "<" * 100_000 + "<title" * 20_000,
    ],
)
def test_a_page_that_speaks_of_errors_is_not_gone(text: str) -> None:
    assert vanished(text) == ""


def test_a_page_where_json_is_due_is_a_block_and_broken_json_a_change() -> None:
    with pytest.raises(Blocked, match="HTML where JSON was due"):
        read_json(PAGE.encode(), {})
    with pytest.raises(LayoutChanged, match="wanted JSON"):
        read_json(b"callback(1)", {})


def test_a_challenge_is_known_by_its_cookie_through_any_layout() -> None:
    with pytest.raises(Blocked, match="jsl"):
        page(JSL.encode(), {"set-cookie": "__jsluid_s=01"})
