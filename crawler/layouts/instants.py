"""Instants as feeds and outlets print them: ISO 8601, RFC 822 and English, with every form of a zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

HOURS = {
    "HKT": 8, "SGT": 8, "BJT": 8, "BEIJING TIME": 8, "CHINA STANDARD TIME": 8, "AWST": 8, "JST": 9, "KST": 9, "IST": 5.5,
    "BST": 1, "CET": 1, "CEST": 2, "EEST": 3, "MSK": 3, "AEST": 10, "AEDT": 11, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7,
    "MDT": -6, "PST": -8, "PDT": -7, "GMT": 0, "UTC": 0, "UT": 0, "Z": 0,
}  # fmt: skip
PLACES = {"ET": "America/New_York", "PT": "America/Los_Angeles"}  # where summer decides
NAMED = re.compile(
    rf"(?<![A-Za-z])\(?({'|'.join(sorted([*HOURS, *PLACES, 'CST'], key=len, reverse=True))})\)?(?![A-Za-z+-])",
    re.IGNORECASE,
)
OFFSET = re.compile(r"(?:GMT|UTC|UT)?\s*([+-])(\d{1,2}):?(\d{2})?\s*(?:\([A-Za-z ]+\))?$", re.IGNORECASE)
CLOCKED = re.compile(r"\d:\d\d")
HALVES = re.compile(r"\d\s*[AaPp]\.?[Mm]\b")  # the mail parser passes them over
MONTH = r"([A-Z][a-z]{2})[a-z]*\.?"
CLOCK = r"(\d{1,2}):(\d{2})(?::\d{2})?\s*([AaPp]\.?[Mm]\.?)?"
AMERICAN = re.compile(rf"{MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s*(\d{{4}})(?:,?\s+(?:at\s+|-\s*)?{CLOCK})?")
BRITISH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH},?\s+(\d{{4}})(?:,?\s+(?:at\s+|-\s*)?{CLOCK})?"
)
BEFORE = re.compile(rf"{CLOCK}\s*[A-Z]{{0,4}}\s*,")
NUMBERS = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:\s+(\d{1,2}:\d{2}(?::\d{2})?))?")
LONGEST = 200
FIRST, LAST = 1971, 2100  # years; clocks that were never set say 1 or 1970


def instant(text: str, zone: str) -> datetime | date | None:
    """What `text` names: an aware instant, read in `zone` where it prints none, or a day."""
    text = " ".join(text.split())[:LONGEST]
    for read in (_iso, _numbers, _mail, _english):
        found = read(text, zone)
        if found is not None and FIRST <= found.year <= LAST:
            return found
    return None


def _aware(at: datetime, printed: tzinfo | None, zone: str) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=printed or ZoneInfo(zone))


def _iso(text: str, zone: str) -> datetime | date | None:
    if not re.match(r"\d{4}-?\d{2}-?\d{2}", text):
        return None
    bare, printed = split_zone(text, zone)
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", bare):
            return date.fromisoformat(bare)
        return _aware(datetime.fromisoformat(bare), printed, zone)
    except ValueError:
        return None


def _numbers(text: str, zone: str) -> datetime | date | None:
    found = NUMBERS.match(text)
    if not found:
        return None
    year, month, day, clock = found.groups()
    whole = f"{year}-{int(month):02d}-{int(day):02d}"
    return _iso(f"{whole} {clock.zfill(5)}{text[found.end() :]}" if clock else whole, zone)


def split_zone(text: str, zone: str) -> tuple[str, tzinfo | None]:
    """`text` without the zone that follows its clock, and that zone; "CST" is China's in Asia, else Chicago's."""
    if not CLOCKED.search(text):
        return text, None
    offset = OFFSET.search(text)
    if offset:
        sign = -1 if offset.group(1) == "-" else 1
        minutes = int(offset.group(2)) * 60 + int(offset.group(3) or 0)
        if minutes < 24 * 60:
            return text[: offset.start()].strip(), timezone(sign * timedelta(minutes=minutes))
    named = NAMED.search(text)
    if named is None:
        return text, None
    name = named.group(1).upper()
    bare = f"{text[: named.start()]}{text[named.end() :]}".strip()
    if name in PLACES:
        return bare, ZoneInfo(PLACES[name])
    hours = HOURS.get(name, 8 if zone.startswith("Asia/") else -6)
    return bare, UTC if hours == 0 else timezone(timedelta(hours=hours))


def _mail(text: str, zone: str) -> datetime | None:
    if HALVES.search(text):
        return None
    bare, printed = split_zone(text, zone)
    try:
        at = parsedate_to_datetime(bare)
    except (ValueError, TypeError, IndexError):
        return None
    return _aware(at, printed, zone) if CLOCKED.search(bare) else None


def _english(text: str, zone: str) -> datetime | date | None:
    american, british = AMERICAN.search(text), BRITISH.search(text)
    found = min(filter(None, (american, british)), key=lambda one: one.start(), default=None)
    if found is None:
        return None
    first, second, year, hour, minute, half = found.groups()
    month, day = (first, second) if found is american else (second, first)
    try:
        at = datetime.strptime(f"{month} {day} {year}", "%b %d %Y")
    except ValueError:
        return None
    before = BEFORE.search(text[: found.start()]) if hour is None else None
    if before is not None:
        hour, minute, half = before.groups()
    if hour is None:
        return at.date()
    hours = int(hour) % 12 + (12 if half[0] in "Pp" else 0) if half else int(hour)
    if hours > 23 or int(minute) > 59:
        return at.date()
    named = NAMED.search(text)
    printed = split_zone(f"0:00 {named.group(1)}", zone)[1] if named else None
    return _aware(at.replace(hour=hours, minute=int(minute)), printed, zone)
