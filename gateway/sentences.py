"""What Lotse says when something cannot be done: one sentence for each code, and what to do now.

The services send codes, because only the gateway knows in which language the reader reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext

from services.chassis.errors import FieldError


def N_(message: str) -> str:
    """Mark a message for translation where it is written down; it is translated where it is said."""
    return message


PROBLEMS: Mapping[str, tuple[str, str]] = {
    # code → title, what happened and what to do
    "invalid": (
        N_("Please check what you entered"),
        N_("Something is missing or cannot be read. Please correct the places named here and send it again."),
    ),
    "bad_request": (
        N_("Not understood"),
        N_("We could not understand what was sent. Please go back and try it again."),
    ),
    "broken_json": (N_("Not understood"), N_("The body is not valid JSON. Please correct it and send it again.")),
    "not_an_object": (N_("Not understood"), N_("The body has to be one JSON object. Please send it as an object.")),
    "not_signed_in": (N_("Please sign in"), N_("We do not know who is asking. Please sign in and try it again.")),
    "not_allowed": (N_("Not for you"), N_("You may not do this. Please ask the person who is responsible for it.")),
    "address_unknown": (
        N_("Page not found"),
        N_("There is nothing at this address. Please check it, or start again from the first page."),
    ),
    "request_unknown": (
        N_("Request not found"),
        N_("We find no request with this reference and this access code. Please compare both with our message to you."),
    ),
    "method_not_allowed": (
        N_("Not possible here"),
        N_("This address cannot be used in this way. The header Allow names what it can be used for."),
    ),
    "refused": (
        N_("Not possible now"),
        N_("This cannot be done at the moment. Please look at the present state first."),
    ),
    "already_ended": (
        N_("Already ended"),
        N_("This request has already ended. If you need help, please send us a new one."),
    ),
    "conflict": (
        N_("Changed in the meantime"),
        N_("Somebody has changed this in the meantime. Please load it again and repeat your change."),
    ),
    "gone": (N_("No longer here"), N_("What was here has ended. Please start again from the first page.")),
    "too_large": (N_("Too long"), N_("This is more than we can take in at once. Please shorten it and send it again.")),
    "wrong_content_type": (N_("Not understood"), N_("Please send JSON, with the content type application/json.")),
    "idempotency_mismatch": (
        N_("Key already used"),
        N_("This Idempotency-Key was used for something else before. Please take a new one."),
    ),
    "too_many_requests": (
        N_("Too many at once"),
        N_("Many requests came from your network in the last hour. Please try it again later, or call us."),
    ),
    "too_many_requests_for_contact": (
        N_("We have your requests"),
        N_("Several requests came from you today, and we have them all. If it is urgent, please call us."),
    ),
    "choice_ended": (
        N_("These times have ended"),
        N_("None of these times can be chosen any more. Do you need an appointment? Please call us."),
    ),
    "time_taken": (
        N_("This time is taken"),
        N_("Somebody else was quicker. We are sorry. Please choose another time, or call us."),
    ),
    "call_us": (
        N_("Please call us"),
        N_("The appointment is too soon to be changed here. Please call us: we will find a way."),
    ),
    **dict.fromkeys(
        ("no_address", "address_bounced"),
        (
            N_("We cannot write there"),
            N_("We have no address there, or messages to it came back. Please call us and tell us another one."),
        ),
    ),
    "moved_too_often": (
        N_("Please call us"),
        N_("You have moved this appointment several times. Please call us: we will find a time together."),
    ),
    "case_not_open": (
        N_("Not possible now"),
        N_("There is no open case at the moment. Please call us, or send us a new request."),
    ),
    "no_pass": (
        N_("Please try it again"),
        N_("This took too long, and nothing was changed. Please load the page again."),
    ),
    "choice_unknown": (
        N_("These times have ended"),
        N_("None of these times can be chosen any more. Do you need an appointment? Please call us."),
    ),
    "failed": (
        N_("Something broke on our side"),
        N_("This is not your fault. Please try it again. If it happens again, call us and name the number below."),
    ),
    "unavailable": (
        N_("Please try again in a minute"),
        N_("A part of this service is not available right now. Please try it again in a minute, or call us."),
    ),
    "too_late": (
        N_("This took too long"),
        N_("The answer did not come in time. Please send it again: it is not counted twice."),
    ),
}

# Kinds of error that have no sentence under their own name.
_OF_KIND = {"not_found": "address_unknown", "too_many": "too_many_requests"}

FIELDS: Mapping[str, str] = {
    # `field:code` where a sentence about this very field helps more, otherwise the code
    "required": N_("Please fill this in."),
    "name:required": N_("Please tell us your name."),
    "topics:required": N_("Please choose at least one topic."),
    "municipality:required": N_("Please choose where you live."),
    "language:required": N_("Please choose your language."),
    "consent:required": N_("Please read the data notice and agree to it. Without that we may not keep your request."),
    "consent_missing": N_("Please read the data notice and agree to it. Without that we may not keep your request."),
    "notice_outdated": N_("The data notice has changed. Please read it again and agree to it."),
    "contact_missing": N_("Please give an e-mail address or a telephone number, so that we can reach you."),
    "number_missing": N_("Please give the telephone number to which we may send text messages."),
    "not_an_email": N_("This is not a complete e-mail address. It looks like name@example.org."),
    "not_a_phone": N_("This is not a complete telephone number. It looks like 0171 3920012."),
    "wrong_type": N_("This has to be of another kind. Please look into the description of this field."),
    "too_long": N_("This is too long. At most %(max)s characters fit."),
    "too_short": N_("This is too short. Please write a little more."),
    "too_many": N_("These are too many. Please choose at most %(max)s."),
    "control_characters": N_("This contains signs that cannot be shown. Please type it in again."),
    "unknown_topic": N_("We do not know this topic. Please choose one from the list."),
    "unknown_language": N_("We do not know this language. Please choose one from the list."),
    "unknown_language_mode": N_("Please choose whether to speak, to write or to sign."),
    "unknown_municipality": N_("We do not know this municipality. Please choose one from the list."),
    "unknown_place": N_("We do not know this place. Please choose one from the list."),
    "slot:required": N_("Please choose one of the times."),
    "unknown_slot": N_("Please choose one of the times."),
    "unknown_channel": N_("We do not know this channel. Please choose one from the list."),
    "duplicate": N_("This was chosen twice. Once is enough."),
    "asked_by:required": N_("Please tell us who you are."),
    "behalf:required": N_("Please tell us what you are to this person, and who has agreed."),
    "unknown_relation": N_("Please choose one of the answers."),
    "unknown_consent_of": N_("Please choose one of the answers."),
    "unknown_field": N_("There is no such field. Please leave it out."),
    "idempotency_key_malformed": N_("The key has to be 1 to %(max)s printable ASCII characters."),
}
_ANY_FIELD = N_("This cannot be accepted. Please check it.")


class _Given(dict[str, Any]):
    """The numbers of a sentence; one that a newer service left out shows as a dot instead of breaking the page."""

    def __missing__(self, key: str) -> str:
        return "·"


def of_problem(code: str, kind: str) -> tuple[str, str]:
    """Title and sentence for a code, in the reader's language; those of its kind for a code we have no words for."""
    title, sentence = PROBLEMS.get(code) or PROBLEMS.get(_OF_KIND.get(kind, kind)) or PROBLEMS["failed"]
    return gettext(title), gettext(sentence)


