"""How the facts of a readable copy are shown: days, places, codes of the programme and of Lotse, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from flask_babel import format_date, format_datetime

from gateway import languages
from gateway.installation import here
from gateway.staff_sentences import gettext
from gateway.staff_words import word
from services.chassis.programme import Names, Programme

Thing = Mapping[str, Any]
Show = Callable[[Any], str]


def named(table: Callable[[Programme], Mapping[str, Names]], code: str) -> str:
    """What a code of the programme is called in its own language; the code where it is not known any more."""
    return table(here().programme).get(code, {}).get(here().programme.default_language, code)


def day(text: str) -> str:
    """A day, as people write it."""
    return str(format_date(date.fromisoformat(text), "medium"))


def moment(text: str) -> str:
    """A point in time, by the clock of the region."""
    return str(format_datetime(datetime.fromisoformat(text), "medium"))


def yes(is_so: bool) -> str:
    """Yes or no."""
    return gettext("yes") if is_so else gettext("no")


def each(show: Show) -> Show:
    """All of them in one line, each shown like this."""
    return lambda codes: ", ".join(show(code) for code in codes)


def lines(show: Show) -> Show:
    """Each of them in a line of its own, shown like this."""
    return lambda things: "\n".join(show(thing) for thing in things)


def language(code: str) -> str:
    """What a language is called."""
    return languages.name_of(code, here().programme.default_language)


def municipality(code: str) -> str:
    """What a municipality is called; its code where it is not known any more."""
    return here().programme.municipalities.get(code, code)


def organisation(code: str) -> str:
    """What an organisation is called; its code where it is not known any more."""
    found = here().programme.organisations.get(code)
    return found.name if found else code


def score(scores: Mapping[str, int]) -> str:
    """Where somebody stood, topic by topic."""
    return ", ".join(f"{topic(code)}: {points}" for code, points in scores.items())


def consent(told: Thing) -> str:
    """When a data notice was accepted, in which language and version."""
    return f"{moment(told['given_at'])}, {language(told['language'])}, {told['notice_version']}"


def goal_of_plan(goal: Thing) -> str:
    """A goal as it was agreed, and its steps below it."""
    steps = "".join(f"\n  – {doer(step['doer'])}: {step['words']}{until(step)}" for step in goal["steps"])
    return f"{topic(goal['topic'])}: {goal['words']}{until(goal)}{steps}"


def until(thing: Thing) -> str:
    """By when, if that was said."""
    return f" ({day(thing['due_on'])})" if thing["due_on"] else ""


def sphere_step(told: Thing) -> str:
    """A step of a change of the legal sphere, and who ticked it when."""
    done = f" ✓ {moment(told['done_at'])} {told['by'] or ''}" if told["done_at"] else ""
    return f"{step(told['step'])}{done}"


def offer(told: Thing) -> str:
    """Who was asked to help, and the answer."""
    answered = f", {moment(told['decided_at'])}" if told["decided_at"] else ""
    reason = f" ({word('decline', told['reason'])})" if told["reason"] else ""
    return f"{organisation(told['to'])}: {word('offer', told['status'])}{answered}{reason}"


def letter(told: Thing) -> str:
    """A letter that came by mail."""
    head = f"{moment(told['received_at'])}, {told['sender']}"
    return "\n".join(part for part in (head, told["subject"], told["text"]) if part)


def file(told: Thing) -> str:
    """A file that came by mail."""
    return f"{told['name']}, {moment(told['received_at'])}"


def meeting(told: Thing) -> str:
    """When and where an appointment is."""
    return ", ".join(filter(None, (moment(told["starts_at"]), told["place"] and place(told["place"]))))


def behalf(told: Thing) -> str:
    """What somebody who asked is to the person, and who agreed."""
    return f"{word('relation', told['relation'])}, {word('consent_of', told['consent_of'])}"


def size(told: int) -> str:
    """How large a file is."""
    return gettext("%(num)s bytes", num=told)


def coded(table: str) -> Show:
    """A code of this table in words."""
    return partial(word, table)


topic = partial(named, lambda programme: programme.topics)
topics = each(topic)
place = partial(named, lambda programme: {code: place.name for code, place in programme.places.items()})
step = partial(
    named,
    lambda programme: {
        code: name for sphere in programme.residence.spheres.values() for code, name in sphere.steps.items()
    },
)
mode = partial(named, lambda programme: programme.language_modes)
doer = coded("doer")
residence_document = partial(
    named, lambda programme: {code: document.name for code, document in programme.residence.documents.items()}
)
sphere = partial(named, lambda programme: {code: sphere.name for code, sphere in programme.residence.spheres.items()})
question_purpose = partial(
    named, lambda programme: {code: purpose.name for code, purpose in programme.residence.purposes.items()}
)
