"""How a message leaves: SMTP, with STARTTLS or TLS and a password where `TONGBAO_SMTP_URL` asks for them.

What went wrong comes back as one of three errors, for three different things have to follow: try again, give
up, or leave it, because the server may have taken the message. No error text holds the URL's password.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

from settings import ConfigurationError, Settings

TIMEOUT = 20.0
PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


class NotSent(Exception):
    """The message certainly did not leave; trying again later may help."""


class Broken(NotSent):
    """It did not leave because the connection broke: nothing else will leave over it."""


class Refused(Exception):
    """The server will not take this message, now or later."""


class Uncertain(Exception):
    """The connection broke after the message was handed over: it may have been taken."""


@contextmanager
def mailer(settings: Settings) -> Iterator[smtplib.SMTP]:
    """A connection that has said hello and logged in. Raises NotSent where there is none to be had."""
    address = _address(settings.smtp_url)
    try:
        server = _connect(address)
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(f"{address.hostname} does not take mail: {_says(error)}") from error
    try:
        yield server
    finally:
        server.close()


def _address(url: str) -> SplitResult:
    try:
        address = urlsplit(url)
        usable = address.scheme in PORTS and bool(address.hostname) and address.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ConfigurationError(
            "TONGBAO_SMTP_URL cannot be used: write smtp://host:port (TLS where the server offers it), "
            "smtp+starttls://user:password@host:port (TLS or nothing) or smtps://user:password@host:port"
        )
    return address


def _connect(address: SplitResult) -> smtplib.SMTP:
    host, port = address.hostname or "", address.port or PORTS[address.scheme]
    if address.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=_tls())
    else:
        server = smtplib.SMTP(host, port, timeout=TIMEOUT)
    try:
        _introduce(server, address)
    except (OSError, smtplib.SMTPException):
        server.close()
        raise
    return server


def _introduce(server: smtplib.SMTP, address: SplitResult) -> None:
    server.ehlo_or_helo_if_needed()
    if address.scheme == "smtp+starttls" or (address.scheme == "smtp" and server.has_extn("starttls")):
        server.starttls(context=_tls())
        server.ehlo()
    if address.username:
        _may_log_in(server, address)
        server.login(unquote(address.username), unquote(address.password or ""))


def _may_log_in(server: smtplib.SMTP, address: SplitResult) -> None:
    """No password goes over a network in the clear."""
    encrypted = isinstance(server.sock, ssl.SSLSocket)
    if not encrypted and address.hostname not in ("127.0.0.1", "::1", "localhost"):
        raise smtplib.SMTPNotSupportedError("it offers no TLS, so the password was not sent")


def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def send(server: smtplib.SMTP, message: EmailMessage, sender: str, recipient: str) -> None:
    """Hand one message over, step by step, so that an error tells whether the message may have left."""
    body = message.as_bytes()
    try:
        server.rset()  # forget a letter that was refused half-way
        _expect(*server.mail(sender))
        _expect(*server.rcpt(recipient))
    except (OSError, smtplib.SMTPException) as error:
        raise Broken(_says(error)) from error
    answer: tuple[int, bytes | str]
    try:
        answer = server.data(body)
    except smtplib.SMTPDataError as error:  # said no before it saw the message
        answer = (error.smtp_code, error.smtp_error)
    except (OSError, smtplib.SMTPException) as error:
        raise Uncertain(f"the connection broke while the message was handed over: {_says(error)}") from error
    _expect(*answer)


def _expect(code: int, answer: bytes | str) -> None:
    if 200 <= code < 300:
        return
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    raise (Refused if code >= 500 else NotSent)(f"{code} {' '.join(text.split())[:200]}")


def _says(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"{error.smtp_code}: user name or password refused"
    return f"{type(error).__name__}: {str(error)[:200]}"
