"""A small site of its own for crawls: a list over several pages, articles, attachments, and faults on demand."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = tuple[int, dict[str, str], bytes]


class Site:
    """`items` notices, four to a page. `log` holds every path asked; `special` answers paths otherwise."""

    def __init__(self, items: int = 10, prefix: str = "") -> None:
        self.items, self.prefix = items, prefix
        self.log: list[str] = []
        self.special: dict[str, Callable[[dict[str, str]], Answer]] = {}
        self.origin = "example"
        self.port = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    def asked(self, part: str) -> list[str]:
        """The paths asked that hold `part`."""
        return [path for path in self.log if part in path]

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        self.log.append(path)
        if not path.startswith(self.prefix + "/"):
            return 404, {}, b""
        path = path.removeprefix(self.prefix)
        if path in self.special:
            return self.special[path](headers)
        kind, _, name = path.strip("/").partition("/")
        if kind == "list":
            return self._list(int(name.removesuffix(".html")))
        if kind == "art":
            return self._article(int(name.removesuffix(".html")))
        if kind == "files":
            return 200, {"Content-Type": "application/octet-stream"}, b"%PDF-1.4 " + name.encode()
        return 404, {}, b"not here"

    def _list(self, page: int) -> Answer:
        first = (page - 1) * 4 + 1
        numbers = range(first, min(first + 4, self.items + 1))
        rows = "".join(
            f'<li><a href="/art/{self.items + 1 - n}.html">示例通报{self.items + 1 - n}</a>'
            f"<span>{2020 + (self.items - n) % 5}-03-{self.items + 1 - n:02d}</span></li>"
            for n in numbers
        )
        more = f'<a class="next" href="/list/{page + 1}.html">next</a>' if first + 4 <= self.items else ""
        return _html(f"<ul>{rows}</ul>{more}")

    def _article(self, number: int) -> Answer:
        return _html(
            f'<h1>示例通报{number}</h1><p>发布时间：2024-03-{number:02d} 10:00</p><div class="text">'
            f'<p>第{number}号示例通报的正文。</p><a href="/files/{number}.pdf">清单.pdf</a></div>'
        )


def _html(body: str) -> Answer:
    page = f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'
    return 200, {"Content-Type": "text/html"}, page.encode()


@contextmanager
def serving(site: Site, port: int = 0) -> Iterator[Site]:
    """The site on `port` (0: a free one) of the loopback until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = site.answer(self.path, dict(self.headers.items()))
            self.send_response(status)
            for name, value in {**headers, "X-Tongbao-Origin": site.origin}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: `log` has it."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
