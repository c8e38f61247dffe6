"""What the readable copy for a person says of each thing that is kept: which of its facts, in which words.

It is written in the programme's own language whoever prints it, because that is what its readers can be helped with;
headings stand beside it in theirs (copies.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from gateway import staff_facts as shown
from gateway.staff_facts import Show, Thing
from gateway.staff_sentences import N_, gettext


@dataclass(frozen=True)
class Fact:
    """One fact of a thing: its name there, what it is called, how it is shown; `is_words` of what somebody wrote."""

    name: str
    label: str
    show: Show = str
    is_words: bool = False


@dataclass(frozen=True)
class Said:
    """A thing as the copy prints it: its facts in words, and below them what somebody wrote."""

    facts: list[tuple[str, str]]
    words: list[tuple[str, str]]


def said(section: str, thing: Thing) -> Said:
    """A thing of this section; what is not known is left out."""
    known = [fact for fact in SECTIONS[section] if thing.get(fact.name) not in (None, "", [], {})]
    told = [(fact, fact.show(thing[fact.name])) for fact in known]
    return Said(
        [(gettext(fact.label), text) for fact, text in told if not fact.is_words],
        [(gettext(fact.label), text) for fact, text in told if fact.is_words],
    )


_BY, _NOTE = Fact("by", N_("Who")), Fact("note", N_("Note"), is_words=True)
_TOPIC, _TOPICS = Fact("topic", N_("Topic"), shown.topic), Fact("topics", N_("Topics"), shown.topics)
_DUE = Fact("due_on", N_("By when"), shown.day)
_CHANGED = Fact("changed_at", N_("Last changed"), shown.moment)
_LANGUAGE, _MODE = (
    Fact("language", N_("Language"), shown.language),
    Fact("language_mode", N_("How to talk"), shown.mode),
)
_TOWN = Fact("municipality", N_("Municipality"), shown.municipality)
_CHANNEL = Fact("channel", N_("Way in"), shown.coded("channel"))
_TRACK, _URGENCY = (
    Fact("track", N_("Kind of help"), shown.coded("track")),
    Fact("urgency", N_("Urgency"), shown.coded("urgency")),
)
_CONSENT = Fact("consent", N_("Consent to the data notice"), shown.consent)
_RECEIVED = Fact("received_at", N_("Received"), shown.moment)
_REFERENCE = Fact("reference", N_("Reference"))
_NAME, _LATIN = Fact("name", N_("Name")), Fact("name_latin", N_("Name in Latin letters"))
_EMAIL, _PHONE = Fact("email", N_("E-mail")), Fact("phone", N_("Telephone"))
_WITHDRAWN = Fact("withdrawn_at", N_("Withdrawn"), shown.moment)
_TOLD = (
    _NAME,
    _LATIN,
    Fact("birth_year", N_("Year of birth")),
    _EMAIL,
    _PHONE,
    Fact("sms_allowed", N_("Text messages allowed"), shown.yes),
    Fact("languages", N_("Other languages"), shown.each(shown.language)),
    Fact("asked_by", N_("Who asked for you")),
    Fact("behalf", N_("On whose behalf, and who agreed"), shown.behalf),
    Fact("message", N_("In your words"), is_words=True),
)


def _person(told: Thing) -> str:
    return "\n".join(f"{label}: {text}" for label, text in _flat(said("person", told)))


def _flat(told: Said) -> list[tuple[str, str]]:
    return [*told.facts, *told.words]


# section of the copy → its facts, in the order of the page
SECTIONS: Mapping[str, tuple[Fact, ...]] = {
    "person": (*_TOLD, Fact("known_since", N_("Known here since"), shown.moment)),
    "household": (
        _NAME,
        _LATIN,
        Fact("relation", N_("Is to you"), shown.coded("kin")),
        Fact("joined_at", N_("Noted"), shown.moment),
    ),
    "requests": (
        _REFERENCE,
        Fact("status", N_("Status"), shown.coded("status")),
        _RECEIVED,
        _CHANNEL,
        _LANGUAGE,
        _MODE,
        _TOWN,
        Fact("preferred_place", N_("Place"), shown.place),
        _TOPICS,
        _TRACK,
        Fact("criteria", N_("Criteria"), shown.each(shown.coded("criterion"))),
        _URGENCY,
        _CONSENT,
        _CHANGED,
        Fact("offers", N_("Who was asked to help"), shown.lines(shown.offer), is_words=True),
        Fact("person", N_("What you told us"), _person, is_words=True),
        Fact("letters", N_("Your messages"), shown.lines(shown.letter), is_words=True),
        Fact("attachments", N_("Files"), shown.lines(shown.file), is_words=True),
        Fact("summary", N_("Answer"), is_words=True),
    ),
    "case": (
        _REFERENCE,
        Fact("status", N_("Status"), shown.coded("case")),
        Fact("counsellor", N_("Case manager")),
        Fact("phase", N_("Phase"), shown.coded("phase")),
        _TRACK,
        _URGENCY,
        _LANGUAGE,
        _MODE,
        _TOWN,
        _TOPICS,
        _CHANNEL,
        _RECEIVED,
        _CONSENT,
        Fact("earlier_number", N_("Number in the spreadsheet before")),
        Fact("opened_at", N_("Opened"), shown.moment),
        _CHANGED,
        Fact("closed_at", N_("Closed"), shown.moment),
        Fact("reason", N_("Why it was closed"), shown.coded("close")),
        Fact("outcome", N_("What came of it"), shown.coded("outcome")),
    ),
    "assessments": (
        Fact("recorded_at", N_("When"), shown.moment),
        _BY,
        Fact("scores", N_("From 0 to 4"), shown.score),
        _NOTE,
    ),
    "goals": (
        _TOPIC,
        Fact("status", N_("Status"), shown.coded("goal")),
        Fact("agreed_at", N_("Agreed"), shown.moment),
        _DUE,
        _CHANGED,
        Fact("words", N_("Goal"), is_words=True),
    ),
    "steps": (
        Fact("doer", N_("Who does it"), shown.doer),
        Fact("status", N_("Status"), shown.coded("step")),
        _DUE,
        _CHANGED,
        Fact("words", N_("Step"), is_words=True),
    ),
    "plans": (
        Fact("number", N_("Version")),
        Fact("agreed_at", N_("Agreed"), shown.moment),
        _BY,
        Fact("goals", N_("Goals and steps"), shown.lines(shown.goal_of_plan), is_words=True),
    ),
    "skips": (
        Fact("phase", N_("Phase begun early"), shown.coded("phase")),
        Fact("demands", N_("Left out"), shown.each(shown.coded("demand"))),
        Fact("reason", N_("Why"), shown.coded("skip")),
        Fact("skipped_at", N_("When"), shown.moment),
        _BY,
    ),
    "consultations": (
        Fact("held_at", N_("When"), shown.moment),
        Fact("kind", N_("How"), shown.coded("consultation")),
        Fact("minutes", N_("Minutes")),
        _TOPICS,
        Fact("with_interpreter", N_("With an interpreter"), shown.yes),
        Fact("place", N_("Place"), shown.place),
        _BY,
        _NOTE,
    ),
    "barriers": (
        Fact("met_at", N_("When"), shown.moment),
        _TOPIC,
        Fact("kind", N_("What was in the way"), partial(shown.named, lambda programme: programme.barrier_kinds)),
        Fact("institution", N_("Where"), partial(shown.named, lambda programme: programme.institutions)),
        _TOWN,
        Fact("cleared_at", N_("Out of the way"), shown.moment),
        Fact("how", N_("How"), shown.coded("cleared")),
        _NOTE,
        Fact("cleared_note", N_("Note on how"), is_words=True),
    ),
    "releases": (
        Fact("recipient", N_("To whom"), partial(shown.named, lambda programme: programme.releases.recipients)),
        Fact("recipient_name", N_("Who exactly")),
        Fact("data", N_("Which data"), shown.each(partial(shown.named, lambda programme: programme.releases.data))),
        Fact("purpose", N_("What for"), partial(shown.named, lambda programme: programme.releases.purposes)),
        Fact("granted_at", N_("Granted"), shown.moment),
        Fact("valid_until", N_("Valid until"), shown.day),
        _WITHDRAWN,
        Fact("status", N_("Status"), shown.coded("release")),
        Fact("language", N_("Explained in"), shown.language),
        Fact("interpreter_present", N_("With an interpreter"), shown.yes),
        _BY,
    ),
    "referrals": (
        Fact("name", N_("To whom")),
        _TOPIC,
        Fact("status", N_("Status"), shown.coded("referral")),
        Fact("asked_at", N_("Asked"), shown.moment),
        Fact("answered_at", N_("Answered"), shown.moment),
        Fact("ask_again_on", N_("Ask again"), shown.day),
        Fact("waited_days", N_("Days of waiting")),
        Fact("reason", N_("Why it ended"), shown.coded("referral_end")),
        _CHANGED,
        _BY,
    ),
    "residence": (
        Fact(
            "document",
            N_("Document"),
            shown.residence_document,
        ),
        Fact("valid_from", N_("Valid from"), shown.day),
        Fact("valid_until", N_("Valid until"), shown.day),
        Fact("noted_at", N_("Noted"), shown.moment),
        Fact("ended_at", N_("Ended"), shown.moment),
    ),
    "sphere_changes": (
        Fact(
            "sphere",
            N_("Change of the legal sphere"),
            shown.sphere,
        ),
        Fact("status", N_("Status"), shown.coded("sphere_change")),
        Fact("started_at", N_("Begun"), shown.moment),
        Fact("ended_at", N_("Ended"), shown.moment),
        Fact("steps", N_("Steps"), shown.lines(shown.sphere_step), is_words=True),
    ),
    "questions": (
        Fact("asked_at", N_("Asked"), shown.moment),
        Fact("asked_by", N_("Who asked")),
        Fact(
            "purpose",
            N_("What for"),
            shown.question_purpose,
        ),
        Fact("status", N_("Status"), shown.coded("question")),
        Fact("decided_at", N_("Answered"), shown.moment),
        _BY,
        Fact("words", N_("Question"), is_words=True),
        Fact("answer", N_("Answer"), is_words=True),
    ),
    "documents": (
        Fact("title", N_("Title")),
        Fact("name", N_("File")),
        Fact("kind", N_("Kind"), shown.coded("document_kind")),
        Fact("media_type", N_("Format")),
        Fact("size", N_("Size"), shown.size),
        Fact("filed_at", N_("Filed"), shown.moment),
        _BY,
        _WITHDRAWN,
        Fact("withdrawn_by", N_("Withdrawn by")),
    ),
    "letters_in": (
        _RECEIVED,
        Fact("sender", N_("From")),
        Fact("known_sender", N_("From your known address"), shown.yes),
        Fact("subject", N_("Subject")),
        Fact("left_out", N_("Files not taken")),
        Fact("read_at", N_("Read"), shown.moment),
        Fact("read_by", N_("Read by")),
        Fact("words", N_("In your words"), is_words=True),
    ),
    "notes": (Fact("written_at", N_("When"), shown.moment), _BY, Fact("words", N_("Note"), is_words=True)),
    "glasses": (
        Fact("broken_at", N_("Opened in an emergency"), shown.moment),
        Fact("ends_at", N_("until"), shown.moment),
        _BY,
        Fact("reason", N_("Why"), is_words=True),
    ),
    "appointments": (
        Fact("starts_at", N_("When"), shown.moment),
        Fact("ends_at", N_("until"), shown.moment),
        Fact("place", N_("Place"), shown.place),
        Fact("status", N_("Status"), shown.coded("appointment")),
        _LANGUAGE,
        Fact("with_interpreter", N_("With an interpreter"), shown.yes),
        Fact("mode", N_("How"), shown.coded("met_how")),
        Fact("room", N_("Room")),
        Fact("by", N_("Cancelled by"), shown.coded("cancelled_by")),
        Fact("reason", N_("Why"), shown.coded("why_cancelled")),
        Fact("booked_at", N_("Booked"), shown.moment),
        _CHANGED,
    ),
    "interpreting": (
        Fact("requested_at", N_("Interpreter requested"), shown.moment),
        Fact("kind", N_("Kind"), shown.coded("interpreter_kind")),
        _LANGUAGE,
        Fact("mode", N_("How"), shown.coded("interpreter_mode")),
        Fact("gender", N_("Woman or man"), shown.coded("interpreter_gender")),
        Fact("status", N_("Status"), shown.coded("interpreter_status")),
        _CHANGED,
    ),
    "choices": (
        Fact("offered_at", N_("When"), shown.moment),
        Fact("slots", N_("Times"), shown.lines(shown.meeting)),
        Fact("until", N_("until"), shown.moment),
        Fact("status", N_("Status"), shown.coded("choice")),
        Fact("reason", N_("Why"), shown.coded("why_declined")),
        Fact("ended_at", N_("Ended"), shown.moment),
    ),
    "waiting": (
        Fact("since", N_("Since"), shown.moment),
        Fact("ended_at", N_("until"), shown.moment),
        Fact("place", N_("Place"), shown.place),
        _TOPIC,
        Fact("mode", N_("How"), shown.coded("met_how")),
        Fact("minutes", N_("Minutes")),
        Fact("urgent", N_("Urgent"), shown.yes),
        Fact("status", N_("Status"), shown.coded("waited")),
        Fact("until", N_("Last day that suits"), shown.day),
        _LANGUAGE,
        Fact("with_interpreter", N_("With an interpreter"), shown.yes),
    ),
    "contacts": (
        _EMAIL,
        _PHONE,
        _LANGUAGE,
        Fact("notice_language", N_("Language of the data notice"), shown.language),
        _REFERENCE,
    ),
    "ways": (
        Fact("channel", N_("Way"), shown.coded("message_channel")),
        Fact("state", N_("Status"), shown.coded("way_state")),
        Fact("since", N_("Since"), shown.moment),
        Fact("how", N_("How it was stopped"), shown.coded("way_how")),
        Fact("proof", N_("How it was allowed"), shown.coded("way_proof")),
        Fact("allowed_at", N_("Allowed"), shown.moment),
        Fact("is_shared", N_("Others read it"), shown.yes),
    ),
    "reminders": (
        Fact("due_at", N_("Reminder"), shown.moment),
        Fact("state", N_("Status"), shown.coded("reminder")),
        Fact("settled_at", N_("Settled"), shown.moment),
        Fact("appointment", N_("Appointment"), shown.meeting),
    ),
    "messages": (
        Fact("queued_at", N_("When"), shown.moment),
        Fact("kind", N_("Kind"), shown.coded("letter")),
        Fact("channel", N_("Way"), shown.coded("channel")),
        Fact("state", N_("Status"), shown.coded("message")),
        Fact("settled_at", N_("Settled"), shown.moment),
        Fact("reason", N_("Why not sent")),
        Fact("appointment", N_("Appointment"), shown.meeting),
    ),
    "left_out": (
        Fact("what", N_("What"), shown.coded("left_out")),
        Fact("count", N_("How many")),
        Fact("reason", N_("Why"), shown.coded("why_left_out")),
    ),
}
