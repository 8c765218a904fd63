"""Lines as a word processor breaks them: between Han characters, at spaces, inside a Latin word only where it must."""

from __future__ import annotations

import re
from collections.abc import Callable

CLOSING = "，。；：、！？）》”"


def wrap(text: str, room: float, length: Callable[[str], float]) -> list[str]:
    """The lines of a cell of this room."""
    found: list[str] = []
    for part in text.split("\n"):
        line = ""
        for token in re.findall(r" |[!-~]+|.", part):
            if length(line + token) <= room:
                line += token
                continue
            if token in CLOSING and len(line) > 1 and not line[-1].isascii():
                line, token = line[:-1], line[-1] + token
            if line.strip():
                found.append(line.rstrip())
            line = "" if token == " " else token
            while length(line) > room:
                cut = next(n for n in range(len(line), 0, -1) if length(line[:n]) <= room or n == 1)
                found.append(line[:cut])
                line = line[cut:]
        found.append(line)
    return found
