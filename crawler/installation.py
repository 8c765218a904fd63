"""What a deployment needs from its machine, each as a named check that says what to do."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from importlib import metadata, util
from pathlib import Path
from urllib.parse import urlsplit

from settings import Settings
from store.records import Check

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
MODELS = ("*det*.onnx", "*rec*.onnx")
MAIL_PORTS = {"smtp": 25, "smtps": 465}


def checks(settings: Settings) -> list[Check]:
    """All of them. Those marked optional in their text never fail."""
    return [_python(), _packages(), _ocr(), _browser(), _font(), _word(), _mail(settings)]


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info >= (3, 11)
    return Check(name="Python", passed=good, text=found if good else f"{found}: install Python 3.11 or newer")


def _packages() -> Check:
    """Each package that we require, in the version that we require."""
    wrong = []
    for line in metadata.requires("tongbao") or []:
        if "extra ==" in line:
            continue
        name, wanted = (*re.split(r"\s*==\s*", line.partition(";")[0].strip(), maxsplit=1), "")[:2]
        try:
            found = metadata.version(name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{name} is missing")
            continue
        if wanted and found != wanted:
            wrong.append(f"{name} is {found}, not {wanted}")
    text = f"{'; '.join(wrong)}: run `make install`" if wrong else "all there"
    return Check(name="packages", passed=not wrong, text=text)


def _ocr() -> Check:
    spec = util.find_spec("rapidocr")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    lacking = [model for model in MODELS if folder is None or not any(folder.rglob(model))]
    text = "present" if not lacking else f"no {', '.join(lacking)} in rapidocr: run `make install`"
    return Check(name="OCR model", passed=not lacking, text=text)


def _browser() -> Check:
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    return Check(name="Chromium", passed=True, text=found or "absent (optional): browser tests are skipped")


def _font() -> Check:
    lister = shutil.which("fc-list")
    said = ""
    if lister:
        said = subprocess.run(
            [lister, ":lang=zh"], capture_output=True, text=True, check=False, timeout=30
        ).stdout.strip()
    text = "present" if said else "absent (optional): screenshots show boxes; install fonts-wqy-zenhei"
    return Check(name="Chinese font", passed=True, text=text)


def _word() -> Check:
    found = [name for name in ("soffice", "antiword") if shutil.which(name)]
    text = (
        ", ".join(found)
        or "absent (optional): Word files from before 1997 wait; install LibreOffice or antiword"
    )
    return Check(name="old Word files", passed=True, text=text)


def _mail(settings: Settings) -> Check:
    """Whether the mail server takes connections. The address is shown without user and password."""
    if not settings.smtp_url:
        return Check(
            name="mail", passed=True, text="TONGBAO_SMTP_URL is not set (optional): mails wait, feeds work"
        )
    try:
        at = urlsplit(settings.smtp_url)
        host, port = at.hostname or "", at.port or MAIL_PORTS.get(at.scheme, 25)
    except ValueError:
        return Check(name="mail", passed=False, text="TONGBAO_SMTP_URL is no address: write smtp://host:port")
    try:
        with socket.create_connection((host, port), timeout=5):
            return Check(name="mail", passed=True, text=f"{host}:{port} answers")
    except OSError as error:
        said = error.strerror or type(error).__name__
        return Check(
            name="mail", passed=False, text=f"{host}:{port} does not answer ({said}): check TONGBAO_SMTP_URL"
        )
