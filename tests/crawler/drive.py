"""One crawl in a process of its own: `python -m tests.crawler.drive CATALOGUE HOME [ADDRESS …]`, outcomes as JSON.

CRAWL_AHEAD sets its clock ahead by so many hours, CRAWL_MINUTES and CRAWL_DELAY are the run's own.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import settings as settings_module
from crawler.run import crawl
from crawler.sources import load_catalogue
from store import clock
from store.archive import Archive
from store.db import open_store


def main() -> None:
    catalogue, home, *urls = sys.argv[1:]
    ahead = timedelta(hours=float(os.environ.get("CRAWL_AHEAD", "0")))
    clock.now = lambda: datetime.now(UTC) + ahead
    minutes = float(os.environ["CRAWL_MINUTES"]) if "CRAWL_MINUTES" in os.environ else None
    settings = dataclasses.replace(
        settings_module.load(
            {
                "TONGBAO_CRAWL_DELAY": os.environ.get("CRAWL_DELAY", "0"),
                "TONGBAO_CHROMIUM": os.environ.get("TONGBAO_CHROMIUM", ""),
            },
            home=Path(home),
        ),
        allow_hosts=frozenset({"127.0.0.1"}),
    )
    engine = open_store(settings, "example")
    sources = [source for source in load_catalogue(Path(catalogue)) if source.enabled]
    found = crawl(settings, engine, Archive(settings.archive), sources, urls or None, minutes=minutes)
    print(
        json.dumps([{**dataclasses.asdict(o), "checks": [c.model_dump() for c in o.checks]} for o in found])
    )


if __name__ == "__main__":
    main()
