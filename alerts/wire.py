"""How headers are written on the wire: ASCII ones in one line.

The standard policy breaks or encodes an ASCII value that is longer than a line, and a mail program cannot
follow an encoded List-Unsubscribe. Values with other characters are encoded and folded as usual.
"""

from __future__ import annotations

from email.message import Message
from email.policy import EmailPolicy
from typing import Any

LONGEST = 900  # a line may have 998 characters


class _Wire(EmailPolicy):
    """SMTP's line ends, with short ASCII headers left whole."""

    def fold(self, name: str, value: str) -> str:
        text = str(value)
        if text.isascii() and len(text) <= LONGEST and not set("\r\n") & set(text):
            return f"{name}: {text}{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("ascii", "surrogateescape")


WIRE: EmailPolicy[Message[Any, Any]] = _Wire(linesep="\r\n")
