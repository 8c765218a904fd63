"""One crawl in a process of its own: `python -m tests.crawler.drive CATALOGUE HOME [ADDRESS …]`, outcomes as JSON."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from pathlib import Path

import settings as settings_module
from crawler.run import crawl
from crawler.sources import load_catalogue
from store.archive import Archive
from store.db import open_store


def main() -> None:
    catalogue, home, *urls = sys.argv[1:]
    settings = dataclasses.replace(
        settings_module.load({"TONGBAO_CRAWL_DELAY": os.environ.get("CRAWL_DELAY", "0")}, home=Path(home)),
        allow_hosts=frozenset({"127.0.0.1"}),
    )
    engine = open_store(settings, "example")
    sources = [source for source in load_catalogue(Path(catalogue)) if source.enabled]
    found = crawl(settings, engine, Archive(settings.archive), sources, urls or None)
    print(
        json.dumps([{**dataclasses.asdict(o), "checks": [c.model_dump() for c in o.checks]} for o in found])
    )


if __name__ == "__main__":
    main()
