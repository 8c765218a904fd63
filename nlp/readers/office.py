"""What Word and Excel files of today have in common: a ZIP of XML parts, which may hold no document type."""

from __future__ import annotations

import io
import zipfile

from docx.oxml.exceptions import InvalidXmlError
from lxml import etree

from store.records import Issue, Reading

BROKEN = (
    KeyError,
    ValueError,
    OSError,
    AttributeError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    zipfile.BadZipFile,
    etree.XMLSyntaxError,
    InvalidXmlError,
)


def cannot(file: str, kind: str, code: str, text: str) -> Reading:
    """A reading of nothing, with the issue that says why."""
    return Reading(file=file, media_type=kind, text="", issues=[Issue(code=code, text=text, where=file)])


def has_document_type(body: bytes) -> bool:
    """Whether a part declares a document type, the home of entities, which no Office program writes."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
            return any(b"<!DOCTYPE" in archive.open(name).read(4096) for name in parts)
    except BROKEN:
        return False


def with_entities(file: str, kind: str) -> Reading:
    """The refusal of a file with a document type."""
    text = "The file declares XML entities and was not read; open it by hand."
    return cannot(file, kind, "xml_entities", text)
