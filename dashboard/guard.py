"""What stands before every answer: who may ask, and headers that keep browsers from loading or running what is not ours."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",  # Streamlit's bundle and Vega's expressions
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def hosts(base_url: str) -> frozenset[str]:
    """The names under which the dashboard may be asked: this machine's, and the one that readers use."""
    return LOOPBACK | {urlsplit(base_url).hostname or "127.0.0.1"}


class Guard:
    """Refuses requests for other host names and sockets from other sites; adds the headers to every answer."""

    def __init__(self, app: ASGIApp, allowed: Iterable[str]) -> None:
        self.app = app
        self.allowed = frozenset(allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not self._may(headers):
            await self._refuse(scope, receive, send, headers.get("host", ""))
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    answer.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _may(self, headers: Headers) -> bool:
        origin = headers.get("origin", "")
        return self._known(f"//{headers.get('host', '')}") and (not origin or self._known(origin))

    def _known(self, address: str) -> bool:
        try:
            return urlsplit(address).hostname in self.allowed
        except ValueError:
            return False

    @staticmethod
    async def _refuse(scope: Scope, receive: Receive, send: Send, host: str) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4403})
            return
        words = f"This dashboard does not answer for {host[:100]!r}: set TONGBAO_BASE_URL to the address that readers use.\n"
        await PlainTextResponse(words, 421)(scope, receive, send)
