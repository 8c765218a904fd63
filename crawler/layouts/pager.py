"""How many pages a list has, and where the next one is, as lists of static pages say it."""

from __future__ import annotations

import re
from math import ceil

PAGES = (
    re.compile(r"createPageHTML\s*\(\s*[\"']?(\d+)", re.IGNORECASE),
    re.compile(r"当前页次\s*[:：]?\s*\d+\s*/\s*(\d+)"),
    re.compile(r"(?:totalpage|countPage)\s*=\s*[\"']?(\d+)", re.IGNORECASE),
    re.compile(r"当前第\s*\d+\s*/\s*(\d+)\s*页"),
)
ITEMS = re.compile(r"(?:totalData|totalRec(?:ord)?)\s*=\s*[\"']?(\d+)|共\s*(\d+)\s*条", re.IGNORECASE)
NAMES = re.compile(
    r"createPageHTML\s*\(\s*[\"']?\d+[\"']?\s*,\s*[\"']?\d+[\"']?\s*,\s*[\"']([\w-]+)[\"']\s*,\s*[\"'](\w+)[\"']",
    re.IGNORECASE,
)


def items(text: str) -> int | None:
    """How many items the whole list has, where the page says so."""
    found = ITEMS.search(text)
    return int(found.group(1) or found.group(2)) if found else None


def pages(text: str, shown: int) -> int | None:
    """How many pages the list has: as it says, else from its number of items and the `shown` rows of a page."""
    said = next((int(found.group(1)) for pattern in PAGES if (found := pattern.search(text))), None)
    if said is not None:
        return said
    whole = items(text)
    return ceil(whole / shown) if whole is not None and shown else None


def pattern(text: str) -> str:
    """The names of further pages as a page's own pager call has them: `index_{i}.shtml`; empty without one."""
    found = NAMES.search(text)
    return f"{found.group(1)}_{{i}}.{found.group(2)}" if found else ""


def name(pattern: str, page: int) -> str:
    """The address of page `page`; `{n}` counts pages from 1, `{i}` from 0."""
    return pattern.replace("{n}", str(page)).replace("{i}", str(page - 1))
