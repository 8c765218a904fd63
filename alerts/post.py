"""One post round: claim a parcel, hand its message over, settle what became of it; shared by alerts and
digests.

**At most once.** A parcel is claimed in a transaction of its own just before its message is handed over, and
settled just after. Whoever dies between the two leaves it "sending"; nobody can know whether the server took
the message, so it is not sent again: after ten minutes it is reported and goes into the next digest. Who gets
the same alarm twice learns to distrust alarms, while one that may be lost is still told, at once in the feed
and a day later in the digest. What certainly did not leave (no connection, a temporary answer) is tried again
with growing pauses, under the same Message-ID; what the server refuses for good has failed, with the server's
words.
"""

from __future__ import annotations

import smtplib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage

from alerts import channels
from alerts.addresses import AddressRefused, allow
from alerts.message import sender
from settings import Settings
from store import outbox, parcels
from store.parcels import Parcel
from store.watchers import Engine, origin

STALE = timedelta(minutes=10)


@dataclass
class Posted:
    """What a round did, in messages; `problems` has one line each, for a person."""

    sent: int = 0
    failed: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Round:
    """What all letters of a round share. What cannot leave now waits as `again`: due, or later for a digest."""

    engine: Engine
    origin: str
    sender: str
    again: str
    at: datetime


def post(
    engine: Engine,
    settings: Settings,
    letters: Iterable[tuple[Parcel, EmailMessage]],
    again: str,
    at: datetime,
) -> Posted:
    """Send these letters over one connection. Raises NotSent where there is none: nothing is claimed then."""
    posted = Posted()
    turn = Round(engine, origin(engine), sender(settings), again, at)
    with channels.mailer(settings) as server:
        for parcel, message in letters:
            if not outbox.claim(engine, parcel, message["Message-ID"], at):
                continue
            try:
                _one(turn, server, parcel, message, posted)
            except channels.Broken as error:
                posted.problems.append(f"the mail server hung up, the rest waits: {error}")
                break
    return posted


def _one(turn: Round, server: smtplib.SMTP, parcel: Parcel, message: EmailMessage, posted: Posted) -> None:
    """Hand one claimed letter over and settle it, whatever the server says."""
    who = parcel.reader.address
    try:
        allow(who, turn.origin)
        channels.send(server, message, turn.sender, who)
    except (channels.Refused, AddressRefused) as error:
        _settle(turn, parcel, "failed", str(error))
        posted.failed += 1
        posted.problems.append(f"{who}: refused for good: {error}")
    except channels.Uncertain as error:
        _settle(turn, parcel, "later", f"may have arrived: {error}")
        posted.problems.append(f"{who}: {error}: not sent again, told in the next digest")
    except channels.NotSent as error:
        given_up = turn.again == "due" and parcel.attempts >= len(parcels.BACK_OFF)
        _settle(turn, parcel, "failed" if given_up else turn.again, str(error), released=not given_up)
        posted.failed += given_up
        posted.problems.append(f"{who}: {'given up' if given_up else 'will be tried again'}: {error}")
        if isinstance(error, channels.Broken):
            raise
    else:
        _settle(turn, parcel, "sent")
        posted.sent += 1


def _settle(turn: Round, parcel: Parcel, state: str, error: str = "", released: bool = False) -> None:
    outbox.settle(turn.engine, parcel.keys, state, turn.at, error, released)


def release_stale(engine: Engine, at: datetime) -> list[str]:
    """Put what a killed run held into the next digest; one line each."""
    lines = []
    for id_, keys in outbox.interrupted(engine, at - STALE).items():
        outbox.settle(engine, keys, "later", at, "interrupted while it was sent: it may have arrived")
        lines.append(f"{id_} was interrupted while it was sent: not sent again, told in the next digest")
    return lines
