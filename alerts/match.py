"""Which subscriptions an occasion satisfies, and what becomes of it: a mail of its own, the next digest, or
nothing.

One notice makes at most one mail a subscriber and kind of occasion. What is late, what a new subscription
brings from the past and what a later reading adds to a notice that was told before goes into the next digest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from store import outbox
from store.occasions import Occasion, past, unmatched
from store.outbox import Channel, Planned, Told
from store.watchers import Engine, Watch, watches

NOTICES_AT_ONCE = 100


def asked_for(occasion: Occasion) -> list[tuple[str, str]]:
    """The subscriptions, as kind and target, that an occasion satisfies. A firm without identity is nobody's."""
    return [
        *(("company", id_) for id_ in sorted(occasion.firms)),
        *(("app", id_) for id_ in sorted(occasion.apps)),
        *(("issuer", code) for code in sorted(occasion.issuers)),
        *(("violation", code) for code in sorted(occasion.violations)),
        *(("words", words) for words in sorted(occasion.words)),
        ("all", ""),
    ]


def entity(occasion: Occasion, watch: Watch) -> str:
    """What a delivery is about: the named thing for who watches things, the notice for who watches notices."""
    return occasion.subject_id if watch.kind in ("company", "app") else occasion.notice


def plan(
    occasions: Iterable[Occasion],
    watching: Sequence[Watch],
    told: Mapping[tuple[str, str], set[Told]],
) -> Iterator[Planned]:
    """The deliveries that these occasions make, given what was told before."""
    batch = list(occasions)
    edited = {o.notice for o in batch if o.kind == "edited"}
    by_wish: dict[tuple[str, str], list[Watch]] = defaultdict(list)
    for watch in watching:
        by_wish[watch.kind, watch.target].append(watch)
    planned: dict[tuple[str, str], set[tuple[str, str, str]]] = defaultdict(set)
    for o in batch:
        for watch in (watch for wish in asked_for(o) for watch in by_wish.get(wish, ())):
            mine = planned[watch.subscriber_id, o.notice]
            mark = (o.kind, o.state, entity(o, watch))
            before = told.get((watch.subscriber_id, o.notice), set())
            if mark in mine or _known(o, watch, before):
                continue
            mine.add(mark)
            again = any(t.kind == o.kind for t in before) and o.notice not in edited
            yield Planned(watch, o, entity(o, watch), _channel(o, watch, again))


def _known(o: Occasion, watch: Watch, before: set[Told]) -> bool:
    """Told before: the same thing, or one of the same name (a better reading may give a name another identity)."""
    same = [t for t in before if (t.kind, t.state) == (o.kind, o.state)]
    if watch.kind not in ("company", "app"):
        return bool(same)
    return any(t.entity == o.subject_id or (o.name and t.name == o.name) for t in same)


def _channel(o: Occasion, watch: Watch, again: bool) -> Channel:
    return "digest" if o.late or o.at < watch.since or again else "mail"


def match(engine: Engine, now: datetime) -> int:
    """Compare what is new with all subscriptions, and new subscriptions with the past; deliveries put down."""
    made = 0
    watching = watches(engine)
    words = _words(watching)
    while batch := unmatched(engine, NOTICES_AT_ONCE, words):
        plans = plan(batch, watching, _told(engine, batch, watching))
        made += outbox.put_down(engine, plans, [o.trigger_id for o in batch], now)
    return made + _catch_up(engine, now)


def _words(watching: Iterable[Watch]) -> set[str]:
    return {watch.target for watch in watching if watch.kind == "words"}


def _told(
    engine: Engine, batch: list[Occasion], watching: Sequence[Watch]
) -> Mapping[tuple[str, str], set[Told]]:
    return outbox.told(engine, {o.notice for o in batch}, {w.subscriber_id for w in watching})


def _catch_up(engine: Engine, now: datetime) -> int:
    fresh = watches(engine, fresh=True)
    words = _words(fresh)
    made, after = 0, ""
    while fresh:
        batch, after = past(engine, after, NOTICES_AT_ONCE, words)
        if not batch:
            break
        plans = plan(batch, fresh, _told(engine, batch, fresh))
        made += outbox.put_down(engine, plans, [], now)
    if fresh:
        outbox.caught_up(engine, [w.id for w in fresh], now)
    return made
