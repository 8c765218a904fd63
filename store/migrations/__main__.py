"""`python -m store.migrations "what changed"`: write the next revision after a change to `store/tables.py`."""

from __future__ import annotations

import sys

from sqlalchemy import create_engine

from store.migrations import run


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    with create_engine("sqlite://").begin() as connection:
        run.upgrade(connection)
        run.write(connection, sys.argv[1])


main()