def of_field(error: FieldError) -> str:
    """What is wrong with one field, in the reader's language."""
    return filled(gettext(chosen(FIELDS, error) or _ANY_FIELD), error)


def chosen(table: Mapping[str, str], error: FieldError) -> str | None:
    """The message of such a table for this error: that of the very field, otherwise that of the code."""
    field = error.field.split(".")[0]
    return table.get(f"{field}:{error.code}") or table.get(error.code)


def filled(sentence: str, error: FieldError) -> str:
    """A sentence with the numbers of the error in its gaps."""
    return sentence % _Given(error.params)


RELATIONS: Mapping[str, str] = {
    # what somebody who asks for another person is to them
    "family": N_("Family"),
    "volunteer": N_("Volunteer or friend"),
    "school": N_("School or day-care centre"),
    "authority": N_("Authority"),
    "provider": N_("Advice centre or organisation"),
    "other": N_("Somebody else"),
}
CONSENTING: Mapping[str, str] = {
    # who has agreed to it
    "person": N_("The person has agreed"),
    "guardian": N_("The parents or the legal guardian have agreed"),
}


def answers(table: Mapping[str, str]) -> list[tuple[str, str]]:
    """The codes of such a table with their words, in the reader's language, as a field of a form offers them."""
    return [(code, gettext(said)) for code, said in table.items()]


STATUSES: Mapping[str, tuple[str, str]] = {
    # status → where the request stands, what happens next
    "received": (N_("We have your request"), N_("Somebody from our team will read it and get in touch with you.")),
    "triaged": (N_("We have read your request"), N_("We are looking for the right person to help you.")),
    "offered": (
        N_("We have asked a counsellor"),
        N_("As soon as somebody can take it on, they will get in touch with you."),
    ),
    "confirmed": (
        N_("Somebody will help you"),
        N_("A counsellor has said yes. We are passing your request on to them."),
    ),
    "handed_over": (
        N_("A counsellor is there for you"),
        N_("The counsellor has your request and will get in touch with you."),
    ),
    "answered": (
        N_("We have answered you"),
        N_("You have our answer. If something is still open, please ask us again."),
    ),
    "withdrawn": (
        N_("You have withdrawn your request"),
        N_("We do nothing more about it. You can ask us again at any time."),
    ),
    "closed": (N_("Your request is closed"), N_("You can ask us again at any time.")),
}
_ANY_STATUS = (N_("We are working on it"), N_("If you have a question, please call us."))


def of_status(status: str) -> tuple[str, str]:
    """Where a request stands and what happens next, in the reader's language."""
    heading, sentence = STATUSES.get(status, _ANY_STATUS)
    return gettext(heading), gettext(sentence)


CANCELLING: Mapping[str, str] = {
    # why a client cancels an appointment
    "illness": N_("I am ill"),
    "other_time": N_("I need another time"),
    "not_needed": N_("I no longer need the appointment"),
    "other": N_("Another reason"),
}
DECLINING: Mapping[str, str] = {
    # why none of the times that are offered suits a client
    "no_time": N_("I have no time then"),
    "too_far": N_("The way is too far"),
    "other_way": N_("I would rather meet in another way"),
    "not_needed": N_("I no longer need the appointment"),
    "other": N_("Another reason"),
}
MODES: Mapping[str, str] = {
    # how one meets where nobody comes to a place
    "phone": N_("By telephone: we call you"),
    "video": N_("By video"),
}


def of_mode(mode: str) -> str:
    """How one meets, in the reader's language; nothing where one comes to a place."""
    return gettext(MODES[mode]) if mode in MODES else ""


RECEIPTS: Mapping[str, str] = {
    # what became of the message that confirms the request
    "none": N_("You gave no e-mail address."),
    "queued": N_("It is on its way."),
    "sent": N_("It was sent."),
    "failed": N_("It could not be delivered."),
}


def of_receipt(receipt: str) -> str:
    """What became of the message that confirms the request, in the reader's language."""
    return gettext(RECEIPTS[receipt]) if receipt in RECEIPTS else ""
