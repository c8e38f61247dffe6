"""What figures say: their names, their periods, and one sentence per table that a steering group can read aloud.

A number that is not shown is never guessed at: it is "fewer than k, perhaps none", and what is added up from numbers
that are shown is "at least".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import format_date, format_decimal

from gateway import languages, names, staff_words
from gateway.staff_sentences import N_, gettext

Report = Mapping[str, Any]
Key = tuple[str, ...]
NOT_SHOWN = "·"

AUDIENCES = {"inside": N_("Within the programme"), "public": N_("For the public")}
_QUARTERS = {
    "1": N_("1st quarter of %(year)s"),
    "2": N_("2nd quarter of %(year)s"),
    "3": N_("3rd quarter of %(year)s"),
    "4": N_("4th quarter of %(year)s"),
}
# Three, because the German for them differs.
_DURING = {"month": N_("In %(period)s"), "quarter": N_("In the %(period)s"), "year": N_("In the year %(period)s")}


@dataclass(frozen=True)
class Told:
    """What is said about one table. `many` and `few` are pairs: of a period that is over, and of one that is not."""

    title: str
    counted: str  # stands behind the total
    of_each: str  # heads the column of a table that has no other
    by: str
    many: tuple[str, str]
    few: tuple[str, str]
    how: str
    largest: Callable[[Key, str], str] | None


def _largest_of_requests(key: Key, num: str) -> str:
    town, language = names.municipality(key[0]), _in_language(key[1])
    return gettext("The largest group: %(num)s from %(town)s, %(language)s.", num=num, town=town, language=language)


def _largest_phase(key: Key, num: str) -> str:
    phase = staff_words.word("phase", key[0])
    return gettext("The largest group: %(num)s in the phase “%(phase)s”.", num=num, phase=phase)


def _largest_language(key: Key, num: str) -> str:
    return gettext("The largest group: %(num)s, advised %(language)s.", num=num, language=_in_language(key[0]))


def _largest_barrier(key: Key, num: str) -> str:
    topic, town = names.topic(key[0]), names.municipality(key[1])
    return gettext("The largest group: %(num)s in %(town)s, topic “%(topic)s”.", num=num, town=town, topic=topic)


def _in_language(code: str) -> str:
    if code == "other":
        return gettext("in another language")
    return gettext("in %(language)s", language=languages.name_of(code, languages.current()))


TABLES: Mapping[str, Told] = {
    "requests": Told(
        title=N_("Requests"),
        counted=N_("requests"),
        of_each=N_("Requests"),
        by=N_("by municipality and language"),
        many=(N_("%(when)s, %(num)s requests came in."), N_("%(when)s, %(num)s requests have come in so far.")),
        few=(
            N_("%(when)s, fewer than %(k)s requests came in, perhaps none."),
            N_("%(when)s, fewer than %(k)s requests have come in so far, perhaps none."),
        ),
        how=N_("Every request counts once: where it came from, and in which language it was made."),
        largest=_largest_of_requests,
    ),
    "cases_by_phase": Told(
        title=N_("Open cases"),
        counted=N_("people with an open case"),
        of_each=N_("People"),
        by=N_("by phase"),
        many=(N_("%(when)s, %(num)s people had an open case."), N_("%(num)s people have an open case now.")),
        few=(
            N_("%(when)s, fewer than %(k)s people had an open case, perhaps nobody."),
            N_("Fewer than %(k)s people have an open case now, perhaps nobody."),
        ),
        how=N_("Every person counts once in a phase, and once in all, however many cases they have."),
        largest=_largest_phase,
    ),
    "cases_by_language": Told(
        title=N_("New cases"),
        counted=N_("people with a new case"),
        of_each=N_("People"),
        by=N_("by language"),
        many=(
            N_("%(when)s, a case was opened for %(num)s people."),
            N_("%(when)s, a case has been opened for %(num)s people so far."),
        ),
        few=(
            N_("%(when)s, a case was opened for fewer than %(k)s people, perhaps for nobody."),
            N_("%(when)s, a case has been opened for fewer than %(k)s people so far, perhaps for nobody."),
        ),
        how=N_("Every person counts once, by the language in which they are advised."),
        largest=_largest_language,
    ),
    "appointments": Told(
        title=N_("Appointments"),
        counted=N_("appointments"),
        of_each=N_("Appointments"),
        by=N_("by place"),
        many=(
            N_("%(when)s, %(num)s appointments were booked, kept, missed or cancelled."),
            N_("%(when)s, %(num)s appointments have been booked, kept, missed or cancelled so far."),
        ),
        few=(
            N_("%(when)s, fewer than %(k)s people had appointments, perhaps nobody."),
            N_("%(when)s, fewer than %(k)s people have had appointments so far, perhaps nobody."),
        ),
        how=N_("An appointment that was booked and kept stands in both columns, and counts once in all."),
        largest=None,
    ),
    "barriers": Told(
        title=N_("Barriers"),
        counted=N_("people who met a barrier"),
        of_each=N_("People"),
        by=N_("by topic and municipality"),
        many=(
            N_("%(when)s, %(num)s people met a barrier where they looked for help."),
            N_("%(when)s, %(num)s people have met a barrier so far where they looked for help."),
        ),
        few=(
            N_("%(when)s, fewer than %(k)s people met a barrier, perhaps nobody."),
            N_("%(when)s, fewer than %(k)s people have met a barrier so far, perhaps nobody."),
        ),
        how=N_("Whoever met several barriers counts once in each field, and once in all."),
        largest=_largest_barrier,
    ),
    "advice": Told(
        title=N_("Short advice"),
        counted=N_("talks without a name"),
        of_each=N_("Talks"),
        by=N_("by topic and municipality"),
        many=(
            N_("%(when)s, short advice was given %(num)s times."),
            N_("%(when)s, short advice has been given %(num)s times so far."),
        ),
        few=(
            N_("%(when)s, short advice was given fewer than %(k)s times, perhaps never."),
            N_("%(when)s, short advice has been given fewer than %(k)s times so far, perhaps never."),
        ),
        how=N_("Every talk counts once. Nobody’s name is asked, so one person may stand behind several."),
        largest=_largest_barrier,
    ),
    "advice_barriers": Told(
        title=N_("Barriers in short advice"),
        counted=N_("talks in which help failed"),
        of_each=N_("Talks"),
        by=N_("by topic and municipality"),
        many=(
            N_("%(when)s, help failed on something in %(num)s short talks."),
            N_("%(when)s, help has failed on something in %(num)s short talks so far."),
        ),
        few=(
            N_("%(when)s, help failed on something in fewer than %(k)s short talks, perhaps in none."),
            N_("%(when)s, help has failed on something in fewer than %(k)s short talks so far, perhaps in none."),
        ),
        how=N_("Counted apart from the barriers of people with a case: nobody knows whether it was the same person."),
        largest=_largest_barrier,
    ),
}

_APPOINTMENT = {
    "booked": N_("Booked"),
    "kept": N_("Kept"),
    "missed": N_("Missed"),
    "cancelled": N_("Cancelled"),
}
# What is worth saying of appointments: that they took place, and that nobody came.
_AT_LEAST = (
    ("kept", N_("At least %(num)s were kept.")),
    ("missed", N_("To at least %(num)s nobody came.")),
)


def _language(code: str) -> str:
    return gettext("Another language") if code == "other" else languages.name_of(code, languages.current())


_NAMED: Mapping[str, Callable[[str], str]] = {
    "municipality": names.municipality,
    "language": _language,
    "phase": lambda code: staff_words.word("phase", code),
    "place": names.place,
    "status": lambda code: gettext(_APPOINTMENT[code]) if code in _APPOINTMENT else code,
    "topic": names.topic,
}
_DIMENSIONS = {
    "municipality": N_("Municipality"),
    "language": N_("Language"),
    "phase": N_("Phase"),
    "place": N_("Place"),
    "status": N_("State"),
    "topic": N_("Topic"),
}
# Their codes have an order of their own; those of the others stand by size where they are drawn.
_IN_ORDER = frozenset({"phase", "status"})


def name_of(dimension: str, code: str) -> str:
    """What a code of a dimension is called in the reader's language."""
    return _NAMED[dimension](code) if dimension in _NAMED else code


