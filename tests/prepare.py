"""Before the tests: a browser and a font with Chinese characters, from the system's packages where we may install them.

Without them the browser tests are skipped and say so; with TONGBAO_REQUIRE_BROWSER set that is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGES = ["chromium", "fonts-wqy-zenhei"]


def browser() -> str | None:
    """The path of an installed Chromium, if there is one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font for Chinese."""
    if not shutil.which("fc-list"):
        return False
    found = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


def main() -> int:
    """Install what is missing as root on a Debian system; never fail the tests for it."""
    if browser() and has_chinese_font():
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium and a Chinese font for the browser tests …", flush=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES],
        ):
            done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
            if done.returncode:
                break
    if not (browser() and has_chinese_font()):
        print("Browser tests will be skipped: install " + " and ".join(PACKAGES) + " to run them.")
        return 1 if os.environ.get("TONGBAO_REQUIRE_BROWSER") else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
