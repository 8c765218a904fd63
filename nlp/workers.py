"""Items extracted by several processes, in order; one that brings its process down costs that item alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

AHEAD = 4  # items a process has waiting, so that it is never idle and memory stays bounded


def in_order(
    work: Callable[[Given], Made], items: Iterable[Given], workers: int, lost: Callable[[Given], Made]
) -> Iterator[Made]:
    """What `work` makes of each item, in their order; `lost` answers for an item whose process died.

    With one worker all happens in this process. `work` and the items must be picklable.
    """
    if workers == 1:
        yield from map(work, items)
        return
    pool = _pool(workers)
    waiting: deque[tuple[Given, Future[Made]]] = deque()
    try:
        for item in items:
            waiting.append((item, pool.submit(work, item)))
            if len(waiting) < workers * AHEAD:
                continue
            pool, made = _next(work, waiting, pool, workers, lost)
            yield made
        while waiting:
            pool, made = _next(work, waiting, pool, workers, lost)
            yield made
    finally:
        pool.shutdown(cancel_futures=True)


def _next(
    work: Callable[[Given], Made],
    waiting: deque[tuple[Given, Future[Made]]],
    pool: ProcessPoolExecutor,
    workers: int,
    lost: Callable[[Given], Made],
) -> tuple[ProcessPoolExecutor, Made]:
    """The first answer that is due; after a death each item that was under way is tried again alone."""
    item, answer = waiting.popleft()
    try:
        return pool, answer.result()
    except BrokenProcessPool:
        pool.shutdown()
    made = _alone(work, item, lost)
    pool = _pool(workers)
    again = [(other, _kept(work, other, future, pool)) for other, future in waiting]
    waiting.clear()
    waiting.extend(again)
    return pool, made


def _kept(
    work: Callable[[Given], Made], item: Given, future: Future[Made], pool: ProcessPoolExecutor
) -> Future[Made]:
    done = future.done() and not future.cancelled() and future.exception() is None
    return future if done else pool.submit(work, item)


def _alone(work: Callable[[Given], Made], item: Given, lost: Callable[[Given], Made]) -> Made:
    with _pool(1) as single:
        try:
            return single.submit(work, item).result()
        except BrokenProcessPool:
            return lost(item)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
