"""The pictures inside a Word file, read like attached ones: lists are often pasted as screenshots."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.oxml.ns import qn

from nlp.readers import sniff
from nlp.readers.image import read_image
from store.records import Issue, Reading, Table

MOST_PICTURES = 20
MOST_BYTES = 20 * 1024 * 1024  # of all pictures together


def with_pictures(reading: Reading, bodies: Sequence[bytes]) -> Reading:
    """The reading of a document's text, with what its pictures say after it."""
    texts, tables, issues = [reading.text], list(reading.tables), list(reading.issues)
    left = MOST_BYTES
    for number, body in enumerate(bodies, start=1):
        place = f"picture {number} in the document"
        left -= len(body)
        if number > MOST_PICTURES or left < 0:
            text = f"Only the first {number - 1} of {len(bodies)} pictures in the document were read; look at the others."
            issues.append(Issue(code="too_many_pictures", text=text, where=f"{reading.file}, {place}"))
            break
        picture = read_image(body, f"{reading.file}, {place}", sniff.media_type(body))
        texts.append(picture.text)
        tables += [
            Table(number=len(tables) + i, cells=table.cells, caption=table.caption or place)
            for i, table in enumerate(picture.tables)
        ]
        issues += picture.issues
    text = "\n".join(filter(None, texts))
    return reading.model_copy(update={"text": text, "tables": tables, "issues": issues})


def pictures_of(document: Document) -> list[bytes]:
    """The bytes of the pictures that stand in a document's body, in order, one shown twice once."""
    parts = document.part.related_parts
    names = dict.fromkeys(blip.get(qn("r:embed")) for blip in document.element.body.iter(qn("a:blip")))
    bodies = (parts[name].blob for name in names if name in parts)
    return [body for body in bodies if sniff.media_type(body).startswith("image/")]
