"""The exact numbers that a row of a list carries: its firm's unified social credit code, its app's own filing number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from store.vocab import fold

_CREDIT = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NP-RTUW-Y]{18}(?![0-9A-Z])")
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_FILING = re.compile(
    r"([一-鿿]icp[备证]\d{6,})号?-(\d+[akx])"
)  # -1A an app's, -1X a mini-program's; -1 a site's


def credit_code(cells: Iterable[str]) -> str:
    """The one code in a row's cells, its check digit being right; empty where there is none, or more than one."""
    found = {code for cell in cells for code in _CREDIT.findall(cell.upper()) if _checks(code)}
    return found.pop() if len(found) == 1 else ""


def filing(cells: Iterable[str]) -> str:
    """The one filing number of an app in a row's cells, as 京icp备12345678号-1a; empty where there is none, or more.

    A number without the app's suffix is its firm's, or a site's, and may stand beside many apps.
    """
    found = {f"{m[1]}号-{m[2]}" for cell in cells for m in _FILING.finditer(fold(cell))}
    return found.pop() if len(found) == 1 else ""


def _checks(code: str) -> bool:
    total = sum(_CREDIT_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return _CREDIT_SIGNS[-total % 31] == code[17]
