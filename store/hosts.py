"""How hosts take being asked: one that refuses is left alone, longer each time, until it answers."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import col, select

from store import clock
from store.db import reading, writing
from store.tables import Host

FIRST_REST = timedelta(minutes=15)
LONGEST_REST = timedelta(hours=6)


def refused(engine: Engine, name: str, reason: str, least: timedelta = timedelta(0)) -> datetime:
    """Note that a run was refused; returns until when the host rests: 15 minutes, then twice as long each time.

    `least` is what the host itself asked for, which counts up to the longest rest.
    """
    with writing(engine) as session:
        host = session.get(Host, name) or Host(name=name)
        rest = min(LONGEST_REST, max(least, FIRST_REST * 2 ** min(host.refusals, 10)))
        host.refusals, host.reason, host.rest_until = host.refusals + 1, reason, clock.now() + rest
        session.add(host)
        return host.rest_until


def answered(engine: Engine, name: str) -> None:
    """The host answers: whatever was held against it is forgotten."""
    with reading(engine) as session:
        if session.get(Host, name) is None:
            return
    with writing(engine) as session:
        host = session.get(Host, name)
        if host is not None:
            session.delete(host)


def resting(engine: Engine) -> dict[str, datetime]:
    """The hosts that are left alone now, and until when."""
    with reading(engine) as session:
        found = session.exec(select(Host).where(col(Host.rest_until) > clock.now()))
        return {host.name: host.rest_until for host in found if host.rest_until is not None}
