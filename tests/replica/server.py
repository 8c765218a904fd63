"""The replica's HTTP server: mounts the families, keeps a log, lets a test publish, edit, withdraw, break."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.replica import cac, jpaas, post
from tests.replica.faults import Fault
from tests.replica.items import Item, load, newest_first
from tests.replica.web import Answer, Place, Request, missing

FAMILIES: dict[str, Callable[[Request, Place, Sequence[Item]], Answer]] = {
    "miit": jpaas.MIIT.answer,
    "gdca": jpaas.GDCA.answer,
    "cac": cac.answer,
    "post": post.answer,
}
ORIGIN = ("X-Tongbao-Origin", "example")
LONGEST_FORM = 65536


class Replica:
    """The sites on a free port of 127.0.0.1, below `prefix`: a context manager, or start() and stop()."""

    def __init__(self, prefix: str = "", port: int = 0, items: Sequence[Item] | None = None) -> None:
        self.prefix = f"/{prefix.strip('/')}" if prefix.strip("/") else ""
        self.items = newest_first(load() if items is None else items)
        self.requests: list[tuple[str, str]] = []  # method, and path with query as asked
        self.stopped = False
        self._faults: list[Fault] = []
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), self)
        self.port = self._server.server_port
        self.host = f"127.0.0.1:{self.port}"
        self.base = f"http://{self.host}{self.prefix}"

    def __enter__(self) -> Replica:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Answer from now on, in a thread."""
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Answer no more, not even on open connections, and free the port."""
        self.stopped = True
        self.heal()
        self._server.shutdown()
        self._server.server_close()

    def serve(self) -> None:
        """Answer in this thread until interrupted."""
        try:
            self._server.serve_forever(0.2)
        finally:
            self._server.server_close()

    def item(self, site: str, path: str) -> Item:
        """The item at `path` below the site's root."""
        return next(item for item in self.items if (item.site, item.path) == (site, path))

    def add(self, item: Item) -> None:
        """Publish `item`."""
        with self._lock:
            self.items = newest_first([*self.items, item])

    def edit(self, site: str, path: str, **changes: Any) -> Item:
        """Change the item at `path` under its unchanged address; returns it as it is now."""
        old = self.item(site, path)
        new = replace(old, **changes)
        with self._lock:
            self.items = newest_first([new if item is old else item for item in self.items])
        return new

    def remove(self, site: str, path: str) -> None:
        """Withdraw the item: it leaves its lists and its page answers 404."""
        gone = self.item(site, path)
        with self._lock:
            self.items = [item for item in self.items if item is not gone]

    def fail(
        self,
        pattern: str,
        status: int = 503,
        body: bytes | str = b"",
        media_type: str = "text/html",
        times: int | None = None,
    ) -> None:
        """Answer paths (query included) that match `pattern` with this instead, `times` times or for ever."""
        data = body.encode() if isinstance(body, str) else body
        self._faults.append(Fault(re.compile(pattern), Answer(data, media_type, status), times))

    def cut(self, pattern: str, times: int | None = None) -> None:
        """Close the connection of paths that match without an answer."""
        self._faults.append(Fault(re.compile(pattern), None, times))

    def hang(self, pattern: str) -> None:
        """Leave paths that match unanswered until heal() or stop(), then close the connection."""
        self._faults.append(Fault(re.compile(pattern), None, hang=True))

    def heal(self) -> None:
        """Forget all faults."""
        with self._lock:
            faults, self._faults = self._faults, []
        for fault in faults:
            fault.ended.set()

    def respond(self, request: Request, target: str) -> Answer | None:
        """The answer to one request, which goes into the log; None: close the connection."""
        if self.stopped:
            return None
        with self._lock:
            self.requests.append((request.method, target))
            fault = next((fault for fault in self._faults if fault.takes(target)), None)
            items = self.items
        if fault:
            return fault.reply()
        root, _, rest = request.path.removeprefix(f"{self.prefix}/").partition("/")
        if root not in FAMILIES:
            return missing()
        own = [item for item in items if item.site == root]
        place = Place(self.host, f"{self.prefix}/{root}")
        return FAMILIES[root](replace(request, path=f"/{rest}"), place, own)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], replica: Replica) -> None:
        self.replica = replica
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    server: _Server

    def do_GET(self) -> None:
        """Answer; HEAD and POST are answered alike."""
        parts = urlsplit(self.path)
        form = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LONGEST_FORM))
        request = Request(
            self.command,
            parts.path,
            dict(parse_qsl(parts.query, keep_blank_values=True)),
            dict(parse_qsl(form.decode("utf-8", "replace"), keep_blank_values=True)),
            {name.lower(): value for name, value in self.headers.items()},
        )
        answer = self.server.replica.respond(request, self.path)
        if answer is None:
            self.close_connection = True
        else:
            self._send(answer)

    do_HEAD = do_POST = do_GET

    def _send(self, answer: Answer) -> None:
        tag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        same = answer.status == 200 and self.headers.get("If-None-Match") == tag
        self.send_response(304 if same else answer.status)
        self.send_header("Content-Type", answer.media_type)
        if answer.status == 200:
            self.send_header("ETag", tag)
        if not same:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if not same and self.command != "HEAD":
            self.wfile.write(answer.body)

    def end_headers(self) -> None:
        """Every answer says what it is, refusals of the base class too."""
        self.send_header(*ORIGIN)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal quiet; `Replica.requests` is the log."""
