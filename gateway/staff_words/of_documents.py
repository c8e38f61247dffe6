"""Words for documents and letters."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "document_kind": {
        "identity": N_("Proof of identity"),
        "residence": N_("Residence paper"),
        "decision": N_("Official decision"),
        "certificate": N_("Certificate"),
        "letter": N_("Letter"),
        "other": N_("Something else"),
    },
    "done": {
        "upload_document": N_("The document is filed."),
        "withdraw_document": N_("The document is taken out, its content deleted."),
        "write_letter": N_("The letter is filed. You can print it from here."),
    },
    "history": {
        "document.filed": N_("Document filed"),
        "document.withdrawn": N_("Document taken out"),
    },
}
