"""A Chinese font of this machine, for pictures that a benchmark draws."""

from __future__ import annotations

import shutil
import subprocess


class NoChineseFont(RuntimeError):
    """None is installed; the text says what to install."""


def chinese_font() -> str:
    """The file of an installed Chinese font, found by fontconfig; the one meant for screens where there are several."""
    if shutil.which("fc-list"):
        command = ["fc-list", ":lang=zh-cn", "--format=%{file}\n"]
        found = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False).stdout.split(
            "\n"
        )
        if files := sorted((f for f in found if f), key=lambda f: ("wqy" not in f, "Sans" not in f, f)):
            return files[0]
    raise NoChineseFont("no Chinese font: apt-get install fontconfig fonts-wqy-zenhei")
