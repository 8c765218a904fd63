"""Plain text into a Reading: it stays untouched but for line ends."""

from __future__ import annotations

from nlp.readers.encoding import misread
from store.records import Reading


def read_text(text: str, file: str) -> Reading:
    """The text as it is; an issue where its encoding was not understood."""
    issues = misread(text, file)
    return Reading(file=file, media_type="text/plain", text=text.replace("\r\n", "\n"), issues=issues)
