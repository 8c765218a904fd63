"""What all tests share: a home of their own, and the last line that names skipped browser tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import settings as settings_module
from settings import Settings
from tests.prepare import browser, has_chinese_font


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of an empty deployment below a temporary folder; nothing of the process's environment."""
    return settings_module.load({"TONGBAO_CRAWL_DELAY": "0"}, home=tmp_path / "home")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path; the test is skipped where there is none (a failure where one is required)."""
    path = browser()
    if path and has_chinese_font():
        return path
    reason = "browser tests need Chromium and a Chinese font: apt-get install chromium fonts-wqy-zenhei"
    if os.environ.get("TONGBAO_REQUIRE_BROWSER"):
        pytest.fail(reason)
    pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in the last lines that browser tests did not run."""
    skipped = [
        r for r in terminalreporter.stats.get("skipped", []) if "browser tests need" in str(r.longrepr)
    ]
    if skipped:
        terminalreporter.write_line(
            f"{len(skipped)} browser tests were SKIPPED: no Chromium or no Chinese font."
        )
