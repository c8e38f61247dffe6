"""What comes in with codes of the programme: topics, languages, towns, kinds of barriers, institutions."""

from __future__ import annotations

from typing import Any

from services.chassis.fields import Asked, Code, Codes
from services.chassis.programme import Programme


class Coded(Asked):
    """The base of what is checked against the programme: a field's noun says against which of its tables."""

    knows_programme = True

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(**options)
        tables = {
            "topic": programme.topics,
            "language": programme.request_languages,
            "language_mode": programme.language_modes,
            "municipality": programme.municipalities,
            "barrier_kind": programme.barrier_kinds,
            "institution": programme.institutions,
            "letter": programme.letters,
            "recipient": programme.releases.recipients,
            "release_data": programme.releases.data,
            "release_purpose": programme.releases.purposes,
            "residence_document": programme.residence.documents,
            "sphere": programme.residence.spheres,
            "sphere_step": {step for sphere in programme.residence.spheres.values() for step in sphere.steps},
            "question_purpose": programme.residence.purposes,
            "place": programme.places,
        }
        for field in self.fields.values():
            code = field.one if isinstance(field, Codes) else field
            if isinstance(code, Code) and code.noun in tables:
                code.among = tables[code.noun]
