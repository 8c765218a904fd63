"""Feeds: Atom for news and iCalendar for deadlines, public ("all") or by a subscriber's secret address.

An entry's id is a tag URI of the notice, the same in every feed and after a move to another host. What was
found later is in no feed: it is no news.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import partial

from icalendar import Calendar, Event
from lxml import etree

from alerts.content import headline, not_ours
from alerts.links import feed_url, notice_url
from alerts.phrases import say, stamp, term
from settings import Settings
from store import clock, parcels, vocab, watchers
from store.parcels import Item
from store.telling import Facts, facts
from store.watchers import Engine, Reader

ATOM = "http://www.w3.org/2005/Atom"
TAG = "tag:tongbao.invalid,2026:"
ENTRIES = 50
PUBLIC = "all"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class UnknownFeed(LookupError):
    """No feed has this address."""


def atom(
    engine: Engine, settings: Settings, feed: str = PUBLIC, language: str = "", now: datetime | None = None
) -> bytes:
    """The Atom feed of this address. Raises UnknownFeed."""
    reader, lang, told = _told(engine, feed, language)
    at = now or clock.now()
    example = watchers.origin(engine) == "example"
    root = etree.fromstring(f'<feed xmlns="{ATOM}"/>')
    add = partial(_add, root)
    add("id", f"{TAG}feed/{feed if reader is None else reader.id}")
    title = say("feed_title", lang, who=reader.address) if reader else say("feed_all", lang)
    add("title", _marked(title, example, lang))
    add("updated", _instant(max((f.last_changed for _, f in told), default=at)))
    add("link", rel="self", type="application/atom+xml", href=feed_url(settings, feed, "atom", lang))
    add("link", rel="alternate", type="text/html", href=settings.base_url + "/")
    _add(add("author"), "name", "Tongbao")
    for item, f in told:
        _entry(root, settings, item, f, lang, example)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def calendar(engine: Engine, settings: Settings, feed: str = PUBLIC, language: str = "") -> bytes:
    """The deadlines of the same notices as an iCalendar. Raises UnknownFeed."""
    _, lang, told = _told(engine, feed, language)
    example = watchers.origin(engine) == "example"
    book = Calendar()
    book.add("prodid", "-//Tongbao//Deadlines//EN")
    book.add("version", "2.0")
    book.add("x-wr-calname", _marked(say("feed_terms", lang), example, lang))
    for item, f in told:
        for due in f.terms:
            if due.on:
                event = _event(settings, item, f, due.on, lang, example)
                event.add("uid", f"{due.id}@tongbao.invalid")
                kind = vocab.label("deadlines", due.kind, lang)
                title = say("titled", lang, by=kind, title=headline(f, item.kind, lang))
                event.add("summary", _marked(_clean(title), example, lang))
                book.add_component(event)
    return bytes(book.to_ical())


def _told(engine: Engine, feed: str, language: str) -> tuple[Reader | None, str, list[tuple[Item, Facts]]]:
    if feed == PUBLIC:
        reader = None
        nothing: frozenset[str] = frozenset()
        items = [Item(id_, "named", nothing, nothing) for id_ in parcels.public_tidings(engine, ENTRIES)]
    else:
        reader = watchers.by_feed(engine, feed)
        if reader is None:
            raise UnknownFeed("no feed has this address: use the address in the newest mail")
        items = parcels.tidings(engine, reader.id, ENTRIES)
    found = [(item, facts(engine, item.notice_id, item.subjects, item.words)) for item in items]
    lang = language if language in ("en", "zh") else (reader.language if reader else "en")
    return reader, lang, [(item, f) for item, f in found if f is not None]


def _entry(root: etree._Element, settings: Settings, item: Item, f: Facts, lang: str, example: bool) -> None:
    entry = _add(root, "entry")
    add = partial(_add, entry)
    add("id", f"{TAG}notice/{f.id}")
    add("title", _marked(headline(f, item.kind, lang), example, lang))
    add("updated", _instant(f.last_changed))
    add("published", _instant(f.first_seen))
    add("link", rel="alternate", type="text/html", href=notice_url(settings, f.id, lang))
    if f.url.startswith(("http://", "https://")):
        add("link", rel="via", href=f.url)
    _add(add("author"), "name", f.source.in_language(lang) or "Tongbao")
    add("category", term=f.document)
    add("summary", "\n".join(_summary(f, lang, example)), type="text")


def _summary(f: Facts, lang: str, example: bool) -> list[str]:
    lines = [say("example_mark", lang)] if example else []
    lines.append(f.title)
    if day := stamp(f.published, lang):
        lines.append(say("published", lang, day=day))
    lines += [term(due, lang) for due in f.terms]  # a feed is read at any time: no days left
    lines += [say("source", lang, title=f.url), not_ours(f, lang)]
    return lines


def _event(settings: Settings, item: Item, f: Facts, on: str, lang: str, example: bool) -> Event:
    event = Event()
    day = date.fromisoformat(on)
    event.add("dtstamp", f.last_changed.astimezone(UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("url", notice_url(settings, f.id, lang))
    event.add("description", _clean("\n".join(_summary(f, lang, example))))
    return event


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", {k: _clean(v) for k, v in attributes.items()})
    if text:
        element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def _marked(text: str, example: bool, lang: str) -> str:
    return (say("example_subject", lang) if example else "") + text


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
