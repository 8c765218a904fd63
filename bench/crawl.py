"""What a crawled page costs: CPU per page against a short Scrapy spider in the same run, and memory over many pages.

usage: python -m bench.crawl [--pages 1000] [--rounds 3] [--long 5000]

The peer takes the same fields with the same parser and writes each body to a file; a bare link-follower is reported
beside it. Runs alternate, and the median ratio counts. Exit 1 when a limit is passed.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LIMIT = 1.3  # CPU per page, ours to the peer's
FLAT = 1.15  # peak memory over the long crawl to that over the short one

Spent = dict[str, float]


@contextmanager
def site(articles: int) -> Iterator[str]:
    """The base of a site of so many articles."""
    command = [sys.executable, "-m", "bench.crawling.site", str(articles)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        try:
            assert child.stdout is not None
            yield child.stdout.readline().strip()
        finally:
            child.kill()


def run(module: str, base: str, *words: str) -> Spent:
    """One crawl in a process of its own; returns pages, CPU seconds and peak memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", f"bench.crawling.{module}", base, str(Path(folder) / "out"), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{module} failed:\n{done.stderr[-2000:]}")
    found: Spent = json.loads(done.stdout.splitlines()[-1])
    return found


def per_page(spent: Spent) -> float:
    """CPU milliseconds a page."""
    return 1000 * spent["cpu"] / spent["pages"]


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--long", type=int, default=5000)
    wanted = parser.parse_args()
    ratios, bare = [], []
    with site(wanted.pages) as base:
        for number in range(1, wanted.rounds + 1):
            peer, ours, follower = run("peer", base), run("ours", base), run("peer", base, "bare")
            if ours["pages"] != peer["pages"]:
                raise SystemExit(
                    f"ours brought {ours['pages']} pages, the peer {peer['pages']}: not comparable"
                )
            ratios.append(per_page(ours) / per_page(peer))
            bare.append(per_page(ours) / per_page(follower))
            print(
                f"round {number}: ours {per_page(ours):.1f} ms a page, peer {per_page(peer):.1f}, "
                f"bare link-follower {per_page(follower):.1f}; ratio {ratios[-1]:.2f}",
                flush=True,
            )
    ratio = statistics.median(ratios)
    print(
        f"CPU a page: {ratio:.2f} times the peer's (limit {LIMIT}), {statistics.median(bare):.1f} times a bare follower's"
    )
    with site(wanted.pages) as base:
        short = run("ours", base)
    with site(wanted.long) as base:
        long = run("ours", base)
    growth = long["memory"] / short["memory"]
    print(
        f"memory: {short['memory']:.0f} MB over {short['pages']:.0f} pages, {long['memory']:.0f} MB over "
        f"{long['pages']:.0f}: {growth:.2f} times (limit {FLAT})"
    )
    return int(ratio > LIMIT or growth > FLAT)


if __name__ == "__main__":
    sys.exit(main())
