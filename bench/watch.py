"""Watch recall: of names that somebody watches, how many are told of when notices name them, and how many wrongly.

usage: python -m bench.watch

Two hundred made-up names are planted: in the development items, each in the place of one made-up app that the item is
against, and in lists that are pictures. All are stored and matched as in a live store, with a subscription to the words of
each name and to as many names that stand nowhere. A name is found where a delivery is put down for the notice that it was
planted in; any other delivery is a false match. Exit status 1 where a limit is missed.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import select

import scheduler
import settings as settings_module
from alerts.match import match
from alerts.subscriptions import confirm, subscribe
from bench.gate import GOLD
from bench.goldset import LANGUAGES, SHOWN, load
from bench.readfiles import picture_list
from store.db import Engine, open_store, reading
from store.tables import Delivery, Notice, Subscription

SEED, NAMES = 5, 200
IN_PICTURES = 60  # of them
ROWS = 12  # of a picture
LEAST = {"text": 0.995, "picture": 0.98}
MOST_FALSE = 0.01
_HAN = "漪岑檀迦皎陌棣瀚芫璟槿洵珀鹂钰骁苡昶缇嵇墨旻蔚茸岱峤泓屿澜霁"
_ENDS = ["账本", "浏览器", "相册", "输入法", "清理", "阅读", "天气", "短剧", "贷款", "出行", "课堂", "问诊"]
_LATIN = [
    "brivo",
    "caltra",
    "dremio",
    "fenvik",
    "gostara",
    "hulmix",
    "jorvane",
    "kestrio",
    "lumbra",
    "mavento",
    "nostrel",
    "orviq",
    "pelmora",
    "quastin",
    "rovell",
]
_LATIN_ENDS = ["Reader", "Camera", "Wallet", "Rides", "Notes", "Keyboard"]


@dataclass(frozen=True)
class Planted:
    """One watched name and the item that it stands in; an empty item: nowhere."""

    name: str
    item: str
    carrier: str


def _names(language: str, rng: random.Random) -> Iterator[str]:
    """Made-up names without end, none of them a part of another."""
    seen: set[str] = set()
    while True:
        if language == "zh":
            name = "".join(rng.sample(_HAN, 2)) + rng.choice(_ENDS)
        else:
            name = f"{rng.choice(_LATIN).title()}{rng.choice(_LATIN)} {rng.choice(_LATIN_ENDS)}"
        if name not in seen:
            seen.add(name)
            yield name


def in_texts(folder: Path, count: int, fresh: dict[str, Iterator[str]], rng: random.Random) -> list[Planted]:
    """Write items with planted names; one name an item."""
    hosts = []
    for half in SHOWN:
        for language in LANGUAGES:
            part = load(GOLD, half, language)
            for item, gold in zip(part.items, part.gold, strict=True):
                targets = [a["name"] for a in gold["apps"] if a["role"] == "target" and len(a["name"]) > 2]
                hosts += [(language, item, targets[0])] if targets else []
    rng.shuffle(hosts)
    planted, lines = [], []
    for number in range(count):
        language, item, target = hosts[number % len(hosts)]
        name, ident = next(fresh[language]), f"text-{number:03}"
        planted.append(Planted(name, ident, "text"))
        given = {k: v for k, v in item.items() if k in ("title", "published", "text")} | {"id": ident}
        lines.append(given | {"text": item["text"].replace(target, name)})
    (folder / "texts.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return planted


def in_pictures(folder: Path, count: int, fresh: Iterator[str]) -> list[Planted]:
    """Write notices whose lists are pictures, ROWS names in each."""
    planted, lines = [], []
    for number, start in enumerate(range(0, count, ROWS)):
        names = [next(fresh) for _ in range(min(ROWS, count - start))]
        (folder / f"list{number}.png").write_bytes(picture_list(len(names), number % 2 == 0, names=names))
        ident = f"picture-{number:03}"
        planted += [Planted(name, ident, "picture") for name in names]
        text = f"关于侵害用户权益行为的App通报\n现将第{number + 1}批名单予以通报，见附件。"
        lines.append(
            {"id": ident, "text": text, "published": "2026-03-09", "attachments": [f"list{number}.png"]}
        )
    (folder / "pictures.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return planted


def watched(home: Path, planted: list[Planted]) -> set[tuple[str, str]]:
    """Store what was written into `home`, match it, and give name and item of each delivery."""
    settings = settings_module.load({}, home=home)
    engine = open_store(settings)
    now = datetime.now(UTC)
    for number, one in enumerate(planted):
        pending = subscribe(
            engine, settings, f"w{number}@example.com", "words", one.name, now=now - timedelta(days=1)
        )
        confirm(engine, pending.link.partition("token=")[2], now - timedelta(days=1))
    scheduler.ingest(settings, engine, [home / "texts.jsonl", home / "pictures.jsonl"])
    match(engine, now)
    return _deliveries(engine)


def _deliveries(engine: Engine) -> set[tuple[str, str]]:
    with reading(engine) as session:
        query = (
            select(Subscription.asked, Notice.url)
            .join(Delivery, Delivery.subscription_id == Subscription.id)  # type: ignore[arg-type]
            .join(Notice, Notice.id == Delivery.notice_id)  # type: ignore[arg-type]
        )
        return {(name, url.partition(":")[2]) for name, url in session.exec(query)}


def main() -> int:
    """Prints recall by carrier and false matches."""
    rng = random.Random(SEED)  # noqa: S311
    fresh = {language: _names(language, rng) for language in LANGUAGES}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        planted = in_texts(home, NAMES - IN_PICTURES, fresh, rng) + in_pictures(
            home, IN_PICTURES, fresh["zh"]
        )
        absent = [Planted(next(fresh[LANGUAGES[n % 2]]), "", "none") for n in range(NAMES)]
        told = watched(home, planted + absent)
    wanted = {(one.name, one.item) for one in planted}
    missed = False
    for carrier, least in LEAST.items():
        mine = [one for one in planted if one.carrier == carrier]
        found = [one for one in mine if (one.name, one.item) in told]
        missed |= len(found) < least * len(mine)
        print(
            f"{carrier}: {len(found)} of {len(mine)} watched names told, {len(found) / len(mine):.3f} (at least {least})"
        )
        print(
            *(f"  not told: {one.name} in {one.item}" for one in mine if one not in found), sep="\n", end=""
        )
    wrong = told - wanted
    print(f"false matches: {len(wrong)} of {len(told)} ({len(wrong) / len(told):.3f}, at most {MOST_FALSE})")
    return int(missed or len(wrong) > MOST_FALSE * len(told))


if __name__ == "__main__":
    sys.exit(main())
