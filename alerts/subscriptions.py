"""Subscribing, confirming, listing and leaving. Nothing is sent to an address before its owner has confirmed.

What a reader types is resolved here: any name of a firm or app in any language, or a code or name of an
authority or violation. A curated firm or app can be watched before any notice has named it; any other name, or a topic,
is watched for by its words.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Literal, get_args

from rapidfuzz import fuzz, process

from alerts import channels
from alerts.addresses import AddressRefused as AddressRefused
from alerts.addresses import allow, checked
from alerts.links import confirm_url, hashed, manage_token
from alerts.message import confirmation, sender
from settings import Settings
from store import clock, vocab, watchers
from store.called import Choice, called, firms_of, near
from store.identity import adopt
from store.records import Language
from store.search import phrase
from store.watchers import Engine, Reader, Watched

Kind = Literal["company", "app", "words", "issuer", "violation", "all"]
LONGEST_NAME = 200
NEAR = 60.0


class NotSubscribed(ValueError):
    """A wish that cannot be met; the text says why and what to do."""


class UnknownName(NotSubscribed):
    """Nothing goes by this name."""


class AmbiguousName(NotSubscribed):
    """More than one thing goes by this name: `choices` have the ids to choose from."""

    def __init__(self, text: str, choices: list[Choice]) -> None:
        super().__init__(text)
        self.choices = choices


class TooMany(NotSubscribed):
    """Too many mails to one address in one hour."""


class MailFailed(NotSubscribed):
    """The mail that asks for confirmation could not be sent."""


class UnknownToken(NotSubscribed):
    """A link that is wrong, too old, or was used up."""


@dataclass(frozen=True)
class Pending:
    """What came of asking. `link` is given only where this deployment sends no mail: its operator opens it himself."""

    state: Literal["mailed", "waiting", "confirmed", "link"]
    text: str
    subscription_id: str
    link: str = ""


def subscribe(
    engine: Engine,
    settings: Settings,
    address: str,
    kind: str,
    name_or_code: str,
    language: str = "en",
    now: datetime | None = None,
) -> Pending:
    """Ask for alerts; the address's owner has to confirm. Asking again for the same thing changes nothing."""
    at = now or clock.now()
    to = checked(address)
    mark = watchers.origin(engine)
    allow(to, mark)
    if language not in get_args(Language):
        raise NotSubscribed(f"{language!r} is no language of the alerts: choose en or zh")
    asked = name_or_code.strip()[:LONGEST_NAME]
    wish = (kind, resolve(engine, kind, asked), asked)
    token = secrets.token_urlsafe(32)
    put = watchers.ask(
        engine, to, language, wish, hashed(token), lambda s: hashed(manage_token(settings, s)), at
    )
    if put.state == "too_many":
        raise TooMany(
            f"{to} was asked to confirm {watchers.MAILS_AN_HOUR} times within an hour: try again later"
        )
    if put.state == "confirmed":
        return Pending("confirmed", f"{to} has this subscription already", put.subscription_id)
    if put.state == "waiting":
        text = f"a mail that asks {to} to confirm was sent within the last hour: open the link in it"
        return Pending("waiting", text, put.subscription_id)
    link = confirm_url(settings, token)
    if not settings.smtp_url:
        watchers.not_mailed(engine, put.subscription_id)
        return Pending(
            "link", "no mail server is set (TONGBAO_SMTP_URL): open the link", put.subscription_id, link
        )
    what = watchers.one(engine, put.subscription_id)
    _send(engine, settings, to, what, confirmation(settings, to, what, language, link, mark, at))
    return Pending("mailed", f"a mail to {to} asks for confirmation", put.subscription_id)


def confirm(engine: Engine, token: str, now: datetime | None = None) -> Reader:
    """Confirm what this token stands for; a second time does no harm."""
    reader = watchers.confirm(engine, hashed(token), now or clock.now())
    if reader is None:
        raise UnknownToken("this link is wrong, older than seven days, or was replaced: subscribe again")
    return reader


