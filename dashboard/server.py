"""The dashboard's server: Streamlit and our own routes from one process and port.

`python -m dashboard.server --home var --port 8501` serves the store below a home; `--example` serves a store of examples.
"""

from __future__ import annotations

import argparse
import logging
import socket
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import uvicorn
from starlette.middleware import Middleware
from streamlit.starlette import App
from streamlit.web.bootstrap import load_config_options

from dashboard import context
from dashboard.guard import Guard, hosts
from dashboard.routes import ROUTES
from dashboard.style import THEME
from dashboard.subscribing import ROUTES as SUBSCRIBING
from settings import ConfigurationError, Settings, load
from store.db import open_store
from store.show import Engine

SCRIPT = Path(__file__).resolve().parent / "app.py"
LONGEST_STOP = 3  # seconds that open pages get when the server stops


def options(settings: Settings) -> dict[str, object]:
    """Streamlit's settings: no telemetry, nothing of the machine in error pages, no look at its files."""
    return THEME | {
        "browser.gatherUsageStats": False,
        "browser.serverAddress": next(iter(hosts(settings.base_url) - hosts("")), "127.0.0.1"),
        "client.showErrorDetails": "none",
        "client.toolbarMode": "minimal",
        "client.showSidebarNavigation": False,
        "global.developmentMode": False,
        "logger.level": "warning",
        "server.fileWatcherType": "none",
        "server.headless": True,
        "server.port": settings.port,
        "server.maxUploadSize": 1,
        "server.disconnectedSessionTTL": 30,
    }


def app(settings: Settings, engine: Engine) -> App:
    """The ASGI application that shows this store."""
    context.use(settings, engine)
    load_config_options(options(settings))
    guard = Middleware(Guard, allowed=hosts(settings.base_url))
    return App(SCRIPT, routes=[*ROUTES, *SUBSCRIBING], middleware=[guard])


def listen(host: str, port: int) -> socket.socket:
    """A bound socket. Raises ConfigurationError where the port is taken or the address is not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(128)
    except OSError as error:
        bound.close()
        raise ConfigurationError(
            f"the dashboard cannot listen on {host}:{port} ({error.strerror or error}): "
            "another program uses the port? Choose another with --port or TONGBAO_PORT"
        ) from error
    return bound


def serve(settings: Settings, engine: Engine, host: str = "127.0.0.1") -> None:
    """Serve until stopped. Raises ConfigurationError where the port cannot be had."""
    with closing(listen(host, settings.port)) as bound:
        print(f"Dashboard: {settings.base_url}", flush=True)
        config = uvicorn.Config(
            app(settings, engine),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=LONGEST_STOP,
            ws_ping_interval=20,
        )
        uvicorn.Server(config).run(sockets=[bound])


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 2 for a configuration that cannot work."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.server", description="Serve the dashboard.")
    parser.add_argument(
        "--home", type=Path, help="folder of database and archive (default: TONGBAO_HOME or ./var)"
    )
    parser.add_argument("--port", type=int, help="port (default: TONGBAO_PORT or 8501)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument(
        "--example", action="store_true", help="the store holds examples (what `make demo` fills)"
    )
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING)
    try:
        settings = load(home=given.home, port=given.port)
        serve(settings, open_store(settings, "example" if given.example else "live"), given.host)
    except ConfigurationError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
