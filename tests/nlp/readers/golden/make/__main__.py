"""Makes the golden files again: see README.md beside this file."""

from __future__ import annotations

import sys
from pathlib import Path

from golden.make import dev
from golden.make.golden import write

FOLDER = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    halves = sys.argv[1:] or ["dev", "test"]
    if "dev" in halves:
        write(FOLDER / "dev", dev.files())
    if "test" in halves:
        from golden.make import test

        write(FOLDER / "test", test.files())
