"""Mail addresses: what is accepted, and whom an example store may write to."""

from __future__ import annotations

import re

LONGEST = 254
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_LOCAL}@{_LABEL}(?:\.{_LABEL})*")
_RESERVED = ("example.com", "example.org", "example.net", "example", "test", "invalid", "localhost")


class AddressRefused(ValueError):
    """An address that no mail is sent to; the text says why."""


def checked(text: str) -> str:
    """One plain address, in lower case. Raises AddressRefused for anything else."""
    address = text.strip(" \t")
    local = address.rpartition("@")[0]
    if len(address) > LONGEST or len(local) > 64 or not _ADDRESS.fullmatch(address):
        shown = "".join(c if c.isprintable() else "?" for c in address[:60])
        raise AddressRefused(f"{shown!r} is not one plain mail address such as anna@example.com")
    return address.lower()


def reserved(address: str) -> bool:
    """Whether the address is at a domain that reaches nobody (RFC 2606, RFC 6761)."""
    domain = address.rpartition("@")[2].lower().rstrip(".")
    return any(domain == r or domain.endswith("." + r) for r in _RESERVED)


def allow(address: str, origin: str) -> None:
    """Raises AddressRefused where an example store would write to someone real."""
    if origin == "example" and not reserved(address):
        raise AddressRefused(
            f"{address} is a real address, and this store holds made-up examples: "
            "it writes only to example.com, example.org, example.net, .example, .test, .invalid and localhost"
        )
