"""Messages as they are sent: text and HTML of one content, and headers that nothing scraped can break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr
from html import escape
from urllib.parse import urlsplit

from alerts.content import Content, Line, alert_content, confirm_content, digest_content, recall_content
from alerts.links import unsubscribe_url
from alerts.phrases import say
from alerts.wire import WIRE
from settings import Settings
from store.corrections import Corrected
from store.ids import digest
from store.parcels import Item, Parcel
from store.recalling import Recalled
from store.telling import Facts
from store.watchers import Reader, Watched

SUBJECT_SHOWN = 180

_FONT = "font:16px/1.5 Helvetica,Arial,'PingFang SC','Microsoft YaHei',sans-serif"
_BOX = "box-sizing:border-box;max-width:648px;border-radius:6px"
_BODY = f"margin:0;padding:24px;background:#f4f5f7;color:#1a1f2b;{_FONT}"
_CARD = f"{_BOX};margin:0 auto;background:#fff;border:1px solid #dde1e7;padding:24px"
_MARK = f"{_BOX};margin:0 auto 12px;background:#fff1c2;border:2px solid #b27b00;padding:10px 22px;font-weight:bold"
_LEAD = "margin:0 0 16px;font-size:20px;line-height:1.35"
_HEAD = "margin:18px 0 4px;font-size:13px;color:#5b6472;font-weight:bold"
_LINE = "margin:2px 0;overflow-wrap:anywhere"
_QUOTE = "margin:6px 0;padding:4px 12px;border-left:3px solid #b9c2d0;color:#333c4d;overflow-wrap:anywhere"
_FOOT = "max-width:600px;margin:16px auto 0;font-size:13px;color:#5b6472"


def alert(
    settings: Settings,
    parcel: Parcel,
    told: Facts,
    origin: str,
    now: datetime,
    fixed: Sequence[Corrected] = (),
    also: Sequence[tuple[Item, Facts]] = (),
) -> EmailMessage:
    """The mail on one notice. Its id follows from the deliveries that it makes, so a second try has the same."""
    reader = parcel.reader
    content = alert_content(settings, parcel, told, now, fixed, also)
    message = _message(settings, reader.address, content, origin, now)
    because = parcel.items[0].because
    one = next(iter(because)) if len(because) == 1 else "all"
    _unsubscribable(message, settings, reader, one)
    message["Message-ID"] = message_id(settings, "alert", *sorted(parcel.keys))
    return message


def recall(
    settings: Settings, parcel: Parcel, told: Facts, wrong: list[Recalled], origin: str, now: datetime
) -> EmailMessage:
    """The mail that takes back what an earlier one said."""
    content = recall_content(settings, parcel, told, wrong)
    message = _message(settings, parcel.reader.address, content, origin, now)
    _unsubscribable(message, settings, parcel.reader, "all")
    message["Message-ID"] = message_id(settings, "recall", *sorted(parcel.keys))
    return message


def later(
    settings: Settings, parcel: Parcel, told: list[tuple[Item, Facts]], origin: str, day: str, now: datetime
) -> EmailMessage:
    """A day's digest of what was found later; one id a subscriber and day."""
    message = _message(settings, parcel.reader.address, digest_content(settings, parcel, told), origin, now)
    _unsubscribable(message, settings, parcel.reader, "all")
    message["Message-ID"] = digest_id(settings, parcel.reader, day)
    return message


def confirmation(
    settings: Settings, address: str, what: Watched, language: str, link: str, origin: str, now: datetime
) -> EmailMessage:
    """The mail that asks for confirmation."""
    message = _message(settings, address, confirm_content(what, language, link), origin, now)
    message["Message-ID"] = message_id(settings, "confirm", what.id, now.isoformat())
    return message


def digest_id(settings: Settings, reader: Reader, day: str) -> str:
    """The Message-ID of a subscriber's digest of this day."""
    return message_id(settings, "digest", reader.id, day)


def message_id(settings: Settings, kind: str, *parts: str) -> str:
    """A Message-ID that follows from what the message is about."""
    domain = sender(settings).rpartition("@")[2] or "localhost"
    return f"<{kind}.{digest(*parts)}@{domain}>"


def sender(settings: Settings) -> str:
    """The plain address that mails come from."""
    return parseaddr(settings.mail_from)[1]


def _message(settings: Settings, address: str, content: Content, origin: str, now: datetime) -> EmailMessage:
    example = origin == "example"
    message = EmailMessage(policy=WIRE)
    mark = say("example_subject", content.language) if example else ""
    message["Subject"] = one_line(mark + content.subject, SUBJECT_SHOWN)
    message["From"] = formataddr(("Tongbao", sender(settings)))
    message["To"] = address
    message["Date"] = format_datetime(now)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Tongbao-Origin"] = "example" if example else "live"
    message.set_content("\n".join(as_text(content, example)) + "\n")
    message.add_alternative(as_html(content, example), subtype="html")
    return message


def _unsubscribable(message: EmailMessage, settings: Settings, reader: Reader, subscription: str) -> None:
    message["List-Unsubscribe"] = f"<{unsubscribe_url(settings, reader.id, subscription)}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def one_line(text: str, limit: int) -> str:
    """Fit for a header: no control characters or line ends, white space single, not too long."""
    clean = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def as_text(content: Content, example: bool) -> Iterator[str]:
    """The message as plain text, line by line."""
    if example:
        yield from (f"*** {say('example_mark', content.language)} ***", "")
    yield content.lead
    for section in content.sections:
        yield ""
        if section.heading:
            yield section.heading
        yield from _text_lines(section.lines, "  ")
    yield from ("", "-- ")
    yield from _text_lines(content.foot, "")


def _text_lines(lines: Iterable[Line], indent: str) -> Iterator[str]:
    for line in lines:
        text = one_line(line.text, 2000)
        yield indent + (f"> {text}" if line.quote else text)
        if line.link:
            yield f"{indent}{one_line(line.link, 2000)}"


def as_html(content: Content, example: bool) -> str:
    """The message as HTML without pictures, scripts or anything that is fetched."""
    mark = f'<div style="{_MARK}">{escape(say("example_mark", content.language))}</div>' if example else ""
    sections = "".join(
        (f'<h2 style="{_HEAD}">{escape(s.heading)}</h2>' if s.heading else '<div style="height:14px"></div>')
        + "".join(map(_html_line, s.lines))
        for s in content.sections
    )
    title, lead = escape(content.subject), escape(content.lead)
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if content.language == "zh" else "en"}"><head>'
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>\n'
        f'<body style="{_BODY}">{mark}\n'
        f'<div style="{_CARD}"><h1 style="{_LEAD}">{lead}</h1>{sections}</div>\n'
        f'<div style="{_FOOT}">{"".join(map(_html_line, content.foot))}</div></body></html>\n'
    )


def _html_line(line: Line) -> str:
    text = escape(line.text)
    if line.link and urlsplit(line.link).scheme in ("http", "https"):
        text = f'<a href="{escape(line.link)}" style="color:#0b57a4">{text}</a>'
    if line.strong:
        text = f"<strong>{text}</strong>"
    return (
        f'<blockquote style="{_QUOTE}">{text}</blockquote>\n'
        if line.quote
        else f'<p style="{_LINE}">{text}</p>\n'
    )
