"""Filling the databases of the cases and of the intake with so and so many, all of them really encrypted."""

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from stdnum import luhn

from services.cases.store.name_tokens import NameTokens, name_tokens
from services.chassis.identity import Actor
from services.chassis.references import REFERENCE_ALPHABET
from services.intake.model import Person
from services.intake.store.tables import likeness_tokens
from tests.bench.growth.cloning import Clones, Pattern
from tests.bench.growth.patterns import REFERENCE, cases_by_length, requests_by_state
from tests.bench.growth.people import Crowd, latin, sounds
from tests.bench.growth.writing import Writer
from tests.builders import PROGRAMME, Cases, Intake

ORGANISATIONS = tuple(PROGRAMME.organisations)
MIX = {"new": 16, "going_on": 16, "long": 8, "closed": 120}
"""Of one counsellor: 40 cases under way, and what they have closed in three years."""
_EACH = sum(MIX.values())
_REQUESTS = {"received": 1, "offered": 1, "answered": 38}
"""Of forty requests: few wait."""
_AT_ONCE = 2_000


@dataclass(frozen=True)
class Filled:
    """Who asks in a filled database, and what they can ask for."""

    counsellors: Sequence[Actor]
    """Of one organisation, each with 40 cases under way."""
    rows: dict[str, int]
    """Table → how many rows were written."""

    @property
    def entries(self) -> int:
        """How many rows there are beside those of the cases, the people and what they are found by."""
        return sum(self.rows.values()) - sum(self.rows.get(name, 0) for name in ("cases", "people", "name_tokens"))


def fill_cases(cases: Cases, count: int, folder: Path) -> Filled:
    """About so many cases with all that is written in them, for as many counsellors as that takes."""
    counsellors: dict[str, list[Actor]] = {organisation: [] for organisation in ORGANISATIONS}
    for number, organisation in zip(range(max(count // _EACH, 1)), itertools.cycle(ORGANISATIONS), strict=False):
        counsellors[organisation].append(cases.engage(f"user{number}", organisation))
    everybody = [one for each in counsellors.values() for one in each]
    ketevan, patterns = cases_by_length(folder)
    writer, crowd = Writer(cases.database), Crowd(seed=1)
    references = _references()
    for kind, pattern in patterns.items():
        wanted = [(one, number) for number in range(MIX[kind]) for one in everybody]
        for some in _batches(wanted):
            _write_cases(cases, writer, crowd, pattern, ketevan, kind, some, references)
    writer.close()
    return Filled(counsellors["bruecke"], writer.written)


def _write_cases(
    cases: Cases,
    writer: Writer,
    crowd: Crowd,
    pattern: Pattern,
    ketevan: Actor,
    kind: str,
    wanted: Sequence[tuple[Actor, int]],
    references: Iterator[str],
) -> None:
    drawn = crowd.drawn(len(wanted))
    in_latin = latin(drawn)
    days = 8 if kind == "closed" else 1
    ids = pattern.write(
        writer,
        cases.parts.vault,
        Clones(
            shifts=[timedelta(days=days * number, seconds=place) for place, (_, number) in enumerate(wanted)],
            stand_ins={
                ketevan.ref: [who.ref for who, _ in wanted],
                ketevan.organisation: [who.organisation for who, _ in wanted],
                REFERENCE: list(itertools.islice(references, len(wanted))),
            },
            texts={
                "people.person": [
                    json.dumps({"name": name, "name_latin": written, "birth_year": year, "languages": []})
                    for (name, year), written in zip(drawn, in_latin, strict=True)
                ]
            },
        ),
    )
    (person_id,) = (row["person_id"] for table, row in pattern.rows if table.name == "people")
    tokens = NameTokens(cases.parts.vault)
    rows: list[tuple[str, bytes, str]] = []
    for (name, year), written, (who, _), one in zip(drawn, in_latin, wanted, ids[person_id], strict=True):
        found = tokens._tokens(who.organisation, sounds(name) | sounds(written), year)
        rows += [(who.organisation, token, one) for token in found]
    organisations, made, people = zip(*rows, strict=True)
    writer.write(name_tokens, {"organisation": organisations, "token": made, "person_id": people})


def fill_intake(intake: Intake, count: int, folder: Path) -> dict[str, int]:
    """About so many requests, of which few still wait; answers with the rows by table."""
    writer, crowd = Writer(intake.database), Crowd(seed=2)
    references = _references()
    places = itertools.count()
    for kind, (pattern, reference) in requests_by_state(folder).items():
        for some in _batches(range(count * _REQUESTS[kind] // sum(_REQUESTS.values()))):
            _write_requests(intake, writer, crowd, pattern, reference, references, [next(places) for _ in some])
    writer.close()
    return writer.written


def _write_requests(
    intake: Intake,
    writer: Writer,
    crowd: Crowd,
    pattern: Pattern,
    reference: str,
    references: Iterator[str],
    places: Sequence[int],
) -> None:
    vault = intake.parts.vault
    table, told = next((table, row) for table, row in pattern.rows if table.name == "requests")
    facts = json.loads(vault.open(table.name, "person", told["request_id"], told["person"]) or "")
    people = [
        facts | {"name": name, "birth_year": year, "phone": f"+4930{place:09d}", "email": f"p{place}@example.org"}
        for place, (name, year) in zip(places, crowd.drawn(len(places)), strict=True)
    ]
    ids = pattern.write(
        writer,
        vault,
        Clones(
            shifts=[timedelta(minutes=8 * place % 525_600) for place in places],
            stand_ins={reference: list(itertools.islice(references, len(places)))},
            texts={"requests.person": [json.dumps(person) for person in people]},
        ),
    )
    rows: list[tuple[str, bytes]] = []
    for request_id, person in zip(ids[told["request_id"]], people, strict=True):
        known = Person.of({name: value for name, value in person.items() if name != "summary"})
        rows += [(request_id, token) for token in intake.store.likenesses._tokens(known)]
    requests, tokens = zip(*rows, strict=True)
    writer.write(likeness_tokens, {"request_id": requests, "token": tokens})


def _batches(wanted: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]


def _references() -> Iterator[str]:
    """References that no two have, with their check character."""
    for number in itertools.count(1_000_003, 7):
        drawn = "".join(REFERENCE_ALPHABET[number >> shift & 31] for shift in range(25, -1, -5))
        yield f"{drawn[:3]}-{drawn[3:]}-{luhn.calc_check_digit(drawn, REFERENCE_ALPHABET)}"
