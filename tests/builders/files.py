"""Small files of every type that is taken, and of some that are not. Nothing in them is anybody's."""

from __future__ import annotations

import base64
import io
import zipfile

from services.chassis.file_types import DOCX, JPEG, ODT, PDF, PNG, WEBP


def packed(**entries: str) -> bytes:
    """An archive with these entries, in this order; `__` in a name stands for a slash."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/"), content)
    return written.getvalue()


def office(main: str) -> bytes:
    """An office document whose main part is of this type."""
    listed = f'<Types><Override PartName="/word/document.xml" ContentType="{main}+xml"/></Types>'
    return packed(**{"[Content_Types].xml": listed, "word__document.xml": "<document/>"})


SCAN = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main"
# media type → a name and a content that fit it
TAKEN: dict[str, tuple[str, bytes]] = {
    PDF: ("Bescheid.pdf", SCAN),
    JPEG: ("photo.JPG", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01" + bytes(40)),
    PNG: ("scan.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)),
    WEBP: ("წერილი.webp", b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(40)),
    DOCX: ("Lebenslauf.docx", office(_WORD)),
    ODT: ("Antrag.odt", packed(mimetype=ODT, content__xml="<x/>")),
}
# What calls itself something else, or could be made to run → a name and a content
NOT_TAKEN: dict[str, tuple[str, bytes]] = {
    "a web page": ("letter.pdf", b"<html><script>alert(1)</script></html>"),
    "a drawing with a script": ("drawing.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    "a program": ("scan.jpg", b"MZ\x90\x00" + bytes(60)),
    "a scan with the ending of a program": ("scan.exe", SCAN),
    "a scan with the ending of a picture": ("scan.png", SCAN),
    "a scan without an ending": ("scan", SCAN),
    "a web page before a scan": ("scan.pdf", b"<html>" + SCAN),
    "an archive": ("all.docx", packed(**{"a.exe": "MZ"})),
    "a text with macros": ("letter.docx", office("application/vnd.ms-word.document.macroEnabled.main")),
    "a sheet": ("sheet.odt", packed(mimetype="application/vnd.oasis.opendocument.spreadsheet")),
    "a broken archive": ("letter.docx", b"PK\x03\x04" + bytes(30)),
    "words": ("words.pdf", b"Guten Tag"),
}


def in_base64(content: bytes) -> str:
    """A content as it comes in over the bus."""
    return base64.b64encode(content).decode()
