"""The font that tests draw Chinese pictures with. Where there is none, their modules are skipped and say so."""

from __future__ import annotations

import pytest

from bench.fonts import NoChineseFont, chinese_font


def chinese() -> str:
    """Its path. Without one nothing can be drawn: the module is skipped; `tests/prepare.py` sees to it that CI has one."""
    try:
        return chinese_font()
    except NoChineseFont as problem:
        pytest.skip(str(problem), allow_module_level=True)
