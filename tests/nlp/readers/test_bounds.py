"""Hostile files stay within memory and time: they are read in a child that may take no more than it is given."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from reportlab.pdfgen import canvas

from tests.nlp.readers.test_bad_input import picture, zipped
from tests.nlp.readers.test_sheets import list_of, saved

MEMORY = 4 * 1024**3  # of addresses: libraries map far more than they use
RESIDENT_MB = 1000
SECONDS = 200
CHILD = """
import resource, sys
from nlp.read import read
for name in sys.argv[1:]:
    print(*[issue.code for issue in read(open(name, "rb").read(), name).issues])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def bombs() -> bytes:
    """A ZIP of ZIPs, each of which unpacks to a thousand times its size."""
    body = zipped(a_txt=b"0" * 60_000_000)
    return zipped(**{f"a{i}_zip": body for i in range(30)})


def many_shared_strings() -> bytes:
    """A small list in a workbook with 40 MB of strings that no cell shows."""
    out = io.BytesIO()
    strings = "".join(f"<si><t>云帆{i:032x}</t></si>" for i in range(600_000))
    with (
        zipfile.ZipFile(io.BytesIO(saved(list_of(3)))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in source.namelist():
            body = source.read(name)
            if name == "xl/sharedStrings.xml":
                body = body.replace(b"</sst>", strings.encode() + b"</sst>")
            made.writestr(name, body)
    return out.getvalue()


def far_cell() -> bytes:
    book = list_of(10)
    book.worksheets[0].cell(1_048_576, 16_384).value = "x"
    return saved(book)


def large_page() -> bytes:
    """A PDF page of 5 metres a side with nothing but an area on it: a scan to look at."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(14_400, 14_400))
    page.rect(100, 100, 9_000, 9_000, fill=1)
    page.showPage()
    page.save()
    return out.getvalue()


def many_pages() -> bytes:
    made = pypdfium2.PdfDocument.new()
    for _ in range(2000):
        made.new_page(595, 842)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    "huge.png": (lambda: picture(20_000, 20_000), ["too_big"]),
    "bombs.zip": (bombs, ["not_unpacked"]),
    "bomb.xlsx": (lambda: zipped(xl__workbook_xml=b"<a/>", xl__a_xml=b"x" * 190_000_000), ["not_unpacked"]),
    "strings.xlsx": (many_shared_strings, []),
    "far.xlsx": (far_cell, ["too_long"]),
    "pages.pdf": (many_pages, ["too_long"]),
    "large.pdf": (large_page, []),
}


def test_hostile_files_stay_within_memory_and_time(tmp_path: Path) -> None:
    for name, (make, _) in HOSTILE.items():
        (tmp_path / name).write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *(str(tmp_path / name) for name in HOSTILE)],
        capture_output=True, text=True, timeout=SECONDS, check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )  # fmt: skip
    *lines, resident = done.stdout.splitlines()
    assert [sorted(set(line.split())) for line in lines] == [codes for _, codes in HOSTILE.values()]
    assert int(resident) < RESIDENT_MB
