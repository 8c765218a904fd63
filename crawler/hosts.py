"""One crawl at a time asks a host, whichever process it belongs to: a lock file per host, freed with its process."""

from __future__ import annotations

import fcntl
import os
import re
import time
from pathlib import Path
from types import TracebackType

PATIENCE = 0.2  # seconds between two tries


class HostLocks:
    """The hosts that this process asks. A context manager: leaving it frees them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.held: dict[str, int] = {}

    def __enter__(self) -> HostLocks:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for handle in self.held.values():
            os.close(handle)
        self.held.clear()

    def take(self, host: str, seconds: float = 0.0) -> bool:
        """Whether `host` is ours, trying for so long while another process holds it."""
        if host in self.held:
            return True
        until = time.monotonic() + seconds
        handle = os.open(self.folder / re.sub(r"[^\w.-]", "_", host), os.O_RDWR | os.O_CREAT, 0o600)
        while not _locked(handle):
            if time.monotonic() >= until:
                os.close(handle)
                return False
            time.sleep(PATIENCE)
        self.held[host] = handle
        return True


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
