"""The replica's HTTP server: mounts the families, keeps a log, lets a test publish, edit, withdraw, break."""

from __future__ import annotations

import hashlib
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.replica import cac, cverc, dahan, govjson, jpaas_sites, mps, mstl, post, press, trs, wechat
from tests.replica.faults import Breakable
from tests.replica.items import Item, load, newest_first
from tests.replica.web import Answer, Place, Request, missing

FAMILIES: dict[str, Callable[[Request, Place, Sequence[Item]], Answer]] = {
    "miit": jpaas_sites.MIIT.answer,
    "gdca": jpaas_sites.GDCA.answer,
    "cac": cac.answer,
    "post": post.answer,
    "miit-calls": jpaas_sites.MIIT_CALLS.answer,
    "cqca": jpaas_sites.CQCA.answer,
    "scca": jpaas_sites.SCCA.answer,
    "zjca": jpaas_sites.ZJCA.answer,
    "gzca": jpaas_sites.GZCA.answer,
    "samr": jpaas_sites.SAMR.answer,
    "mofcom": jpaas_sites.MOFCOM.answer,
    "jswx": trs.answer,
    "mstl": mstl.answer,
    "mps": mps.answer,
    "cverc": cverc.answer,
    "amr": dahan.answer,
    "gov": govjson.answer,
    "wechat": wechat.answer,
    "daily": press.DAILY.answer,
    "wire": press.WIRE.answer,
    "times": press.TIMES.answer,
    "paper": press.PAPER.answer,
}
ORIGIN = ("X-Tongbao-Origin", "example")
LONGEST_FORM = 65536


class Replica(Breakable):
    """The sites on a free port of 127.0.0.1, below `prefix`: a context manager, or start() and stop()."""

    def __init__(self, prefix: str = "", port: int = 0, items: Sequence[Item] | None = None) -> None:
        super().__init__()
        self.prefix = f"/{prefix.strip('/')}" if prefix.strip("/") else ""
        self.items = newest_first(load() if items is None else items)
        self.requests: list[tuple[str, str]] = []  # method, and path with query as asked
        self.ended = threading.Event()
        self._frozen: dict[str, str] = {}  # by site: the last day of what it shows
        self._changed: dict[str, tuple[str, datetime]] = {}  # by address: tag and time of its latest answer
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
        self.ended.set()
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

    def edit(self, site: str, path: str, /, **changes: Any) -> Item:
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

    def freeze(self, site: str, day: str) -> None:
        """Let the site show nothing later than `day`, as a feed that nobody fills any more."""
        self._frozen[site] = day

    def changed(self, target: str, tag: str) -> datetime:
        """Since when the address answers what `tag` stands for, in whole seconds and later at each change."""
        with self._lock:
            known, moment = self._changed.get(target, ("", datetime.fromtimestamp(0, UTC)))
            if known != tag:
                moment = max(datetime.now(UTC).replace(microsecond=0), moment + timedelta(seconds=1))
                self._changed[target] = (tag, moment)
            return moment

    def respond(self, request: Request, target: str) -> Answer | None:
        """The answer to one request, which goes into the log; None: close the connection."""
        if self.ended.is_set():
            return None
        with self._lock:
            self.requests.append((request.method, target))
        return self.broken(request, target, lambda: self._true(request))

    def _true(self, request: Request) -> Answer:
        root, _, rest = request.path.removeprefix(f"{self.prefix}/").partition("/")
        if root not in FAMILIES:
            return missing()
        last = self._frozen.get(root, "9999")
        own = [item for item in self.items if item.site == root and item.published[:10] <= last]
        place = Place(self.host, f"{self.prefix}/{root}")
        return FAMILIES[root](replace(request, path=f"/{rest}"), place, own)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], replica: Replica) -> None:
        self.replica = replica
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has had enough of an answer is no fault of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


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
        good = answer.status == 200
        changed = self.server.replica.changed(self.path, tag) if good else None
        same = changed is not None and self._has(tag, changed)
        self.send_response(304 if same else answer.status)
        self.send_header("Content-Type", answer.media_type)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if changed is not None:
            self.send_header("ETag", tag)
            self.send_header("Last-Modified", format_datetime(changed, usegmt=True))
        if not same:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if not same and self.command != "HEAD":
            self._send_body(answer)

    def _has(self, tag: str, changed: datetime) -> bool:
        """Whether the client's copy is this one; a tag counts for more than a time."""
        asked, since = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        if asked or not since:
            return asked == tag
        return parsedate_to_datetime(since) >= changed

    def _send_body(self, answer: Answer) -> None:
        if answer.short:
            self.close_connection = True
        if not answer.pause:
            self.wfile.write(answer.body[: len(answer.body) // 2] if answer.short else answer.body)
            return
        for byte in answer.body:
            self.wfile.write(bytes([byte]))
            if self.server.replica.ended.wait(answer.pause):
                self.close_connection = True
                return

    def end_headers(self) -> None:
        """Every answer says what it is, refusals of the base class too."""
        self.send_header(*ORIGIN)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal quiet; `Replica.requests` is the log."""
