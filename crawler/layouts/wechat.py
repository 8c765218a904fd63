"""WeChat articles, picture posts and text posts of public accounts, wherever a list or a person links to one.

Everything is served with status 200: what was deleted, what needs a captcha and what was mistyped says so in words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import parse_qs, urlencode, urlsplit
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup, Tag

from crawler.layouts.address import resolve
from crawler.layouts.script import listed, value
from crawler.layouts.text import attribute, clean_html, decode, meta, read_json, refuse, soup, text_of, tidy
from crawler.page import Ask, Attachment, Blocked, LayoutChanged, Link, Listing, Page, Source, Vanished
from store.records import Stamp

OPTIONS = frozenset({"delay"})
HOST = "mp.weixin.qq.com"
ZONE = "Asia/Shanghai"
LARGEST = 20_000_000  # bytes; pages with all their scripts have about 3 million
MARKS = (b'id="js_content"', b"id='js_content'", b"picture_page_info_list")
NAMES = (b"activity-name", b"js_name", b"msg_title", b"cgiData")
MESSAGES = (b"weui-msg", b"weui_msg", b"global_error_msg")  # of the pages that stand in for an article
CLOSED = {
    "环境异常": "a check whether a person asks (环境异常)",
    "wappoc_appmsgcaptcha": "a captcha",
    "访问过于频繁": "too many requests (访问过于频繁)",
    "请在微信客户端打开": "a page for the WeChat app alone",
    "参数错误": "an error page (参数错误)",  # of a mistyped address, which says nothing of the article
}
GONE = {
    "已被发布者删除": "its publisher deleted the article (该内容已被发布者删除)",
    "违规无法查看": "WeChat took the article down (此内容因违规无法查看)",
    "被投诉": "WeChat took the article down after complaints",
    "已自主注销": "the account was closed by its owner",
    "已被屏蔽": "WeChat closed the account",
    "账号迁移": "the account moved",
    "帐号迁移": "the account moved",
    "链接已过期": "the address was a temporary one and has expired (链接已过期)",
}
CALLS = re.compile(
    r"点击.{0,8}(?:蓝字|上方|下方|名片).{0,12}|(?:长按|扫码|扫描|识别).{0,12}(?:二维码|关注).{0,12}|往期(?:回顾|推荐)"
)
ORIGINAL = re.compile(r"以下文章来源于\s*[:：]?\s*([^\s，,。]{2,30})")
SMALLEST, SQUARE = 200, 500  # pixels: narrower is an icon; a square not wider than this is a code to scan
THINNEST = 0.12  # height by width: flatter is a line between paragraphs


def start(source: Source) -> list[Ask]:
    """Each album of an account, as JSON."""
    return [Ask(url=source.join(path), kind="list") for path in source.lists]


def listing(source: Source, ask: Ask, body: bytes, headers: Mapping[str, str], url: str) -> Listing:
    """The articles of an album, and the older ones that follow."""
    data = read_json(body, headers)
    album = data.get("getalbum_resp") if isinstance(data, dict) else None
    if not isinstance(album, dict):
        raise LayoutChanged("album: wanted getalbum_resp, found none; its address needs f=json")
    found = album.get("article_list") or []
    rows = [row for row in (found if isinstance(found, list) else [found]) if isinstance(row, dict)]
    links = [
        Link(address, tidy(str(row.get("title") or "")), _day(str(row.get("create_time") or "")))
        for row in rows
        if (address := resolve(source, url, html.unescape(str(row.get("url") or ""))))
    ]
    if not links and ask.page == 1:
        raise LayoutChanged("album holds no articles")
    more = str(album.get("continue_flag")) == "1" and bool(links)
    return Listing(links=tuple(links), then=_older(ask, rows[-1]) if more else ())


def _day(seconds: str) -> str:
    stamp = _stamp(seconds)
    return stamp.value[:10] if stamp else ""


def _older(ask: Ask, last: Mapping[str, object]) -> tuple[Ask, ...]:
    at = urlsplit(ask.url)
    query = {name: given[0] for name, given in parse_qs(at.query).items()}
    query |= {"begin_msgid": str(last.get("msgid") or ""), "begin_itemidx": str(last.get("itemidx") or "1")}
    return (Ask(url=at._replace(query=urlencode(query)).geturl(), kind="list", page=ask.page + 1),)


def reads(url: str, body: bytes) -> bool:
    """Whether an answer is WeChat's, by its address, or by its markup where it was copied to another host."""
    at = urlsplit(url)
    if (at.hostname or "").lower() == HOST:
        return True
    message = len(body) < 50_000 and any(mark in body for mark in MESSAGES)
    return message or (any(mark in body for mark in MARKS) and any(name in body for name in NAMES))


def article(source: Source, body: bytes, headers: Mapping[str, str], url: str) -> Page:
    """What a post says. Raises Vanished where it is gone, Blocked where WeChat asks for a person."""
    if len(body) > LARGEST:
        raise LayoutChanged(f"WeChat: {len(body)} bytes are no article")
    text = decode(body, headers)
    tree = soup(text)
    kind = value(text, "item_show_type")
    place = tree.select_one("#js_content")
    pictures = listed(text, "picture_page_info_list", "cdn_url")
    said = value(text, "content_noencode")
    inside = _inside(place, url) if place and not (kind == "8" and pictures) else ""
    if not inside and not (said or pictures):
        raise _absence(text)
    title = _title(tree, text, said)
    if not title:
        raise LayoutChanged("WeChat: wanted a title (#activity-name, msg_title, og:title), found none")
    account = text_of(tree.select_one("#js_name")) or tidy(value(text, "nickname", "nick_name"))
    original = ORIGINAL.search(tree.get_text(" "))
    return Page(
        title=title,
        body_html=inside or _told(said or meta(tree, "og:description", "description"), pictures),
        published=_stamp(value(text, "ct", "create_time")),
        source_printed=original.group(1) if original else account,
        site_name=account,
        attachments=_within(source, url, place) if inside and place else _plain(source, url, pictures),
        warnings=tuple(_warnings(tree, account, original.group(1) if original else "", kind)),
    )


