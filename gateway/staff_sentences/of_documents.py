"""What cannot be done with documents and letters."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "document_unknown": (
        N_("Document not found"),
        N_("There is no such document in this case. Please look at the documents of the case again."),
    ),
    "document_withdrawn": (
        N_("Taken out"),
        N_("This document was taken out of the case, and its content deleted. Please ask for it again if you need it."),
    ),
}
FIELDS: Mapping[str, str] = {
    "file_missing": N_("Please choose a file."),
    "file_empty": N_("This file is empty. Please choose another one."),
    "file_too_large": N_("This file is larger than %(max)s MB. Please choose a smaller one, or scan it in grey."),
    "file_type_not_taken": N_(
        "Only PDF, JPEG, PNG, WebP, DOCX and ODT can be filed, and the ending has to fit. Please save it as a PDF."
    ),
    "unknown_document_kind": N_("Please choose what kind of document it is."),
    "unknown_letter": N_("There is no such letter. Please choose one from the list."),
}
