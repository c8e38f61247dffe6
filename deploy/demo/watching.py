"""What others have to do with a family's case: the foreigners' authority asks, a coordinator looks in, one may not."""

from __future__ import annotations

from base64 import b64decode
from datetime import datetime, timedelta
from typing import Any

from deploy.demo import papers, post
from deploy.demo.family import HOUSEHOLDS, Family
from deploy.demo.stage import Stage

# For which purpose the authority asks how many days ago, what, and how it was answered if it was.
_ASKED = (
    (14, "documents_missing", "documents", "Liegt die Geburtsurkunde der Tochter vor?", "Ja, seit heute, im Original."),
    (2, "application", "residence", "Ist für die Verlängerung ein neues Lichtbild vorhanden?", ""),
)
_FOR_DAYS = 120
_REASON = "Anruf der Schule, die Kollegin ist im Außentermin: Wer holt das Kind ab?"
_HOURS = 24
# How they answer a letter, in their own words, and what they send along.
_ANSWER = "مرحباً، شكراً على رسالتكم. وصلني هذا القرار أمس ولا أفهم ما هو مكتوب فيه. هل يمكننا أن نتحدث عنه هذا الأسبوع؟"
_WROTE_BEFORE = timedelta(minutes=45)  # the present


def families(stage: Stage) -> list[Family]:
    """Put on the agenda the stories of the households, and what others have to do with the first of them; answers with
    the households."""
    told = [Family(stage, household) for household in HOUSEHOLDS]
    for family in told:
        family.begin()
    watched = Watched(told[0])
    watched.begin()
    return told


class Watched:
    """A case that others than its counsellor have to do with; in the family's own story, each thing after the other."""

    def __init__(self, family: Family):
        self._family = family
        self._reference = ""

    def begin(self) -> None:
        """Put it on the agenda."""
        self._family.on_day(6, lambda _moment: self._lock())
        for days, purpose, data, words, answer in _ASKED:
            self._family.on_day(
                days,
                lambda _moment, said=(purpose, data, words, answer): self._ask(*said),  # type: ignore[misc]
            )
        self._family.stage.agenda.at(self._family.stage.days.until - _WROTE_BEFORE, self._family.story, self._write)
        evening = self._family.stage.days.until - timedelta(minutes=20)
        self._family.stage.agenda.at(evening, self._family.story, self._look_in)

    def _lock(self) -> None:
        self._family.case.change("lock_case", account_id=self._family.stage.actors["brehm"].ref)

    def _ask(self, purpose: str, data: str, words: str, answer: str) -> None:
        family = self._family
        family.released(f"release {purpose}", "foreigners_authority", (data,), purpose, _FOR_DAYS)
        asked = self._by("liaison", "ask_question", reference=self._known(), purpose=purpose, words=words)
        if answer:
            which = {"question_id": asked["question_id"], "version": asked["version"]}
            self._by(family.who.user, "answer_question", words=answer, **which)

    def _write(self, _moment: datetime) -> None:
        home = self._family.home
        sender, subject = f"{home.person.latin} <{home.email}>", f"Re: {self._known()}"
        enclosed = [("Bescheid.pdf", b64decode(papers.content("decision")))]
        post.send(self._family.stage, post.written("answer", sender, subject, _ANSWER, enclosed))

    def _look_in(self, _moment: datetime) -> None:
        case_id = self._family.case.case_id
        self._by("coordinator", "break_glass", case_id=case_id, reason=_REASON, hours=_HOURS)

    def _known(self) -> str:
        """The reference of the case, as the client shows it to the authority."""
        family = self._family
        reference: str = family.asking.learn(
            lambda shown: shown["reference"],
            family.stage.actors[family.who.user],
            "cases",
            "case",
            case_id=family.case.case_id,
        )
        return reference

    def _by(self, user: str, method: str, **said: Any) -> Any:
        return self._family.asking.ask(self._family.stage.actors[user], "cases", method, **said)
