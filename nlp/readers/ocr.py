"""The OCR engine, loaded once on first use from the models inside its wheel: where text is, and what it says."""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol, cast

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR

from nlp.readers.signs import settled
from nlp.readers.words import Word

Pixels = NDArray[np.uint8]
Quads = NDArray[np.float32]  # n, 4 corners, x and y

LEAST_CONFIDENCE = 0.5
LONGEST_SIDE = 2000  # of what is looked at for text; larger pictures are made smaller for that only
VERTICAL = 2.5  # times as high as wide: signs below each other


class _Detected(Protocol):
    boxes: Quads | None


class _Parts(Protocol):
    words: list[list[str]]
    word_cols: list[list[int]]
    line_txt_len: float


class _Read(Protocol):
    txts: tuple[str, ...] | None
    scores: tuple[float, ...]
    word_results: tuple[_Parts, ...]


class _Engine(Protocol):
    def detect_and_crop(self, img: Pixels, op_record: dict[str, Any]) -> tuple[list[Pixels], _Detected]: ...

    def __call__(self, img: Pixels, *, use_rec: bool) -> _Detected: ...

    def recognize_txt(self, img: list[Pixels]) -> _Read: ...


@cache
def _engine() -> _Engine:
    threads = max(1, min(4, os.cpu_count() or 1))
    params = {
        "Global.log_level": "error",
        "Global.use_cls": False,
        "Global.return_word_box": True,
        "Rec.rec_img_shape": [3, 48, 96],
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    return cast(_Engine, RapidOCR(params=params))


def find_text(pixels: Pixels) -> Quads:
    """The places of text in an RGB picture, as four corners each."""
    height, width = pixels.shape[:2]
    scale = min(1.0, LONGEST_SIDE / max(height, width))
    small = (
        pixels if scale == 1.0 else cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    )
    found = _engine()(np.ascontiguousarray(small[:, :, ::-1]), use_rec=False)
    if found.boxes is None or not len(found.boxes):
        return np.zeros((0, 4, 2), np.float32)
    return np.asarray(found.boxes / scale, np.float32)


def read_boxes(pixels: Pixels, boxes: Sequence[tuple[float, float, float, float]]) -> list[Word]:
    """The words in upright boxes (left, top, right, bottom) of an RGB picture; boxes without a sign give none."""
    height, width = pixels.shape[:2]
    inside = [
        (max(0, int(x0)), max(0, int(y0)), min(width, round(x1)), min(height, round(y1)))
        for x0, y0, x1, y1 in boxes
    ]
    inside = [box for box in inside if box[2] - box[0] >= 3 and box[3] - box[1] >= 3]
    if not inside:
        return []
    crops = [_horizontal(np.ascontiguousarray(pixels[y0:y1, x0:x1, ::-1])) for x0, y0, x1, y1 in inside]
    result = _engine().recognize_txt(crops)
    found = zip(inside, result.txts or (), result.scores, result.word_results, strict=False)
    return [
        _word(box, text, score, parts)
        for box, text, score, parts in found
        if score >= LEAST_CONFIDENCE and text.strip()
    ]


def _horizontal(crop: Pixels) -> Pixels:
    """A column of signs as a line: squares put side by side."""
    height, width = crop.shape[:2]
    count = round(height / width)
    if height < VERTICAL * width or width < 12:
        return crop
    edges = [round(i * height / count) for i in range(count + 1)]
    squares = [cv2.resize(crop[a:b], (width, width)) for a, b in itertools.pairwise(edges)]
    return np.asarray(np.hstack(squares), dtype=np.uint8)


def _word(box: tuple[int, int, int, int], text: str, score: float, parts: _Parts) -> Word:
    x0, y0, x1, y1 = box
    step = (x1 - x0) / max(parts.line_txt_len, 1.0)
    signs = [
        (sign, min(x0 + col * step, x1), min(x0 + (col + 1) * step, x1))
        for word, cols in zip(parts.words, parts.word_cols, strict=True)
        for sign, col in zip(word, cols, strict=True)
    ]
    return Word(
        settled(text.strip(), signs), float(x0), float(y0), float(x1), float(y1), float(score), tuple(signs)
    )
