"""What the cases say has happened. Thin: ids, states, codes, dates; what is personal travels sealed.

`person_ref` and `counsellor_ref` are keyed hashes for one purpose each: who reads them can count and compare within
that purpose, and name nobody.
"""

from __future__ import annotations

from services.cases.events import cases, contacts, counsellors, offers, records

_PARTS = (offers, cases, records, counsellors, contacts)
ALL = tuple(event for part in _PARTS for event in part.ALL)
