"""The archive of fetched bytes."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from store.archive import Archive, ArchiveError


def test_bytes_come_back_as_they_went_in(archive: Archive) -> None:
    sha256 = archive.put(b"\x00notice\xff")
    assert archive.get(sha256) == b"\x00notice\xff"
    assert sha256 in archive


def test_the_same_bytes_are_written_once(archive: Archive) -> None:
    path = archive.path(archive.put(b"notice"))
    before = path.stat()
    archive.put(b"notice")
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert path == archive.folder / path.name[:2] / path.name[2:4] / path.name


def test_nothing_unfinished_is_left_when_a_write_fails(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        archive.put(b"notice")
    assert not [path for path in archive.folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "damage", [b"", b"no gzip at all", gzip.compress(b"other bytes"), gzip.compress(b"notice")[:-3]]
)
def test_damaged_bytes_are_refused_not_returned(archive: Archive, damage: bytes) -> None:
    sha256 = archive.put(b"notice")
    archive.path(sha256).write_bytes(damage)
    with pytest.raises(ArchiveError, match="damaged"):
        archive.get(sha256)


def test_missing_bytes_are_said_to_be_missing(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="not in the archive"):
        archive.get("0" * 64)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "0" * 63, "G" * 64, "0" * 64 + "/x"])
def test_only_a_hash_names_a_file(archive: Archive, name: str) -> None:
    with pytest.raises(ArchiveError, match="no sha256"):
        archive.get(name)
