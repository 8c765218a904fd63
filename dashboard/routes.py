"""Addresses beside the pages: health, archived copies, the export. What was scraped is handed out so that it cannot run."""

from __future__ import annotations

import os
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.context import Context, current
from settings import VERSION
from store import show, show_work
from store.archive import ArchiveError
from store.crop import NoCrop, crop
from store.export import export

SHOWN = {
    "application/pdf",
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
}  # what browsers show without running it
_ONE_AT_A_TIME = threading.Lock()
SANDBOX = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, max-age=3600",
}


def health(request: Request) -> Response:
    """Whether the dashboard and its store answer."""
    pulse = show.pulse(current().engine)
    return JSONResponse({"ok": True, "version": VERSION, "origin": pulse.origin, "notices": pulse.notices})


def archived(request: Request) -> Response:
    """The archived bytes of a document: pictures and PDF in a sandbox, text as plain text, all else as a download."""
    context = current()
    found = show_work.filed(context.engine, request.path_params["document_id"])
    if found is None:
        return PlainTextResponse("No such document in this store.\n", 404)
    try:
        body = context.archive.get(found.sha256)
    except ArchiveError as error:
        return PlainTextResponse(f"The archived copy cannot be given: {error}\n", 503)
    kind = found.media_type.partition(";")[0].strip().lower()
    inline = kind in SHOWN or kind == "text/plain"
    media_type = (
        kind if kind in SHOWN else "text/plain; charset=utf-8" if inline else "application/octet-stream"
    )
    name = f"{'EXAMPLE-' if found.origin == 'example' else ''}{_ending(found.name, kind)}"
    disposition = f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(name, safe='')}"
    seen = {"X-Tongbao-Fetched": found.fetched_at.isoformat(), "X-Tongbao-Origin": found.origin}
    # a browser's PDF viewer does not start in a sandbox without scripts; a PDF is not markup of this origin
    headers = SANDBOX | (
        {"Content-Security-Policy": "default-src 'none'"} if kind == "application/pdf" else {}
    )
    return Response(
        body, media_type=media_type, headers=headers | seen | {"Content-Disposition": disposition}
    )


def _ending(name: str, kind: str) -> str:
    """The file's name, with the ending that a page fetched without one needs."""
    name = name.replace("/", "_").replace("\\\\", "_") or "document"
    return f"{name}.html" if kind == "text/html" and not name.lower().endswith((".html", ".htm")) else name


def seen(request: Request) -> Response:
    """The place on a page or picture that proves a value, as a picture."""
    context = current()
    found = show_work.place(context.engine, request.path_params["mention_id"])
    if found is None:
        return PlainTextResponse("No such place in this store.\n", 404)
    filed, page, box = found
    try:
        body = crop(context.archive.get(filed.sha256), filed.media_type.partition(";")[0].strip(), page, box)
    except ArchiveError as error:
        return PlainTextResponse(f"The archived copy cannot be given: {error}\n", 503)
    except NoCrop as error:
        return PlainTextResponse(f"{error}\n", 422)
    return Response(body, media_type="image/png", headers=SANDBOX | {"X-Tongbao-Origin": filed.origin})


async def everything(request: Request) -> Response:
    """All data as one ZIP of CSV and JSONL with dictionary and manifest."""
    path = await run_in_threadpool(_pack)
    origin = show.pulse(current().engine).origin
    name = f"{'EXAMPLE-' if origin == 'example' else ''}tongbao-export.zip"
    return FileResponse(
        path, media_type="application/zip", filename=name, background=BackgroundTask(path.unlink)
    )


def _pack() -> Path:
    context = current()
    with _ONE_AT_A_TIME:
        return _packed(context)


def _packed(context: Context) -> Path:
    handle, name = tempfile.mkstemp(prefix="tongbao-export-", suffix=".zip")
    with tempfile.TemporaryDirectory(prefix="tongbao-export-") as folder, os.fdopen(handle, "wb") as file:
        export(context.engine, Path(folder), context.settings)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for part in _files(Path(folder)):
                packed.write(part, part.relative_to(folder))
    return Path(name)


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(p for p in folder.rglob("*") if p.is_file())


ROUTES = [
    Route("/health", health),
    Route("/archive/{document_id}", archived),
    Route("/crop/{mention_id}.png", seen),
    Route("/download/tongbao.zip", everything),
]
