"""How fast files are read, against a plain library doing its part on the same files in the same run.

usage: python -m bench.read

Each line is a ratio of two times, the least of several rounds of each, taken in turn so that a busy machine slows
both. Peak memory is that of a child which reads pictures. Exit status 1 where a limit is passed.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import lxml.html
import numpy as np
import pdfplumber
from numpy.typing import NDArray
from PIL import Image
from rapidocr import RapidOCR

from bench import readfiles
from bench.fonts import NoChineseFont
from nlp.read import read

MOST_MEMORY = 1200.0  # MB


@dataclass(frozen=True)
class Line:
    """One measurement and its limit."""

    what: str
    ours: float
    peer: float
    limit: float

    @property
    def ratio(self) -> float:
        return self.ours / self.peer


def least(ours: Callable[[], object], peer: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The least time of each, in seconds, after one round that does not count."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds + 1):
        for run, kept in zip((ours, peer), times, strict=True):
            began = time.perf_counter()
            run()
            kept.append(time.perf_counter() - began)
    return min(times[0][1:]), min(times[1][1:])


def pdf() -> Line:
    """A ruled PDF against pdfplumber's own tables."""
    body = readfiles.ruled_pdf(150)

    def plain() -> None:
        with pdfplumber.open(io.BytesIO(body)) as opened:
            for page in opened.pages:
                page.extract_tables()

    return Line("ruled PDF / pdfplumber", *least(lambda: read(body, "list.pdf"), plain, 4), limit=1.5)


def html() -> Line:
    """A list of 300 rows against parsing it."""
    body = readfiles.html_list(300)
    text = body.decode()
    times = least(lambda: read(body, "list.html"), lambda: lxml.html.document_fromstring(text), 15)
    return Line("HTML of 300 rows / lxml.html", *times, limit=4.0)


def pictures() -> list[Line]:
    """Pictures of lists against the whole engine, others against its search for text only."""
    engine = RapidOCR(params={"Global.log_level": "error", "Global.use_cls": False})
    lists = [
        readfiles.picture_list(14, True),
        readfiles.picture_list(14, False),
        readfiles.picture_list(14, True, 0.8),
    ]
    others = [readfiles.photo(), readfiles.poster(), readfiles.chart()]
    whole = least(lambda: _read_all(lists), lambda: [engine(p, use_rec=True) for p in _pixels(lists)], 2)
    found = least(lambda: _read_all(others), lambda: [engine(p, use_rec=False) for p in _pixels(others)], 3)
    return [
        Line("pictures of lists / rapidocr", *whole, limit=1.2),
        Line("pictures without a list / its text search", *found, limit=1.2),
    ]


def _read_all(bodies: list[bytes]) -> None:
    for body in bodies:
        read(body, "picture.png")


def _pixels(bodies: list[bytes]) -> list[NDArray[np.uint8]]:
    return [np.asarray(Image.open(io.BytesIO(body)).convert("RGB"))[:, :, ::-1].copy() for body in bodies]


def memory() -> float:
    """Peak memory in MB of a child that reads a tall picture of a list and a scan."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.read", "child"], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def child() -> None:
    """Reads pictures and prints this process's peak memory in MB."""
    _read_all([readfiles.picture_list(100, True), readfiles.picture_list(40, False)])
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> int:
    """Prints the table."""
    try:
        lines = [pdf(), html(), *pictures()]
    except NoChineseFont as problem:
        print(problem, file=sys.stderr)
        return 2
    peak = memory()
    print(f"{'':44}{'ours':>9}{'peer':>9}{'ratio':>8}{'limit':>8}")
    for line in lines:
        print(f"{line.what:44}{line.ours:8.3f}s{line.peer:8.3f}s{line.ratio:8.2f}{line.limit:8.2f}")
    print(f"{'peak memory with OCR':44}{peak:7.0f}MB{'':17}{MOST_MEMORY:7.0f}M")
    return int(peak > MOST_MEMORY or any(line.ratio > line.limit for line in lines))


if __name__ == "__main__":
    if sys.argv[1:] == ["child"]:
        child()
    else:
        sys.exit(main())
