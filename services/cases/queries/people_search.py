"""Looking for people: by name in any spelling and year of birth, or by the reference of a case.

What is found is told as far as the own circle reaches; of others only that the organisation knows somebody like that.
Those close by are looked for by themselves, so that nobody's own client is lost among thousands of one first name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from services.cases import permissions
from services.cases.model.cases import Case
from services.cases.model.people import KnownPerson
from services.cases.queries.people import line, of_line, sees
from services.cases.store import Store
from services.chassis.access import note_look
from services.chassis.clock import Clock
from services.chassis.identity import Actor
from services.chassis.names import likeness_to

Told = dict[str, Any]

# Of so many whose names sound alike the names themselves are compared, among those close by and among all the others;
# of so many is told.
_COMPARED, _TOLD = 100, 20
# From so much on, of 100, it may be the same name: a first name alone, too, of which no more is said.
_LIKE = 70
# Under this a search stands in the access log: it is about nobody in particular.
_SUBJECT = "people"


@dataclass(frozen=True)
class _Match:
    known: KnownPerson
    score: int


@dataclass(frozen=True)
class _Fitting:
    """Who fits, each once, the likest first; `are_all` unless there were more to compare than we compare."""

    matches: Sequence[_Match] = ()
    are_all: bool = True

    def then(self, others: _Fitting) -> _Fitting:
        """These, and behind them those of the others that are not among them."""
        known = {match.known.person_id for match in self.matches}
        new = [match for match in others.matches if match.known.person_id not in known]
        return _Fitting([*self.matches, *new], self.are_all and others.are_all)


def find_people(
    store: Store, who: Actor, clock: Clock, name: str | None, birth_year: int | None, reference: str | None
) -> Told:
    """Whom this may be: at most 20 people, the likest first, each with what `who` may know of their cases.

    Counsellors are told of people in cases they may read, and `elsewhere` whether there are others; coordinators of
    others which cases those are, without a name. `more` says that not all are told. It is written down that `who`
    looked.
    """
    permissions.require(who, permissions.FIND_PEOPLE)
    note_look(store.database, clock, who, _SUBJECT, "search")
    reads_lines = permissions.ORGANISATION in permissions.reach(who, permissions.FIND_PEOPLE)
    fitting = _under(store, who, reference) if reference else _Fitting()
    if name:
        fitting = fitting.then(_named_like(store, who, clock, name, birth_year, reads_lines))
    around = store.households.cases_around([match.known.person_id for match in fitting.matches])
    items: list[Told] = []
    elsewhere = False
    for match in fitting.matches:
        cases = [case for case in around[match.known.person_id] if permissions.knows_of(who, case)]
        readable = [case for case in cases if _is_named(who, case)]
        if readable:
            items.append(_named(match, readable))
        elif cases and reads_lines:
            items.append(_unnamed(match, cases))
        else:
            elsewhere = elsewhere or bool(cases)
    shown = items[:_TOLD]
    names = store.accounts.names({case["counsellor_id"] for item in shown for case in item["cases"]})
    for item in shown:
        for case in item["cases"]:
            case["counsellor"] = names.get(case["counsellor_id"])
    return {"items": shown, "elsewhere": elsewhere, "more": len(items) > _TOLD or not fitting.are_all}


def _is_named(who: Actor, case: Case) -> bool:
    """Whether the person of this case is told by name: to whoever reads it, or answers for what is kept of them."""
    return sees(who, case) or permissions.may(who, permissions.EXPORT_PEOPLE, case)


def _under(store: Store, who: Actor, reference: str) -> _Fitting:
    """Who came under a reference."""
    found = store.cases.people_of(who.organisation, reference)
    return _Fitting([_Match(store.people.get(person_id), 100) for person_id in found])


def _named_like(
    store: Store, who: Actor, clock: Clock, name: str, birth_year: int | None, tells_of_all: bool
) -> _Fitting:
    """Who has a name like this one, those close by first.

    Of the others everybody, if `tells_of_all`; otherwise as many as it takes to say that there are some.
    """
    search, organisation = store.search, who.organisation
    reads_of = store.standings.reads_of(who.ref, organisation, store.standings.today())
    everybody = search.everywhere(organisation, name, birth_year, _COMPARED)
    if reads_of is None:
        return _fitting(_like(name, birth_year, everybody), everybody)
    near = search.near(who.ref, organisation, reads_of, clock.now(), name, birth_year, _COMPARED)
    close = _fitting(_like(name, birth_year, near), near)
    compared = {known.person_id for known in near}
    others = _like(name, birth_year, [known for known in everybody if known.person_id not in compared])
    return close.then(_fitting(others, everybody) if tells_of_all else _Fitting(list(islice(others, _TOLD))))


def _fitting(matches: Iterable[_Match], compared: Sequence[KnownPerson]) -> _Fitting:
    return _Fitting(sorted(matches, key=lambda match: -match.score), len(compared) < _COMPARED)


def _like(name: str, birth_year: int | None, alike: Iterable[KnownPerson]) -> Iterator[_Match]:
    """Those of them whose name it may be, one after the other as they are compared."""
    how_like = likeness_to(name)
    for known in alike:
        score = _score(how_like, known, birth_year)
        if score >= _LIKE:
            yield _Match(known, score)


def _score(how_like: Callable[[str], int], known: KnownPerson, birth_year: int | None) -> int:
    """How like the name is, 0 to 100; somebody born in another year is not who is looked for."""
    person = known.person
    if birth_year is not None and person.birth_year not in (None, birth_year):
        return 0
    return max(how_like(spelling) for spelling in {person.name, person.name_latin or person.name})


def _named(match: _Match, cases: Sequence[Case]) -> Told:
    return {**line(match.known), "score": match.score, "cases": [_case(case) for case in cases]}


def _unnamed(match: _Match, cases: Sequence[Case]) -> Told:
    nobody = dict.fromkeys(line(match.known))
    return {**nobody, "score": match.score, "cases": [_case(case) for case in cases]}


def _case(case: Case) -> Told:
    return {**of_line(case), "counsellor_id": case.counsellor_id}
