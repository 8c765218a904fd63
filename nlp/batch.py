"""The batch interface: an items file in, a records file out, in the same order, without a database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from nlp.items import BadItem, Given, items_file
from nlp.pipeline import extract
from nlp.workers import in_order


def extract_file(
    given: Path, output: Path, report: Callable[[int, int, str], None], workers: int = 1
) -> tuple[int, list[str]]:
    """Write a record, or `{"id", "error"}`, for each item of `given`, by as many processes as `workers` says.

    Returns how many lines were written and what failed, each named. Raises OSError where a file cannot be used.
    """
    with given.open("rb") as lines:
        total = sum(1 for line in lines if line.strip())
    failed: list[str] = []
    number = 0
    unfinished = output.with_name(output.name + ".part")
    with unfinished.open("w", encoding="utf-8") as records:
        for number, record in enumerate(in_order(_record, items_file(given), workers, _lost), 1):
            if "error" in record:
                failed.append(f"{record['id']}: {record['error']}")
            records.write(json.dumps(record, ensure_ascii=True) + "\n")
            report(number, total, f"{number} of {total} items extracted")
    unfinished.replace(output)
    return number, failed


def _lost(item: Given | BadItem) -> dict[str, object]:
    ident = item.ident if isinstance(item, BadItem) else item.line.id
    return {"id": ident, "error": "the process that read it died (out of memory?); try it alone, or split it"}


def _record(item: Given | BadItem) -> dict[str, object]:
    if isinstance(item, BadItem):
        return {"id": item.ident, "error": str(item)}
    given = item.item()
    made = extract(given)
    text = None
    if item.line.text is None:
        text = made.text if made.text is not None else given.readings[0].text
    record: dict[str, object] = made.model_copy(update={"text": text}).model_dump(mode="json")
    return record
