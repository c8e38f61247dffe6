"""What a file is: by its first bytes, by what stands inside it, and by the ending of its name. All three must agree.

Only what a letter, a scan or a photo needs. What a program could be made to run from (macros, scripts, archives,
web pages) is none of them, whatever it calls itself.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

PDF, JPEG, PNG, WEBP = "application/pdf", "image/jpeg", "image/png", "image/webp"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"

# media type → the endings a file of it may have, the usual one first
ENDINGS: dict[str, tuple[str, ...]] = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    WEBP: (".webp",),
    DOCX: (".docx",),
    ODT: (".odt",),
}
# What a browser shows by itself, without another program.
SHOWN = (PDF, JPEG, PNG, WEBP)

# A list of contents is short; one that is not was made to fill the memory.
_LIST_MAX_BYTES = 65_536
_DOCX_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACROS = b"macroEnabled"


def type_of(content: bytes, name: str) -> str | None:
    """The media type of a file with this content and name; None if it is none of ENDINGS, or only claims to be."""
    found = _packed(content) if content.startswith(b"PK\x03\x04") else _by_first_bytes(content)
    ending = PurePosixPath(name.lower()).suffix
    return found if found is not None and ending in ENDINGS[found] else None


def _by_first_bytes(content: bytes) -> str | None:
    # Its table of signatures takes some MiB, which only those need who take files in.
    import puremagic

    # A PDF may have some bytes before its head (ISO 32000-1, annex H.3.4.1); files with two faces use that, so ours
    # begin with it.
    try:
        kinds = {match.mime_type for match in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):
        return None
    return next((kind for kind in SHOWN if kind in kinds), None)


def _packed(content: bytes) -> str | None:
    """What an office document says it is: ODT in its first entry (ODF 1.3 part 2, 3.3), DOCX in its list of parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            if names[:1] == ["mimetype"]:
                return ODT if _read(packed, "mimetype") == ODT.encode() else None
            parts = _read(packed, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
            return DOCX if _DOCX_MAIN in parts and _MACROS not in parts else None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        return None


def _read(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as entry:
        return entry.read(_LIST_MAX_BYTES)
