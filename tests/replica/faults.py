"""What a test can break: requests whose path matches get another answer, a slower one, a part of it, or none."""

from __future__ import annotations

import gzip
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from tests.replica.web import Answer, Request

Usual = Callable[[], Answer]  # the answer that the request would get
Change = Callable[[Request, Usual], Answer | None]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1528)  # begins as an old Word file does, whatever its name
ERROR_PAGE = "<html><head><title>404</title></head><body>示例：您访问的页面不存在</body></html>".encode()
BOM = b"\xef\xbb\xbf"
COOKIES = ("__jsluid_s", "__jsl_clearance_s")  # sent with the challenge, and set by its script
CLEARANCE = "1795600000.123|-1|example"


@dataclass
class Fault:
    """Takes the requests whose path matches, for ever or a number of times."""

    pattern: re.Pattern[str]
    change: Change
    times: int | None = None
    ended: threading.Event = field(default_factory=threading.Event)

    def takes(self, target: str) -> bool:
        """Whether this request fails; counts down."""
        if self.times == 0 or not self.pattern.search(target):
            return False
        if self.times is not None:
            self.times -= 1
        return True


class Breakable:
    """A server whose answers can be broken. A pattern is searched in the path with its query."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._guard = threading.Lock()

    def broken(self, request: Request, target: str, usual: Usual) -> Answer | None:
        """The answer after the first fault that takes the request; None closes the connection."""
        with self._guard:
            fault = next((fault for fault in self._faults if fault.takes(target)), None)
        return fault.change(request, usual) if fault else usual()

    def heal(self) -> None:
        """Forget all faults."""
        with self._guard:
            faults, self._faults = self._faults, []
        for fault in faults:
            fault.ended.set()

    def change(self, pattern: str, change: Change, times: int | None = None) -> Fault:
        """Answer paths that match with what `change` makes of them, `times` times or for ever."""
        fault = Fault(re.compile(pattern), change, times)
        with self._guard:
            self._faults.append(fault)
        return fault

    # --- other answers

    def fail(
        self,
        pattern: str,
        status: int = 503,
        body: bytes | str = b"",
        media_type: str = "text/html",
        times: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answer with this instead."""
        data = body.encode() if isinstance(body, str) else body
        answer = Answer(data, media_type, status, headers or {})
        self.change(pattern, lambda request, usual: answer, times)

    def empty(self, pattern: str, times: int | None = None) -> None:
        """Answer 200 with nothing."""
        self.fail(pattern, 200, times=times)

    def forged(self, pattern: str, body: bytes = ERROR_PAGE, times: int | None = None) -> None:
        """Keep name, type and status, and send other bytes: an error page named .pdf, OLE named .docx."""
        self.change(pattern, lambda request, usual: replace(usual(), body=body), times)

    def throttle(self, pattern: str, seconds: int, times: int | None = None) -> None:
        """Answer 429 and ask for `seconds` of patience."""
        self.fail(pattern, 429, times=times, headers={"Retry-After": str(seconds)})

    def loop(self, pattern: str) -> None:
        """Redirect each request to its own address."""

        def again(request: Request, usual: Usual) -> Answer:
            return Answer(b"", status=302, headers={"Location": _own(request)})

        self.change(pattern, again)

    def limit(self, pattern: str, count: int, window: float = 60.0) -> None:
        """Answer 403 to what exceeds `count` requests in `window` seconds."""
        came: list[float] = []

        def counted(request: Request, usual: Usual) -> Answer:
            now = time.monotonic()
            came[:] = [moment for moment in came if moment > now - window]
            if len(came) >= count:
                return Answer(b"<html><body>403 Forbidden</body></html>", "text/html", 403)
            came.append(now)
            return usual()

        self.change(pattern, counted)

    def challenge(self, pattern: str) -> None:
        """Answer 521 with a script that sets a cookie, until the cookie comes."""
        self.change(pattern, challenged)

    def cookie_wall(self, pattern: str) -> None:
        """Redirect each request to itself until it brings the cookie that the redirect sets."""

        def walled(request: Request, usual: Usual) -> Answer:
            if "wzws_cid=example" in request.headers.get("cookie", ""):
                return usual()
            return Answer(
                b"", status=302, headers={"Location": _own(request), "Set-Cookie": "wzws_cid=example; path=/"}
            )

        self.change(pattern, walled)

    def turned_away(self, pattern: str) -> None:
        """Answer 401 as a guard against robots does."""
        page = "<html><body><p>Please enable JS and disable any ad blocker</p></body></html>"
        self.fail(pattern, 401, page, headers={"X-DataDome": "protected"})

    # --- the true answer, changed

    def declare(self, pattern: str, charset: str, times: int | None = None) -> None:
        """Say that the bytes are in `charset`, which they are not."""

        def lie(request: Request, usual: Usual) -> Answer:
            answer = usual()
            return replace(answer, media_type=f"{answer.media_type.partition(';')[0]}; charset={charset}")

        self.change(pattern, lie, times)

    def garble(self, pattern: str, times: int | None = None) -> None:
        """XML after a BOM, and no longer well-formed: an unknown entity in its first title."""

        def spoilt(request: Request, usual: Usual) -> Answer:
            answer = usual()
            return replace(answer, body=BOM + answer.body.replace(b"</title>", b"&nbsp;&</title>", 1))

        self.change(pattern, spoilt, times)

    def gzip_cut(self, pattern: str, times: int | None = None) -> None:
        """Half of the gzip stream, sent as if it were whole."""

        def half(request: Request, usual: Usual) -> Answer:
            answer = usual()
            packed = gzip.compress(answer.body)
            return replace(answer, body=packed[: len(packed) // 2], headers={"Content-Encoding": "gzip"})

        self.change(pattern, half, times)

    def bomb(self, pattern: str, size: int = 200 * 2**20) -> None:
        """A small gzip stream that unpacks to `size` bytes."""
        packed = gzip.compress(bytes(size), compresslevel=1)
        self.fail(pattern, 200, packed, "text/html", headers={"Content-Encoding": "gzip"})

    def big(self, pattern: str, size: int = 50 * 2**20 + 1) -> None:
        """A body of `size` bytes."""
        self.change(pattern, lambda request, usual: replace(usual(), body=b" " * size))

    # --- the connection

    def cut(self, pattern: str, times: int | None = None) -> None:
        """Close the connection without an answer."""
        self.change(pattern, lambda request, usual: None, times)

    def cut_short(self, pattern: str, times: int | None = None) -> None:
        """Close the connection in the middle of the body."""
        self.change(pattern, lambda request, usual: replace(usual(), short=True), times)

    def drip(self, pattern: str, pause: float = 0.05, times: int | None = None) -> None:
        """Send the body a byte at a time."""
        self.change(pattern, lambda request, usual: replace(usual(), pause=pause), times)

    def hang(self, pattern: str) -> None:
        """Leave the request unanswered until heal() or stop(), then close the connection."""
        ended = threading.Event()

        def wait(request: Request, usual: Usual) -> None:
            ended.wait()

        self.change(pattern, wait).ended = ended


def _own(request: Request) -> str:
    return f"{request.path}?{urlencode(request.query)}" if request.query else request.path


def challenged(request: Request, usual: Usual) -> Answer:
    """The true answer to a request with the cookies of the challenge, else the challenge."""
    uid, clearance = COOKIES
    if f"{clearance}={CLEARANCE}" in request.headers.get("cookie", ""):
        return usual()
    script = f"document.cookie='{clearance}={CLEARANCE};path=/';location.href=location.pathname"
    page = f"<script>{script}+location.search</script>".encode()
    return Answer(page, "text/html", 521, {"Set-Cookie": f"{uid}=example; path=/; HttpOnly"})
