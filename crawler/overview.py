"""The catalogue as a page for people: `docs/sources.md`, generated (`make docs`)."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.cadence import words
from crawler.page import Source

HEAD = """# Sources

What the catalogue (`crawler/catalogue/*.toml`) holds; this page is generated from it by `make docs`. Times are
Asia/Shanghai. {checked}
`tongbao doctor --live` does such a check and sets the day with `--write`.
"""
NEVER = "**No source has been checked live yet**: the families are proved against a replica on loopback."


def markdown(sources: Iterable[Source]) -> str:
    """The page: connected sources by kind, then those that are known but not connected, with the reason."""
    found = list(sources)
    connected = [source for source in found if source.enabled]
    parts = [HEAD.format(checked=_checked(connected))]
    for kind, title in (("official", "Authorities"), ("press", "Press")):
        rows = [_row(source) for source in connected if source.kind == kind]
        parts.append(
            f"\n## {title}: {len(rows)} connected\n\n"
            "| id | source | issuer | yields | lists | family | cadence | last live check |\n"
            "| --- | --- | --- | --- | --- | --- | --- | --- |\n" + "".join(rows)
        )
    known = [source for source in found if not source.enabled]
    if known:
        parts.append(
            f"\n## Known, not connected: {len(known)}\n\n| id | source | why not |\n| --- | --- | --- |\n"
            + "".join(f"| `{source.id}` | {_name(source)} | {source.why_not} |\n" for source in known)
        )
    return "".join(parts)


def _checked(sources: list[Source]) -> str:
    done = sum(bool(source.checked) for source in sources)
    return f"{done} of {len(sources)} connected sources have been checked live." if done else NEVER


def _name(source: Source) -> str:
    title = f"{source.title} · {source.title_en}" if source.title_en else source.title
    return f"[{_cell(title)}]({source.base})" if source.base else _cell(title)


def _cell(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")


def _row(source: Source) -> str:
    lists = "<br>".join(f"`{path}`" for path in source.lists)
    yields = " · ".join(_cell(text) for text in (source.yields, source.yields_en) if text)
    _, cadence = words(source.cron, source.window)
    close = ", watched closely" if source.tier == 1 else ""
    what = f"| `{source.id}` | {_name(source)} | {source.issuer or ''} | {yields or '(not written down)'} | {lists} "
    return what + f"| {source.layout} | {cadence}{close} | {source.checked or 'never'} |\n"