def dimension_name(dimension: str) -> str:
    """What a dimension is called in the reader's language."""
    return gettext(_DIMENSIONS[dimension]) if dimension in _DIMENSIONS else dimension


def has_order(dimension: str) -> bool:
    """Whether the codes of a dimension have an order of their own."""
    return dimension in _IN_ORDER


def number(count: int | None) -> str:
    """A number as people of this language write it; the sign for one that is not shown."""
    return NOT_SHOWN if count is None else str(format_decimal(count))


def period_name(period: str) -> str:
    """October 2026, 3rd quarter of 2026, 2026."""
    if "Q" in period:
        return gettext(_QUARTERS[period[-1]], year=period[:4])
    return str(format_date(_first_day(period), "LLLL yyyy")) if "-" in period else period


def kind_of(period: str) -> str:
    """Whether this is a `month`, a `quarter` or a `year`."""
    return "quarter" if "Q" in period else "month" if "-" in period else "year"


def sentences(report: Report, at_end: bool) -> list[str]:
    """What a table says, the most important first. `at_end`: it tells how things stood, not what happened."""
    told, running = TABLES[report["table"]], not report["is_final"]
    when = _at_the_end_of(report["period"]) if at_end else _during(report["period"])
    if report["total"] is None:
        return [gettext(told.few[running], when=when, k=report["k"])]
    said = [gettext(told.many[running], when=when, num=number(report["total"]))]
    if not told.largest:
        return said + _at_least(report)
    largest = _largest(report["cells"])
    return said + ([told.largest(*largest)] if largest else [])


