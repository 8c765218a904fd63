"""Plain text into a Reading: it stays untouched but for line ends."""

from __future__ import annotations

from store.records import Issue, Reading


def read_text(text: str, file: str) -> Reading:
    """The text as it is; an issue where its encoding was not understood."""
    issues = []
    if "\ufffd" in text:
        issues = [
            Issue(
                code="mojibake", text="Some characters could not be decoded; check the original.", where=file
            )
        ]
    return Reading(file=file, media_type="text/plain", text=text.replace("\r\n", "\n"), issues=issues)
