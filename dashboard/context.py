"""Which store the pages show: set once by the server, read by every page."""

from __future__ import annotations

from dataclasses import dataclass

from settings import Settings
from store.archive import Archive
from store.show import Engine


@dataclass(frozen=True)
class Context:
    """The deployment's settings, its database and its archive."""

    settings: Settings
    engine: Engine
    archive: Archive


class NotServed(RuntimeError):
    """A page was run without a server that says which store it shows."""


_served: list[Context] = []


def use(settings: Settings, engine: Engine) -> Context:
    """From now on pages show this store."""
    context = Context(settings, engine, Archive(settings.archive))
    _served[:] = [context]
    return context


def current() -> Context:
    """The store that pages show."""
    if not _served:
        raise NotServed("start the dashboard with `tongbao dashboard` or `python -m dashboard.server`")
    return _served[0]