def left_out(report: Report) -> str:
    """How many numbers of a table are not shown, and why; empty where all of them are."""
    hidden = sum(cell["count"] is None for cell in report["cells"])
    if not hidden:
        return ""
    return gettext(
        "%(hidden)s of %(all)s numbers are not shown, because fewer than %(k)s people stand behind each.",
        hidden=hidden,
        all=len(report["cells"]),
        k=report["k"],
    )


def _during(period: str) -> str:
    return gettext(_DURING[kind_of(period)], period=period_name(period))


def _at_the_end_of(period: str) -> str:
    last = {"quarter": f"{period[:4]}-{int(period[-1]) * 3:02d}", "year": f"{period}-12"}.get(kind_of(period), period)
    return gettext("At the end of %(month)s", month=period_name(last))


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _largest(cells: Iterable[Mapping[str, Any]]) -> tuple[Key, str] | None:
    # Behind a number that is not shown stand fewer than behind any that is, so this is the largest of all. Two that
    # are alike are none.
    shown = sorted((cell for cell in cells if cell["count"]), key=lambda cell: cell["count"], reverse=True)[:2]
    if not shown or (len(shown) == 2 and shown[0]["count"] == shown[1]["count"]):
        return None
    return tuple(shown[0]["key"]), number(shown[0]["count"])


def _at_least(report: Report) -> list[str]:
    # An appointment is at one place only, so those of several places may be added up.
    position = [dimension["name"] for dimension in report["dimensions"]].index("status")
    added = {
        status: sum(cell["count"] or 0 for cell in report["cells"] if cell["key"][position] == status)
        for status, _ in _AT_LEAST
    }
    return [gettext(said, num=number(added[status])) for status, said in _AT_LEAST if added[status]]
