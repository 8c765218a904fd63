"""Adds Word 97 files to the development half: its files of today as LibreOffice saves them.

usage: python -m tests.nlp.readers.golden.make.old_word (LibreOffice's `soffice` on the path)
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from tests.nlp.readers.accuracy import FOLDER
from tests.nlp.readers.golden.make.golden import save

NAMES = ("numbered", "problem-rows", "merged", "apps-and-sdks", "tracked", "bad-rows")
AS_WPS = "numbered"


def main() -> None:
    """Converts each file; one stands there under the name of a WPS file too, as WPS saves the same format."""
    half = FOLDER / "dev"
    truth = json.loads((half / "truth.json").read_text("utf-8"))
    for name in NAMES:
        entry = truth[f"{name}.docx"]
        body = _converted(half / f"{name}.docx")
        for suffix in ("doc", "wps") if name == AS_WPS else ("doc",):
            (half / f"{name}.{suffix}").write_bytes(body)
            truth[f"{name}.{suffix}"] = {
                **entry,
                "carrier": "doc",
                "by": f"LibreOffice, from {name}.docx",
                "files": [f"{name}.{suffix}"],
            }
    save(half, truth)


def _converted(path: Path) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", "--convert-to", "doc", "--outdir", folder, str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (Path(folder) / f"{path.stem}.doc").read_bytes()


if __name__ == "__main__":
    main()
