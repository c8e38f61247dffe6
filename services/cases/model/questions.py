"""What a question (Anfrage) of the foreigners' authority is: about one case, for one purpose, with a release."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from services.cases.model import after

ASKED, ANSWERED, DECLINED = "asked", "answered", "declined"
STATUSES = (ASKED, ANSWERED, DECLINED)
ANSWER, DECLINE = "answer", "decline"
TRANSITIONS: dict[str, dict[str, str]] = {
    ASKED: {ANSWER: ANSWERED, DECLINE: DECLINED},
    ANSWERED: {},
    DECLINED: {},
}

# Whom a release has to name, so that an answer may leave.
FOREIGNERS_AUTHORITY = "foreigners_authority"


@dataclass(frozen=True)
class Question:
    """One question with its answer. `asked_by` is the account of the liaison, `by` that of whoever answered.

    `data_kind` says which data an answer tells (a code of releases); `release_id` is the release it left under.
    `words` and `answer` are encrypted wherever they are kept.
    """

    question_id: str
    organisation: str
    case_id: str
    reference: str
    purpose: str
    data_kind: str
    words: str = field(repr=False)
    status: str
    asked_by: str
    asked_at: datetime
    answer: str | None = field(default=None, repr=False)
    decided_at: datetime | None = None
    by: str | None = None
    release_id: str | None = None
    version: int = 0

    noun = "question"

    def answered(self, words: str, by: str, release_id: str, at: datetime) -> Question:
        """The counsellor answers, under this release. Refused once it is answered or declined."""
        return replace(self._become(ANSWER, by, at), answer=words, release_id=release_id)

    def declined(self, by: str, at: datetime) -> Question:
        """The counsellor does not answer; why is nobody's business. Refused once it is answered or declined."""
        return self._become(DECLINE, by, at)

    def _become(self, action: str, by: str, at: datetime) -> Question:
        return replace(self, status=after(TRANSITIONS, self.noun, self.status, action), decided_at=at, by=by)


def written(reference: str) -> str:
    """A reference as it is kept, however somebody wrote or said it: `k7m4xq6` is `K7M-4XQ-6`."""
    letters = "".join(character for character in reference.upper() if character.isalnum())
    return f"{letters[:3]}-{letters[3:6]}-{letters[6:]}"