def _absence(text: str) -> Blocked | LayoutChanged:
    """Why a page without a text is none: what WeChat itself says comes before what any site may answer."""
    for mark, name in CLOSED.items():
        if mark in text:
            return Blocked(f"WeChat answered with {name}")
    for mark, name in GONE.items():
        if mark in text:
            return Vanished(name)
    refuse(text)
    return LayoutChanged("WeChat: wanted #js_content, picture_page_info_list or content_noencode, found none")


def _title(tree: BeautifulSoup, text: str, said: str) -> str:
    first = tidy(said.strip().partition("\n")[0])[:60]
    shown = text_of(tree.select_one("#activity-name")) or tidy(value(text, "msg_title"))
    return shown or meta(tree, "og:title", "twitter:title") or first


def _stamp(seconds: str) -> Stamp | None:
    if not seconds.isdigit() or not 0 < int(seconds) < 4_000_000_000:
        return None
    at = datetime.fromtimestamp(int(seconds), ZoneInfo(ZONE))
    return Stamp(value=at.isoformat(), precision="instant", basis="stated", printed=seconds)


def _inside(place: Tag, url: str) -> str:
    """The body without cards, calls to follow and pictures that say nothing; empty where nothing is left."""
    copy = BeautifulSoup(str(place), "lxml")
    for card in copy.select(
        ".mp_profile_iframe_wrp, mp-common-profile, mpvoice, mp-common-mpaudio, qqmusic, mp-miniprogram"
    ):
        card.decompose()
    for picture in copy.find_all("img"):
        if _speaks(picture):
            picture["src"] = attribute(picture, "data-src") or attribute(picture, "src")
        else:
            picture.decompose()
    for line in copy.find_all(["p", "section", "span"]):
        if not line.decomposed and not line.find("img") and CALLS.fullmatch(text_of(line)):
            line.decompose()
    root = copy.select_one("#js_content")
    if root is None or not (text_of(root) or root.find(["img", "iframe", "mpvideo"])):
        return ""
    return clean_html(root).partition(">")[2].rpartition("</")[0]


def _speaks(picture: Tag) -> bool:
    """Whether a picture may hold text: no emoji, divider, moving decoration or code to scan."""
    src = attribute(picture, "data-src") or attribute(picture, "src")
    if not src.startswith(("http://", "https://", "//")) or "emoji" in attribute(picture, "class"):
        return False
    if "gif" in (attribute(picture, "data-type"), parse_qs(urlsplit(src).query).get("wx_fmt", [""])[0]):
        return False
    width, ratio = _number(attribute(picture, "data-w")), _number(attribute(picture, "data-ratio"))
    if (width and width < SMALLEST) or (ratio and ratio < THINNEST):
        return False
    return not (width and width <= SQUARE and 0.95 < ratio < 1.05)


def _number(text: str) -> float:
    return float(text) if re.fullmatch(r"\d{1,6}(?:\.\d{1,20})?", text) else 0.0


def _within(source: Source, url: str, place: Tag) -> tuple[Attachment, ...]:
    found = [attribute(p, "data-src") or attribute(p, "src") for p in place.find_all("img") if _speaks(p)]
    return _plain(source, url, found)


def _plain(source: Source, url: str, addresses: list[str]) -> tuple[Attachment, ...]:
    """Pictures by their addresses, which carry no name: they are counted."""
    whole = dict.fromkeys(resolve(source, url, address) for address in addresses)
    return tuple(
        Attachment(url=address, name=f"{number:02d}.{_format(address)}", kind="image")
        for number, address in enumerate(filter(None, whole), 1)
    )


def _format(address: str) -> str:
    at = urlsplit(address)
    said = parse_qs(at.query).get("wx_fmt", [""])[0] or re.sub(r".*mmbiz_(\w+)/.*", r"\1", at.path)
    return {"jpeg": "jpg", "jpg": "jpg", "webp": "webp", "bmp": "bmp"}.get(said, "png")


def _told(said: str, pictures: list[str]) -> str:
    """A post without markup: its lines, then its pictures."""
    lines = [tidy(re.sub(r"<[^<>]*>", " ", line)) for line in re.split(r"\n|\\n|\\x0a", said)]
    shown = [f'<p><img src="{html.escape(picture)}"></p>' for picture in pictures]
    return "".join([*(f"<p>{html.escape(line)}</p>" for line in lines if line), *shown])


def _warnings(tree: BeautifulSoup, account: str, original: str, kind: str) -> Iterator[str]:
    if original and original != account:
        yield f"{account or 'the account'} reposted this: it came from {original}"
    shared = attribute(tree.select_one("#js_share_source"), "data-url")
    if shared:
        yield f"this shares another article: {html.unescape(shared)[:300]}"
    if kind in ("5", "7"):
        yield "the post is a video or a recording: only the words beside it were read"


def headers(source: Source, url: str) -> Mapping[str, str]:
    """None beyond the crawler's own."""
    return {}
