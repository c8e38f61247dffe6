"""What the cases say has happened. Thin: ids, states, codes, dates; what is personal travels sealed.

`person_ref` and `counsellor_ref` are keyed hashes for one purpose each: who reads them can count and compare within
that purpose, and name nobody.
"""

from __future__ import annotations

from services.cases.events import (
    advice,
    cases,
    circles,
    contacts,
    counsellors,
    documents,
    erasures,
    households,
    letters_in,
    offers,
    people,
    plans,
    questions,
    records,
    referrals,
    releases,
    residence,
)

_PARTS = (
    offers,
    cases,
    circles,
    advice,
    people,
    households,
    plans,
    records,
    documents,
    counsellors,
    contacts,
    releases,
    referrals,
    residence,
    questions,
    letters_in,
    erasures,
)
ALL = tuple(event for part in _PARTS for event in part.ALL)
