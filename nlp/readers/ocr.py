"""The OCR engine: loaded once, on first use, from the models inside its wheel."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR

from nlp.readers.columns import Word

LEAST_CONFIDENCE = 0.5


class _Result(Protocol):
    boxes: NDArray[np.float32] | None
    txts: tuple[str, ...] | None
    scores: tuple[float, ...] | None
    word_results: tuple[tuple[tuple[str, float, list[list[float]]], ...], ...]


class _Engine(Protocol):
    def __call__(self, img: NDArray[np.uint8], *, return_word_box: bool) -> _Result: ...


@cache
def _engine() -> _Engine:
    threads = max(1, min(4, os.cpu_count() or 1))
    params = {
        "Global.log_level": "error",
        "Global.use_cls": False,
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    return cast(_Engine, RapidOCR(params=params))


def recognise(pixels: NDArray[np.uint8]) -> list[Word]:
    """The words of an RGB picture with their places and confidence."""
    result = _engine()(np.ascontiguousarray(pixels[:, :, ::-1]), return_word_box=True)
    if result.boxes is None or result.txts is None or result.scores is None:
        return []
    words = []
    for corners, text, score, parts in zip(
        result.boxes, result.txts, result.scores, result.word_results, strict=True
    ):
        if score >= LEAST_CONFIDENCE and text.strip():
            (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
            pieces = tuple((_brackets(part), box[0][0], box[1][0]) for part, _, box in parts)
            whole = _brackets(text.strip())
            words.append(Word(whole, float(x0), float(y0), float(x1), float(y1), float(score), pieces))
    return words


def _brackets(text: str) -> str:
    """Brackets beside Han characters as Chinese print has them: OCR cannot tell their width."""
    text = re.sub(r"(?<=[一-鿿])[(（]|[(（](?=[一-鿿])", "（", text)
    return re.sub(r"(?<=[一-鿿])[)）]|[)）](?=[一-鿿])", "）", text)
