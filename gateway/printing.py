"""From a page of HTML to a PDF that can be printed, filed and read aloud (PDF/UA-1, ISO 14289-1).

The document says its language and title; letters are the bundled ones, so that it looks the same on every machine and
Arabic, Georgian and Cyrillic need nothing installed. Nothing is fetched: what somebody wrote into a letter cannot make
the gateway open an address or a file.
"""

from __future__ import annotations

import importlib
import sys
import threading
from functools import cache
from pathlib import Path
from typing import Any

from gateway import assets

# The built letters by script, as the style sheets of the pages have them, and which characters each is for. Digits and
# punctuation stand in the Latin one; the Arabic one is asked first for its own.
_SCRIPTS = ("latin", "latin-ext", "cyrillic", "arabic", "georgian")
_WEIGHTS = (400, 500, 600)
_FONTS = "lotse-font:"
_VARIANT = "pdf/ua-1"

# What every printed page shares; a document adds its own rules in a <style>.
_SHEET = """
@page { size: A4; margin: 22mm 20mm 24mm 25mm; }
html { font-family: %s; font-size: 11pt; line-height: 1.4; overflow-wrap: break-word; }
h1 { font-size: 14pt; line-height: 1.3; margin: 0 0 6mm; }
h2 { font-size: 11.5pt; margin: 6mm 0 2mm; break-after: avoid; }
h1, h2, th, strong { font-weight: 600; }
p { margin: 0 0 3mm; orphans: 3; widows: 3; }
"""

# Pango's font maps are not made for several threads, and the gateway has many.
_one_at_a_time = threading.Lock()


def get_ready() -> None:
    """Load the printer aside for somebody who will need it in a minute: the first PDF of a process takes a second more.

    Not at the start of every gateway: 35 MiB would stay in each of them, also in those that never print.
    """
    if "weasyprint" not in sys.modules:
        threading.Thread(target=importlib.import_module, args=("weasyprint",), name="printer", daemon=True).start()


def pdf(html: str) -> bytes:
    """The document as PDF/UA-1, on A4: `html` is a whole one, with `lang`, `dir` and a `title`.

    Takes some tenths of a second. Style sheets belong into the document itself; what it refers to is left out.
    """
    with _one_at_a_time:
        printer = _printer()
        document = printer["HTML"](string=html, url_fetcher=printer["fetcher"], media_type="print")
        written: bytes = document.write_pdf(
            stylesheets=[printer["sheet"]], font_config=printer["fonts"], pdf_variant=_VARIANT, pdf_tags=True
        )
        return written


@cache
def _printer() -> dict[str, Any]:
    """WeasyPrint with our letters. Imported here: most gateways print seldom, and it takes 40 MiB and half a second."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFonts(URLFetcher):  # type: ignore[misc]
        """Knows the built letters and nothing else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            path = _files().get(url)
            if path is None:
                raise ValueError("a printed document refers to nothing outside itself")
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": "font/woff2"})

    fetcher, fonts = OwnFonts(), FontConfiguration()
    families = ", ".join(f'"{_family(script)}"' for script in _SCRIPTS)
    sheet = CSS(string=_faces() + _SHEET % families, font_config=fonts, url_fetcher=fetcher)
    return {"HTML": HTML, "fetcher": fetcher, "fonts": fonts, "sheet": sheet}


def _faces() -> str:
    return "".join(
        f'@font-face {{ font-family: "{_family(script)}"; font-weight: {weight}; '
        f'src: url("{_FONTS}{_file(script, weight)}") format("woff2"); }}\n'
        for script in _SCRIPTS
        for weight in _WEIGHTS
    )


def _files() -> dict[str, Path]:
    names = [_file(script, weight) for script in _SCRIPTS for weight in _WEIGHTS]
    return {f"{_FONTS}{name}": assets.path(name) for name in names}


def _file(script: str, weight: int) -> str:
    return f"fira-{script}-{weight}.woff2"


def _family(script: str) -> str:
    # A family for each script: Pango takes the first that has a character.
    return f"Fira Sans {script}"
