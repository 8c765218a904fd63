"""Picture files into a Reading: their size is checked before they are decoded, and only their first frame is read."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, UnidentifiedImageError

from nlp.readers.misread import mended
from nlp.readers.ocr import Pixels
from nlp.readers.picture import read_pixels
from store.records import Issue, Reading

MOST_PIXELS = 60_000_000
MOST_SIDE = 30_000
LEAST_SIDE = 40
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError)


def read_image(body: bytes, file: str, media_type: str) -> Reading:
    """What a picture says."""
    try:
        with Image.open(io.BytesIO(body)) as image:
            width, height = image.size
            if width * height > MOST_PIXELS or max(width, height) > MOST_SIDE:
                text = f"The picture is {width} x {height} pixels and was not read; make it smaller and add it by hand."
                return _cannot(file, media_type, "too_big", text)
            if min(width, height) < LEAST_SIDE:
                return Reading(file=file, media_type=media_type, text="")
            frames = getattr(image, "n_frames", 1)
            pixels = _flat(image)
    except Image.DecompressionBombError:
        text = "The picture is too large to be unpacked safely and was not read; make it smaller and add it by hand."
        return _cannot(file, media_type, "too_big", text)
    except _BROKEN as error:
        cut = "truncated" in str(error)
        damage = "cut off" if cut else f"damaged ({type(error).__name__})"
        text = f"The picture is {damage} and was not read; fetch it again."
        return _cannot(file, media_type, "corrupt", text)
    picture = read_pixels(pixels)
    tables, issues = mended(picture.tables, file)
    if frames > 1:
        text = (
            f"Only the first of the picture's {frames} frames was read; look at the others in the original."
        )
        issues.append(Issue(code="frames", text=text, where=file))
    return Reading(file=file, media_type=media_type, text=picture.text, tables=tables, issues=issues)


def _cannot(file: str, media_type: str, code: str, text: str) -> Reading:
    issue = Issue(code=code, text=text, where=file)
    return Reading(file=file, media_type=media_type, text="", issues=[issue])


def _flat(image: Image.Image) -> Pixels:
    """RGB pixels, transparent parts white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        coloured = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured)
    return np.asarray(image.convert("RGB"), dtype=np.uint8)
