"""Addresses that stand in mails and feeds, and the tokens in them. The dashboard's routes answer at these
paths.

A manage token is derived from the deployment's secret and the subscriber, so that every mail can carry it
while the store keeps its hash alone. A confirm token is random and stands in one mail.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from urllib.parse import urlencode

from settings import ConfigurationError, Settings

CONFIRM, UNSUBSCRIBE, MANAGE, FEEDS = "/confirm", "/unsubscribe", "/manage", "/feeds"


def key(settings: Settings) -> bytes:
    """The deployment's secret; drawn once into `home`/secret where the settings name none."""
    if settings.secret:
        return settings.secret.encode()
    path = settings.home / "secret"
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _draw(path)
        return path.read_bytes().strip()
    except OSError as error:
        raise ConfigurationError(
            f"{path} cannot be read or written ({error.strerror}): set TONGBAO_SECRET, or let this user write there"
        ) from error


def _draw(path: Path) -> None:
    """Written whole under another name first: a second process never reads half a secret, and the first one wins."""
    fresh = path.with_name(f"secret.{os.getpid()}.new")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(32) + "\n", encoding="ascii")
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    finally:
        fresh.unlink()


def hashed(token: str) -> str:
    """What the store keeps of a token; empty for something that cannot be one."""
    return hashlib.sha256(token.encode()).hexdigest() if 16 <= len(token) <= 128 else ""


def manage_token(settings: Settings, subscriber_id: str) -> str:
    """The token by which a subscriber manages what he gets."""
    return hmac.new(key(settings), f"manage:{subscriber_id}".encode(), hashlib.sha256).hexdigest()[:40]


def confirm_url(settings: Settings, token: str) -> str:
    """Where a wish is confirmed."""
    return _url(settings, CONFIRM, token=token)


def unsubscribe_url(settings: Settings, subscriber_id: str, subscription: str = "all") -> str:
    """Where one subscription, or all, is ended; it answers a one-click POST too."""
    token = manage_token(settings, subscriber_id)
    return _url(settings, UNSUBSCRIBE, token=token, subscription=subscription)


def manage_url(settings: Settings, subscriber_id: str) -> str:
    """Where a subscriber sees what he watches."""
    return _url(settings, MANAGE, token=manage_token(settings, subscriber_id))


def notice_url(settings: Settings, notice_id: str, language: str) -> str:
    """A notice's page in the dashboard."""
    return _url(settings, "/notice", id=notice_id, lang=language)


def feed_url(settings: Settings, feed: str, kind: str = "atom", language: str = "") -> str:
    """A feed's own address: a subscriber's secret one, or "all" for the public one."""
    address = f"{settings.base_url}{FEEDS}/{feed}.{kind}"
    return f"{address}?{urlencode({'lang': language})}" if language else address


def _url(settings: Settings, path: str, **query: str) -> str:
    return f"{settings.base_url}{path}?{urlencode(query)}"
