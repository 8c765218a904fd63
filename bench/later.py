"""`python -m bench.later SECONDS WORDS …`: `tongbao WORDS …` as if it were SECONDS later."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

from store import clock


def main() -> None:
    ahead = timedelta(seconds=float(sys.argv[1]))
    clock.now = lambda: datetime.now(UTC) + ahead
    sys.argv[1:2] = []
    from cli import main as tongbao

    tongbao()


if __name__ == "__main__":
    main()
