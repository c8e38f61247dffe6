"""Papers that clients of the demo bring along, and letters to them: made here, and nobody's."""

from __future__ import annotations

import base64
import random
import struct
import zlib
from collections.abc import Mapping
from functools import cache
from html import escape

from services.chassis.programme import Programme

# kind of document → what it is called where it comes from, and by the counsellor who files it
BROUGHT = {
    "decision": ("Bescheid.pdf", "Bescheid über Leistungen"),
    "certificate": ("Zeugnis.pdf", "Abschlusszeugnis, übersetzt"),
    "residence": ("Scan_0001.png", "Aufenthaltstitel, Vorderseite"),
    "identity": ("Foto_0002.png", "Reisepass, erste Seite"),
}
_WORDS = {
    "decision": (
        "Bescheid (Muster)",
        "Auf Ihren Antrag werden Leistungen bewilligt. Dieser Bescheid ist erfunden und gilt für niemanden.",
        "Gegen diesen Bescheid kann innerhalb eines Monats Widerspruch erhoben werden.",
    ),
    "certificate": (
        "Zeugnis (Muster)",
        "Die Ausbildung wurde mit gutem Erfolg abgeschlossen. Dieses Zeugnis ist erfunden.",
    ),
}
_PAGE = '<!DOCTYPE html><html lang="de"><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>'
_WIDTH, _HEIGHT, _MARGIN, _LINE = 420, 596, 50, 14  # of a scanned page, in dots: A4 at 50 to the inch


@cache
def content(kind: str) -> str:
    """The file of a document that was brought, in base64."""
    title, *text = _WORDS.get(kind, ("",))
    return _in_base64(_print(title, text) if title else _scan())


def letter(programme: Programme, code: str, values: Mapping[str, str]) -> dict[str, str]:
    """A letter of the programme in German, these values in its gaps: {title, content}; the content a PDF in base64."""
    subject, words = programme.letters[code].filled("de", values)
    return {"title": subject, "content": _in_base64(_print(subject, words.split("\n\n")))}


def _print(title: str, text: list[str]) -> bytes:
    # The printer takes 40 MiB; a demo that is filled never needs it.
    from gateway import printing

    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text)
    return printing.pdf(_PAGE.format(title=escape(title), text=paragraphs))


def _scan() -> bytes:
    """A grey page with lines as of writing, as PNG (ISO/IEC 15948): eight bits of grey for each dot."""
    dice = random.Random(0)
    paper, ink = bytes([0, *[236] * _WIDTH]), 90
    rows = [paper] * _HEIGHT
    for top in range(_MARGIN, _HEIGHT - _MARGIN, _LINE):
        written = bytearray(paper)
        for dot in range(_MARGIN, dice.randrange(_WIDTH // 2, _WIDTH - _MARGIN)):
            if dice.random() < 0.7:
                written[1 + dot] = ink
        rows[top : top + 4] = [bytes(written)] * 4
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )


def _in_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
