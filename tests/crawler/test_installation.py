"""What a deployment lacks is said with what to do about it."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import pytest

import settings as settings_module
from crawler import installation
from settings import Settings


@pytest.fixture
def given(tmp_path: Path) -> Settings:
    return settings_module.load({}, home=tmp_path)


def found(settings: Settings) -> dict[str, tuple[bool, str]]:
    return {check.name: (check.passed, check.text) for check in installation.checks(settings)}


def test_this_installation_can_work(given: Settings) -> None:
    assert [name for name, (passed, _) in found(given).items() if not passed] == []


def test_what_is_optional_never_fails_and_says_what_it_is_for(
    given: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    told = found(given)
    assert all(
        told[name][0] and "optional" in told[name][1]
        for name in ("Chromium", "Chinese font", "old Word files")
    )


def test_a_package_of_another_version_and_a_lost_model_are_told(
    given: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "MODELS", ("*no-such*.onnx",))
    monkeypatch.setattr("importlib.metadata.requires", lambda _: ["typer==0.0.1", "no-such-package"])
    told = found(given)
    assert not told["packages"][0] and "no-such-package is missing" in told["packages"][1]
    assert "not 0.0.1" in told["packages"][1] and "make install" in told["packages"][1]
    assert not told["OCR model"][0]


def test_a_mail_server_is_asked_and_its_password_never_shown(given: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        passed, text = found(replace(given, smtp_url=f"smtp://me:secret@127.0.0.1:{port}"))["mail"]
        assert passed and "secret" not in text
    passed, text = found(replace(given, smtp_url=f"smtp://me:secret@127.0.0.1:{port}"))["mail"]
    assert not passed and "does not answer" in text and "secret" not in text