def unsubscribe(engine: Engine, token: str, subscription: str = "all", now: datetime | None = None) -> Reader:
    """End one subscription, or all; what remains comes back. A second time does no harm."""
    reader = watchers.end(engine, hashed(token), subscription, now or clock.now())
    if reader is None:
        raise UnknownToken("this link is wrong: use the link of the newest mail")
    return reader


def manage(engine: Engine, token: str) -> Reader:
    """Who has this manage token, and what he watches."""
    reader = watchers.reader(engine, hashed(token))
    if reader is None:
        raise UnknownToken("this link is wrong: use the link of the newest mail")
    return reader


def resolve(engine: Engine, kind: str, text: str) -> str:
    """The id or code that `text` stands for. Raises UnknownName or AmbiguousName, with what to do."""
    if kind == "all":
        return ""
    if not text:
        raise UnknownName(f"say which {kind}: a name or a code")
    if kind == "issuer":
        return _code(kind, text, vocab.issuers())
    if kind == "violation":
        return _code(kind, text, vocab.violations())
    if kind in ("company", "app"):
        return _identity(engine, kind, text)
    if kind == "words":
        return _phrase(text)
    raise NotSubscribed(f"{kind!r} cannot be watched: choose one of {', '.join(get_args(Kind))}")


def _phrase(text: str) -> str:
    """The words as the index has them: at least two Chinese characters, or three letters or digits."""
    words = phrase(text)
    if len(words.replace(" ", "")) < (3 if words.isascii() else 2):
        raise NotSubscribed(
            f"{text!r} is too short to be watched for: give at least two Chinese characters or three letters"
        )
    return words


def _code(kind: str, text: str, terms: Mapping[str, vocab.Term]) -> str:
    names = {vocab.fold(n): code for code, t in terms.items() for n in (*t.also, t.en, t.zh, code)}
    if code := names.get(vocab.fold(text)):
        return code
    hits = process.extract(vocab.fold(text), names.keys(), scorer=fuzz.WRatio, limit=5, score_cutoff=NEAR)
    alike = dict.fromkeys(names[name] for name, _, _ in hits)
    raise UnknownName(_unknown(kind, text, [f"{code} ({terms[code].en})" for code in alike]))


def _identity(engine: Engine, kind: str, text: str) -> str:
    choices = called(engine, kind, text)
    curated = [c for c in choices if c.curated]
    chosen = curated if len(curated) == 1 else choices
    if len(chosen) == 1:
        return chosen[0].id or adopt(engine, kind, chosen[0].curated)
    if chosen:
        listed = "; ".join(f"{c.name} {c.name_en} ({c.id or c.curated})" for c in chosen[:10])
        raise AmbiguousName(f"{text!r} is the name of {len(chosen)}: choose one by its id: {listed}", chosen)
    firms = firms_of(engine, text) if kind == "company" else []
    if firms:
        raise UnknownName(f"{text!r} is an app of {', '.join(firms)}: watch the app, or that company")
    raise UnknownName(_unknown(kind, text, near(engine, kind, text)))


def _unknown(kind: str, text: str, alike: list[str]) -> str:
    hint = (
        f"did you mean {', '.join(alike)}?" if alike else "check the spelling, or look it up in the dashboard"
    )
    return f"no {kind} is known as {text!r}: {hint}"


def _send(engine: Engine, settings: Settings, to: str, what: Watched, message: EmailMessage) -> None:
    try:
        with channels.mailer(settings) as server:
            channels.send(server, message, sender(settings), to)
    except channels.Uncertain:
        return  # it may have arrived: another mail within the hour would be one too many
    except (channels.NotSent, channels.Refused) as error:
        watchers.not_mailed(engine, what.id)
        raise MailFailed(
            f"the mail to {to} could not be sent ({error}): try again in some minutes"
        ) from error
