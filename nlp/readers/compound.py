"""Compound files, the containers of Word and Excel before 2007, opened without trust in what they say of themselves."""

from __future__ import annotations

import io
import struct

import olefile

_SHIFTS = (b"\x09\x00\x06\x00", b"\x0c\x00\x06\x00")  # the only sizes of sectors that [MS-CFB] 2.2 allows


class Damaged(ValueError):
    """The container cannot be opened."""


def streams(body: bytes, wanted: tuple[str, ...] = ()) -> dict[str, bytes]:
    """The streams at the root by name in lower case: the contents of `wanted`, of others nothing. Raises Damaged."""
    if body[30:34] not in _SHIFTS:
        raise Damaged("its sectors have no size that is allowed")
    try:
        with olefile.OleFileIO(io.BytesIO(body)) as container:
            names = [path[0] for path in container.listdir() if len(path) == 1]
            return {
                name.lower(): bytes(container.openstream(name).read()) if name.lower() in wanted else b""
                for name in names
            }
    except (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error) as error:
        raise Damaged(type(error).__name__) from error
