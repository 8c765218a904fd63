"""Fetched bytes, kept for good under their sha256: `archive/ab/cd/<sha256>.gz`."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import tempfile
import zlib
from pathlib import Path


class ArchiveError(Exception):
    """Bytes that are not in the archive, or are not what they were."""


class Archive:
    """A folder of compressed files named by the hash of their content."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the bytes of `sha256` lie."""
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            raise ArchiveError(f"{sha256[:80]!r} is no sha256")
        return self.folder / sha256[:2] / sha256[2:4] / f"{sha256}.gz"

    def put(self, body: bytes) -> str:
        """Keep `body` and return its sha256. What is there already is not written again."""
        sha256 = hashlib.sha256(body).hexdigest()
        path = self.path(sha256)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write(path, gzip.compress(body, 6, mtime=0))
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes, verified. Raises ArchiveError when they are missing or damaged."""
        path = self.path(sha256)
        try:
            body = gzip.decompress(path.read_bytes())
        except FileNotFoundError:
            raise ArchiveError(f"{sha256} is not in the archive {self.folder}") from None
        except (OSError, EOFError, zlib.error) as error:
            raise ArchiveError(f"{path} is damaged: {error}") from error
        if hashlib.sha256(body).hexdigest() != sha256:
            raise ArchiveError(f"{path} is damaged: its bytes have another hash")
        return body

    def __contains__(self, sha256: str) -> bool:
        return self.path(sha256).exists()

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        """Write beside `path`, sync, then rename: a reader sees all of a file or none of it."""
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
