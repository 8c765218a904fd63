"""The catalogue as a page for people: `docs/sources.md`, generated (`make docs`)."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.page import Source

HEAD = """# Sources

What the catalogue (`crawler/catalogue/*.toml`) holds; this page is generated from it by `make docs`.

**No source has been checked live yet**: the families are proved against a replica on loopback. Times are Asia/Shanghai.
"""


def markdown(sources: Iterable[Source]) -> str:
    """The page: connected sources by kind, then those that are known but not connected, with the reason."""
    found = list(sources)
    parts = [HEAD]
    for kind, title in (("official", "Authorities"), ("press", "Press")):
        rows = [_row(source) for source in found if source.enabled and source.kind == kind]
        parts.append(
            f"\n## {title}: {len(rows)} connected\n\n"
            "| id | source | issuer | lists | family | cadence | last live check |\n"
            "| --- | --- | --- | --- | --- | --- | --- |\n" + "".join(rows)
        )
    known = [source for source in found if not source.enabled]
    if known:
        parts.append(
            f"\n## Known, not connected: {len(known)}\n\n| id | source | why not |\n| --- | --- | --- |\n"
            + "".join(f"| `{source.id}` | {_name(source)} | {source.why_not} |\n" for source in known)
        )
    return "".join(parts)


def _name(source: Source) -> str:
    title = f"{source.title} · {source.title_en}" if source.title_en else source.title
    return f"[{title.replace('|', '/')}]({source.base})"


def _row(source: Source) -> str:
    lists = "<br>".join(f"`{path}`" for path in source.lists)
    what = f"| `{source.id}` | {_name(source)} | {source.issuer or ''} | {lists} "
    return what + f"| {source.layout} | `{source.cron}` | never |\n"
