"""What a deployment may change, read once from the environment. `.env.example` lists the same names."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

N = TypeVar("N", int, float)
ROOT = Path(__file__).resolve().parent
VERSION = "0.1.0"
USER_AGENT = f"Mozilla/5.0 (compatible; Tongbao/{VERSION}; +https://tongbao.invalid/contact)"


class ConfigurationError(Exception):
    """A setting, catalogue entry or command that cannot work; the text says which, where, and what to do."""


@dataclass(frozen=True)
class Settings:
    """One deployment. Paths are absolute; `database_url` is a SQLAlchemy URL."""

    home: Path  # TONGBAO_HOME: database, archive, exports and logs live below it
    database_url: str  # TONGBAO_DATABASE_URL: default is SQLite in `home`
    archive: Path  # TONGBAO_ARCHIVE_URL: folder of fetched bytes
    catalogue: Path  # TONGBAO_CATALOGUE: folder of *.toml that replaces the shipped catalogue
    port: int  # TONGBAO_PORT: the dashboard's port on 127.0.0.1
    base_url: str  # TONGBAO_BASE_URL: how readers reach the dashboard; links in mails and feeds start with it
    allow_hosts: frozenset[
        str
    ]  # TONGBAO_ALLOW_HOSTS: private addresses that may be fetched, "host" or "host:port"
    contact: str  # TONGBAO_CONTACT: address that the crawler's user agent and the mails name
    crawl_delay: float  # TONGBAO_CRAWL_DELAY: seconds between two requests to one host
    news_days: (
        int  # TONGBAO_NEWS_DAYS: a notice older than this at first sight is "found later", never mailed alone
    )
    chromium: str  # TONGBAO_CHROMIUM: the browser of the optional extra, where it is not found by itself
    mail_from: str  # TONGBAO_MAIL_FROM: sender of alert mails
    smtp_url: str = field(
        repr=False
    )  # TONGBAO_SMTP_URL: smtp://user:password@host:port (smtps:// for TLS); empty = no mail
    secret: str = field(
        repr=False
    )  # TONGBAO_SECRET: signs the links in mails; drawn into `home`/secret when unset


def load(
    environ: Mapping[str, str] | None = None, home: Path | None = None, port: int | None = None
) -> Settings:
    """Settings from `environ` (default: the process's), `home` and `port` overriding theirs.

    Raises ConfigurationError naming the variable whose value cannot be used.
    """
    env = os.environ if environ is None else environ
    root = Path(home or env.get("TONGBAO_HOME") or ROOT / "var").expanduser().resolve()
    at = port if port is not None else _number(env, "TONGBAO_PORT", 8501, int)
    if not 1 <= at <= 65535:
        raise ConfigurationError(f"TONGBAO_PORT is {at}: choose a port from 1 to 65535")
    return Settings(
        home=root,
        database_url=env.get("TONGBAO_DATABASE_URL") or f"sqlite:///{root / 'tongbao.db'}",
        archive=Path(env.get("TONGBAO_ARCHIVE_URL") or root / "archive").expanduser().resolve(),
        catalogue=Path(env.get("TONGBAO_CATALOGUE") or ROOT / "crawler" / "catalogue").expanduser().resolve(),
        port=at,
        base_url=(env.get("TONGBAO_BASE_URL") or f"http://127.0.0.1:{at}").rstrip("/"),
        allow_hosts=frozenset(h.strip() for h in env.get("TONGBAO_ALLOW_HOSTS", "").split(",") if h.strip()),
        contact=env.get("TONGBAO_CONTACT", ""),
        crawl_delay=_number(env, "TONGBAO_CRAWL_DELAY", 2.0, float),
        news_days=_number(env, "TONGBAO_NEWS_DAYS", 14, int),
        chromium=env.get("TONGBAO_CHROMIUM", ""),
        mail_from=env.get("TONGBAO_MAIL_FROM") or "tongbao@localhost",
        smtp_url=env.get("TONGBAO_SMTP_URL", ""),
        secret=env.get("TONGBAO_SECRET", ""),
    )


def demo_of(settings: Settings, home: Path, port: int) -> Settings:
    """The settings of a demo: a store, archive and port of its own below `home`, whatever the environment says."""
    return replace(
        settings,
        home=home.resolve(),
        database_url=f"sqlite:///{home.resolve() / 'tongbao.db'}",
        archive=home.resolve() / "archive",
        port=port,
        base_url=f"http://127.0.0.1:{port}",
        smtp_url="",
    )


def _number(env: Mapping[str, str], name: str, default: N, kind: type[N]) -> N:
    raw = env.get(name)
    if not raw:
        return default
    try:
        return kind(raw)
    except ValueError:
        raise ConfigurationError(f"{name} is {raw!r}: it must be a number, for example {default}") from None
