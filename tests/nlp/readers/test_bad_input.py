"""Bad files cost one issue each, in bounded time, and never an exception."""

from __future__ import annotations

import io
import time
import zipfile

import docx
import pytest
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.pdfgen import canvas

from nlp.read import read


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), body)
    return out.getvalue()


def pdf(pages: int = 1, encrypt: pdfencrypt.StandardEncryption | None = None) -> bytes:
    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt=encrypt)
    for number in range(pages):
        page.drawString(100, 100, f"page {number}")
        page.showPage()
    page.save()
    return out.getvalue()


def picture(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


def photo() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((800, 600), 90).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def with_bad_crc(png: bytes) -> bytes:
    at = png.index(b"IDAT") + 8
    return png[:at] + bytes([png[at] ^ 0xFF]) + png[at + 1 :]


def word_with_entity() -> bytes:
    made, out = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph("SECRET")
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            body = source.read(name)
            if name == "word/document.xml":
                body = body.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>', 1)
                body = body.replace(b"SECRET", b"&a;")
            target.writestr(name, body)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BAD = {
    "empty.pdf": (b"", "empty"),
    "cut.pdf": (pdf()[:400], "corrupt"),
    "junk.pdf": (b"%PDF-1.4 junk", "corrupt"),
    "locked.pdf": (pdf(encrypt=pdfencrypt.StandardEncryption("secret", ownerPassword="other")), "encrypted"),
    "error.pdf": (b"<html><body><h1>404</h1><p>Not found</p></body></html>", "error_page"),
    "long.pdf": (pdf(pages=2000), "too_long"),
    "bomb.docx": (zipped(word__document_xml=b"0" * 300_000_000), "not_unpacked"),
    "entity.docx": (word_with_entity(), "xml_entities"),
    "cut.docx": (word_with_entity()[:900], "not_unpacked"),
    "bad.xlsx": (zipped(xl__workbook_xml=b"x"), "corrupt"),
    "locked.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "bad.xls": (OLE + "Workbook".encode("utf-16-le") + b"0" * 900, "corrupt"),
    "bad.png": (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "corrupt"),
    "huge.png": (picture(20_000, 20_000), "too_big"),
    "binary.dat": (b"\x00\x01\x02" * 50, "unknown_format"),
    "bomb.xlsx": (zipped(xl__workbook_xml=b"<a/>", xl__sharedStrings_xml=b"x" * 250_000_000), "not_unpacked"),
    "bomb.zip": (zipped(inner_zip=zipped(list_txt=b"0" * 100_000_000)), "not_unpacked"),
    "deep.zip": (zipped(a_zip=zipped(b_zip=zipped(c_txt=b"deep"))), "not_unpacked"),
    "bad-crc.png": (with_bad_crc(picture(600, 400)), "corrupt"),
    "cut.jpg": (photo()[:3000], "corrupt"),
    "list.rar": (b"Rar!\x1a\x07\x01\x00" + b"0" * 100, "needs_unpacking"),
    "list.ofd": (zipped(OFD_xml=b"<ofd/>"), "needs_converter"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_issue_in_bounded_time(name: str) -> None:
    body, code = BAD[name]
    began = time.monotonic()
    reading = read(body, name)
    assert [issue.code for issue in reading.issues] == [code]
    assert reading.issues[0].text.endswith(".")
    assert time.monotonic() - began < 10


def test_an_error_page_in_place_of_a_file_gives_no_text() -> None:
    assert read(BAD["error.pdf"][0], "error.pdf").text == ""


def test_no_external_entity_reaches_the_text() -> None:
    assert read(word_with_entity(), "entity.docx").text == ""


def test_the_bytes_decide_and_a_wrong_name_is_an_issue() -> None:
    reading = read(pdf(), "list.docx")
    assert reading.media_type == "application/pdf"
    assert [issue.code for issue in reading.issues] == ["wrong_extension"]
    assert "page 0" in reading.text


def test_the_good_files_of_a_zip_are_read_beside_a_bad_one() -> None:
    reading = read(zipped(a_txt="你好".encode("gb18030"), b_pdf=b"%PDF-1.4 junk"), "all.zip")
    assert reading.text == "你好"
    assert [issue.code for issue in reading.issues] == ["corrupt"]


def test_a_zip_inside_a_zip_is_opened() -> None:
    assert read(zipped(a_zip=zipped(b_txt=b"deep"), c_txt=b"top"), "all.zip").text == "deep\n\ntop"


def test_names_in_a_zip_that_windows_wrote_in_gbk_are_understood() -> None:
    body = zipped(AAAA_pdf=b"%PDF-1.4 junk").replace(b"AAAA", "名单".encode("gbk"))
    assert [issue.where for issue in read(body, "all.zip").issues] == ["名单.pdf"]


def test_only_the_first_frame_of_a_moving_picture_is_read_and_an_issue_says_so() -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (200, 100), colour) for colour in ("white", "grey", "black")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    (issue,) = read(out.getvalue(), "moving.gif").issues
    assert "first of the picture's 3 frames" in issue.text


def test_an_old_word_file_without_a_converter_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    (issue,) = read(OLE + b"0" * 600, "old.doc").issues
    assert issue.code == "needs_converter"
    assert "LibreOffice" in issue.text
