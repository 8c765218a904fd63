"""The promise of half an hour, over a simulated hour; `make bench-latency` measures a whole day."""

from __future__ import annotations

from pathlib import Path

from bench.latency import PROMISED, measure


def test_notices_of_tier_1_are_stored_within_half_an_hour_though_a_host_hangs(tmp_path: Path) -> None:
    found = measure(tmp_path / "home", hours=1, every=3)
    assert found.lost == 0 and len(found.minutes) == 10
    assert found.p95 <= PROMISED
