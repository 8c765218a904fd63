"""Letters of full and of half width before Han signs."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from nlp.readers.widths import with_wide_letters
from nlp.readers.words import Word
from tests.nlp.readers.fonts import chinese

PATH = chinese()


@pytest.mark.parametrize("size", [16, 20, 32])
@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("ｅ汐禾", "e汐禾"),
        ("e汐禾", "e汐禾"),
        ("ｉ汐", "i汐"),
        ("i汐", "i汐"),
        ("t汐", "t汐"),
        ("AI汐禾", "AI汐禾"),
    ],
)
def test_a_letter_is_as_wide_as_its_room(printed: str, read: str, size: int) -> None:
    image = Image.new("RGB", (200, 60), "white")
    font = ImageFont.truetype(PATH, size)
    ImageDraw.Draw(image).text((20, 10), printed, font=font, fill="black")
    width = font.getlength(printed)
    word = Word(read, 16, 8, 24 + width, 8 + 1.4 * size, 0.99)
    assert with_wide_letters(np.asarray(image, np.uint8), [word])[0].text == printed
