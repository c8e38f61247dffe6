"""The documents of the small `cases`: a decision that was filed, one that was taken out, and what is filed since."""

from __future__ import annotations

import copy
from typing import Any

from services.chassis.errors import Conflict, FieldError, Invalid, NotFound, Refused
from services.chassis.file_types import PDF, type_of
from services.chassis.identity import Actor
from tests.builders.files import SCAN, in_base64

DOCUMENT_ID = "00000000-0000-7000-8000-0000000000d5"
TAKEN_OUT_ID = "00000000-0000-7000-8000-0000000000d6"
AT = "2026-11-22T09:15:00Z"

_SEE, _KEEP = frozenset({"counsellor", "coordinator", "privacy_officer"}), frozenset({"counsellor"})
DOCUMENT_METHODS: dict[str, tuple[frozenset[str], str, str]] = {
    "documents": (_SEE, "case_id cursor limit", "case_id"),
    "document": (_SEE, "case_id document_id", "case_id document_id"),
    "upload_document": (_KEEP, "case_id name content kind title", "case_id name content kind"),
    "withdraw_document": (_KEEP, "case_id document_id version", "case_id document_id version"),
    "write_letter": (_KEEP, "case_id letter title content recipient purpose data", "case_id letter title content"),
}


def document(**differs: Any) -> dict[str, Any]:
    """A line about a document."""
    return {
        "document_id": DOCUMENT_ID,
        "case_id": "00000000-0000-7000-8000-0000000000c1",
        "kind": "decision",
        "media_type": PDF,
        "size": 48_400,
        "name": "Bescheid.pdf",
        "title": "Bescheid vom Jobcenter",
        "status": "filed",
        "by": "Counsellor",
        "filed_at": AT,
        "letter": None,
        "release_id": None,
        "withdrawn_at": None,
        "withdrawn_by": None,
        "version": 1,
    } | differs


def of_case() -> list[dict[str, Any]]:
    """What a case tells of its documents."""
    gone = {"status": "withdrawn", "withdrawn_at": AT, "withdrawn_by": "Counsellor", "version": 2}
    return [
        document(),
        document(document_id=TAKEN_OUT_ID, name="scan.png", title="Pass (Kopie)", kind="identity", **gone),
    ]


class FakeDocuments:
    """Answers about documents as `cases` would; `released` is whether a release covers what is told."""

    released = False

    def case(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        """The case that they are in."""
        raise NotImplementedError

    def documents(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        items = self.case(request, who)["documents"]
        keeps = ["documents", "letters", "withdraw"] if "counsellor" in who.roles else []
        limit = int(request.get("limit", 50))
        begins = int(request.get("cursor") or 0)
        following = str(begins + limit) if begins + limit < len(items) else None
        return {"items": items[begins : begins + limit], "next": following, "may": keeps}

    def document(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        found = self._document(request, who)
        if found["status"] == "withdrawn":
            raise Refused("document_withdrawn", "It was taken out.")
        return {"content": in_base64(SCAN), **found}

    def upload_document(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        case = self.case(request, who)
        if request["kind"] not in ("identity", "residence", "decision", "certificate", "letter", "other"):
            raise _invalid("kind", "unknown_document_kind")
        media_type = type_of(SCAN if request["content"] == in_base64(SCAN) else b"", request["name"])
        if media_type is None:
            raise _invalid("content", "file_type_not_taken")
        facts = {name: request.get(name) for name in ("name", "title", "kind")}
        return self._file(case, media_type=media_type, **facts)

    def write_letter(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        case = self.case(request, who)
        if request.get("recipient") and not self.released:
            raise Refused("no_release", "There is no release.")
        written = {"name": f"{request['letter']}.pdf", "title": request["title"], "letter": request["letter"]}
        return self._file(case, kind="letter", content=request["content"], **written)

    def withdraw_document(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        found = self._document(request, who)
        if request["version"] != found["version"]:
            raise Conflict("changed_meanwhile", "Somebody was quicker.")
        found.update(status="withdrawn", withdrawn_at=AT, withdrawn_by="Counsellor", version=found["version"] + 1)
        return _told(found)

    def _file(self, case: dict[str, Any], **facts: Any) -> dict[str, Any]:
        number = len(case["documents"])
        filed = document(document_id=f"00000000-0000-7000-8000-{number:012d}", case_id=case["case_id"], **facts)
        case["documents"].insert(0, filed)
        return copy.deepcopy(_told(filed))

    def _document(self, request: dict[str, Any], who: Actor) -> dict[str, Any]:
        for each in self.case(request, who)["documents"]:
            if each["document_id"] == request["document_id"]:
                return each  # type: ignore[no-any-return]
        raise NotFound("document_unknown", "No such document.")


def _told(filed: dict[str, Any]) -> dict[str, Any]:
    return {name: filed[name] for name in ("document_id", "case_id", "version")}


def _invalid(field: str, code: str) -> Invalid:
    return Invalid("invalid", "Something is wrong.", errors=(FieldError.of(field, code),))
