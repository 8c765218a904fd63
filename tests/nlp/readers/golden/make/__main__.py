"""Makes the golden files again: see README.md beside this file. `foreign` is to be run after `dev`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.nlp.readers.golden.make import dev, test
from tests.nlp.readers.golden.make.golden import write

FOLDER = Path(__file__).resolve().parents[1]
HALVES = {"dev": dev.files, "test": test.files}

if __name__ == "__main__":
    for half in sys.argv[1:] or HALVES:
        write(FOLDER / half, HALVES[half]())
