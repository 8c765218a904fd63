"""Addresses that stand in mails: confirming, leaving, managing, feeds. A GET only shows; what changes something is a POST.

Mail programs open links by themselves to look for malware, so opening one must not confirm or end anything.
"""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from alerts import feeds, links, subscriptions
from alerts.feeds import UnknownFeed
from alerts.subscriptions import UnknownToken
from dashboard.context import current
from dashboard.markup import Html, el, join
from dashboard.text import known, phrase
from store import show, vocab
from store.watchers import Reader, Watched

PRIVATE = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # "no-referrer" would make browsers send their forms as from nowhere
}
LOOK = """body { font: 16px/1.6 sans-serif; color: #16202c; max-width: 34rem; margin: 3rem auto; padding: 0 1rem; }
button { font: inherit; color: #fff; background: #1f4e79; border: 0;
  border-radius: .3rem; padding: .5rem 1.2rem; cursor: pointer; }
a { color: #174a7c; } li { margin: .8rem 0; } form { display: inline; }
.mark { background: #fff1e0; border: 1px solid #c65d00; color: #6b2a00; padding: .5rem .8rem; font-weight: 600; }"""
FORMATS = {
    "atom": (feeds.atom, "application/atom+xml; charset=utf-8"),
    "ics": (feeds.calendar, "text/calendar; charset=utf-8"),
}


def _language(request: Request) -> str:
    asked = request.query_params.get("lang") or request.headers.get("accept-language", "")
    return "zh" if asked.lower().startswith("zh") else "en"


def _page(language: str, title: str, *children: object, status: int = 200) -> Response:
    example = show.pulse(current().engine).origin == "example"
    banner = el("p", phrase("example_banner", language), class_="mark") if example else ""
    home = el("p", el("a", phrase("to_dashboard", language), href="./"))
    head = join(
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        el("title", title),
        el("style", Html(LOOK)),
    )
    whole = el("html", el("head", head), el("body", banner, el("h1", title), *children, home), lang=language)
    return HTMLResponse(f"<!doctype html>{whole}", status, PRIVATE)


def _form(path: str, button: str, **query: str) -> Html:
    action = f"{path.removeprefix('/')}?{urlencode(query)}"
    return el("form", el("button", button, type="submit"), method="post", action=action)


def _refused(language: str, title: str) -> Response:
    return _page(language, title, el("p", phrase("token_bad", language)), status=404)


def confirm(request: Request) -> Response:
    """Ask for the button; with it, confirm."""
    language, token = _language(request), request.query_params.get("token", "")
    title = phrase("confirm_title", language)
    if request.method != "POST":
        ask = el("p", phrase("confirm_ask", language))
        return _page(
            language,
            title,
            ask,
            _form(links.CONFIRM, phrase("confirm_button", language), token=token, lang=language),
        )
    try:
        reader = subscriptions.confirm(current().engine, token)
    except UnknownToken:
        return _refused(language, title)
    return _page(language, title, el("p", phrase("confirm_done", language)), _feed(reader, language))


def _feed(reader: Reader, language: str) -> Html:
    """The reader's own feed addresses."""
    addresses = [links.feed_url(current().settings, reader.feed, kind) for kind in FORMATS]
    return el("p", phrase("your_feeds", language), *(el("div", el("a", a, href=a)) for a in addresses))


def unsubscribe(request: Request) -> Response:
    """Ask for the button; with it (or by a mail program's one click), end one subscription or all."""
    language, token = _language(request), request.query_params.get("token", "")
    which = request.query_params.get("subscription", "all")
    title = phrase("unsubscribe_title", language)
    if request.method != "POST":
        button = _form(
            links.UNSUBSCRIBE,
            phrase("unsubscribe_button", language),
            token=token,
            subscription=which,
            lang=language,
        )
        return _page(language, title, el("p", phrase("unsubscribe_ask", language)), button)
    try:
        reader = subscriptions.unsubscribe(current().engine, token, which)
    except UnknownToken:
        return _refused(language, title)
    done = "unsubscribe_done" if not reader.watched else "unsubscribe_one_done"
    return _page(language, title, el("p", phrase(done, language)))


def manage(request: Request) -> Response:
    """What a subscriber watches, each with a button that ends it, and the addresses of his feeds."""
    language, token = _language(request), request.query_params.get("token", "")
    title = phrase("manage_title", language)
    try:
        reader = subscriptions.manage(current().engine, token)
    except UnknownToken:
        return _refused(language, title)
    items = [
        el(
            "li",
            _watched(watched, language),
            " ",
            _form(
                links.UNSUBSCRIBE,
                phrase("unsubscribe_button", language),
                token=token,
                subscription=watched.id,
                lang=language,
            ),
        )
        for watched in reader.watched
    ]
    shown = el("ul", *items) if items else el("p", phrase("manage_none", language))
    return _page(language, title, el("p", reader.address), shown, _feed(reader, language))


def _watched(watched: Watched, language: str) -> str:
    kind = phrase(f"sub_kind_{watched.kind}", language) if known(f"sub_kind_{watched.kind}") else watched.kind
    if watched.kind in ("issuer", "violation"):
        return f"{kind}: {vocab.label(f'{watched.kind}s', watched.target, language)}"
    return f"{kind}: {watched.name or watched.asked}" if watched.kind != "all" else kind


def feed(request: Request) -> Response:
    """A feed by its secret address, or the public one."""
    name, _, ending = request.path_params["name"].rpartition(".")
    write, media_type = FORMATS.get(ending, (None, ""))
    if write is None:
        return PlainTextResponse("Feeds end in .atom or .ics\n", 404)
    context = current()
    try:
        body = write(context.engine, context.settings, name, request.query_params.get("lang", ""))
    except UnknownFeed as error:
        return PlainTextResponse(f"{error}\n", 404)
    return Response(body, media_type=media_type, headers={"Cache-Control": "private, max-age=300"})


ROUTES = [
    Route(links.CONFIRM, confirm, methods=["GET", "POST"]),
    Route(links.UNSUBSCRIBE, unsubscribe, methods=["GET", "POST"]),
    Route(links.MANAGE, manage),
    Route(f"{links.FEEDS}/{{name}}", feed),
]
