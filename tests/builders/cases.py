"""The cases, asked as the gateway asks them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from marshmallow import EXCLUDE, Schema

from services.cases import reactions as cases_reactions
from services.cases.commands import accounts as accounts_commands
from services.cases.commands import cases as cases_commands
from services.cases.passwords import Passwords
from services.cases.schemas import accounts as of_accounts
from services.cases.schemas import cases as of_cases
from services.cases.schemas import heard as heard_by_cases
from services.cases.store import Store as CasesStore
from services.chassis import fields
from services.chassis.clock import new_id
from services.chassis.database import Database
from services.chassis.envelope import Envelope, Event
from services.chassis.errors import LotseError
from services.chassis.handler import Message
from services.chassis.identity import Actor
from services.chassis.programme import Programme
from services.chassis.testing import StoppedClock, message_of, said, types_of
from services.intake import events as intake_events
from tests.builders.cases_tables import ASKED, DONE
from tests.builders.intake import Intake
from tests.builders.people import NINO, PROGRAMME
from tests.builders.service import Service

# Who accompanies people at a free provider.
KETEVAN: dict[str, Any] = {
    "user": "ketevan",
    "password": "kirschbaum am Rursee",
    "name": "Ketevan Lomidze",
    "organisation": "bruecke",
    "roles": ["counsellor"],
    "counsellor": {
        "languages": ["ka", "en"],
        "municipalities": ["wuerselen"],
        "topics": ["housing", "language"],
        "capacity": 10,
    },
}
# What the region tells of Nino before anybody has said that they will accompany her.
PREVIEW: dict[str, Any] = {
    "preview_topics": ("housing", "language"),
    "preview_language": "ka",
    "preview_language_mode": "written",
    "preview_municipality": "wuerselen",
    "preview_track": "case_management",
    "preview_urgency": "high",
}


class Cases(Service):
    """The cases, asked by their commands and told by what the intake says."""

    name = "cases"
    hosted = frozenset(PROGRAMME.organisations)

    def __init__(
        self, place: Path | Database, clock: StoppedClock | None = None, programme: Programme = PROGRAMME
    ) -> None:
        super().__init__(place, clock)
        self.programme = programme
        keys = (self.parts.vault, self.parts.seal_keys)
        self.store = CasesStore(self.database, self.parts.outbox, *keys, self.programme)
        # The rules are the same with a hash that takes no time.
        self._passwords = Passwords(lambda work, *args: work(*args), PasswordHasher(1, 8, 1))

    def engage(self, user: str = "ketevan", organisation: str = "bruecke", **changes: Any) -> Actor:
        """Ketevan (with these changes) begins to work here; answers with who she is when she asks."""
        asked = KETEVAN | {"user": user, "organisation": organisation} | changes
        read = fields.load(of_accounts.CreateAccount(PROGRAMME), asked)
        made = accounts_commands.create_account(self.store, self._passwords, Actor.system(), self.clock, read)
        return Actor(frozenset(asked["roles"]), organisation, made["account_id"])

    def ask(self, who: Actor, name: str, /, **asked: Any) -> dict[str, Any]:
        """What `cases` answers to whoever asks for this, as it comes in from the wire."""
        schema, work = (ASKED | DONE)[name]
        read = fields.load(schema(PROGRAMME) if getattr(schema, "knows_programme", False) else schema(), asked)
        answer: dict[str, Any] = work(self.store, who, *([self.clock] if name in DONE else []), **read)
        return answer

    def open_walk_in(self, who: Actor, **changes: Any) -> dict[str, Any]:
        """Nino comes in person (with these changes)."""
        named = {name: NINO[name] for name in ("name", "email", "language", "topics", "municipality", "consent")}
        read = fields.load(of_cases.OpenCase(PROGRAMME), named | changes)
        return cases_commands.open_case(self.store, who, self.clock, read)

    def offer(self, to: str = "bruecke", **changes: Any) -> dict[str, Any]:
        """The region offers Nino's request to an organisation; answers with what names the offer."""
        ids: dict[str, Any] = {"request_id": new_id(), "offer_id": new_id(), "to": to}
        now = self.clock.now()
        told = {**PREVIEW, "offered_at": now, "expires_at": now + Intake.answered_within, **changes}
        self.hear_event(intake_events.RequestOffered(**ids, **told))
        return {**ids, "version": 1}

    def accept(self, who: Actor, offer: dict[str, Any], version: int = 1) -> dict[str, Any]:
        return self.ask(who, "accept_offer", offer_id=offer["offer_id"], version=version)

    def hand_over(self, offer: dict[str, Any], **changes: Any) -> None:
        """The region confirms an offer, and hands Nino over (with these changes)."""
        ids = {name: offer[name] for name in ("request_id", "offer_id", "to")}
        self.hear_event(intake_events.OfferConfirmed(**ids, confirmed_at=self.clock.now()))
        self.hear_event(intake_events.RequestHandedOver(**ids, sealed=self.sealed(offer, **changes)))

    def sealed(self, offer: dict[str, Any], **changes: Any) -> str:
        """Nino, as the intake seals her for this hand-over."""
        person = {name: NINO[name] for name in ("name", "email", "phone", "message", "asked_by")}
        told = {name: NINO[name] for name in ("channel", "language", "language_mode")}
        consent = {"notice_version": NINO["consent"]["notice_version"], "notice_language": "ka"}
        times = dict.fromkeys(("consent_at", "received_at"), "2026-11-20T09:15:00Z")
        names = {"reference": "K7M-4XQ-6", "status_token": "c2VjcmV0IG9mIGEgbGluaw"}
        keys = self.parts.seal_keys
        purpose = f"request.handed_over {offer['request_id']}"
        return keys.seal(keys, purpose, {**person, **told, **consent, **times, **names, **changes})

    def open(self, who: Actor, **changes: Any) -> str:
        """The case of somebody who has accepted Nino's offer, and to whom Nino (with these changes) was handed over."""
        offer = self.offer(who.organisation)
        case_id: str = self.accept(who, offer)["case_id"]
        self.hand_over(offer, **changes)
        return case_id

    def hear(self, *envelopes: Envelope) -> None:
        """React to what the intake said, as far as we listen to it."""
        store, hosted, clock = self.store, self.hosted, self.clock
        timed = (store, hosted, clock)
        decided = heard_by_cases.OfferDecided
        react: dict[str, tuple[Any, type[Schema], tuple[Any, ...]]] = {
            "request.offered.v1": (
                cases_reactions.on_request_offered,
                heard_by_cases.RequestOffered,
                (store, hosted),
            ),
            "request.offer_confirmed.v1": (cases_reactions.on_offer_confirmed, decided, (store, hosted)),
            "request.offer_withdrawn.v1": (cases_reactions.on_offer_withdrawn, decided, timed),
            "request.offer_lapsed.v1": (cases_reactions.on_offer_lapsed, decided, timed),
            "letter.received.v1": (
                cases_reactions.on_letter_received,
                heard_by_cases.LetterReceived,
                timed,
            ),
            "attachment.passed_on.v1": (
                cases_reactions.on_attachment_passed_on,
                heard_by_cases.AttachmentPassedOn,
                timed,
            ),
            "request.handed_over.v1": (
                cases_reactions.on_request_handed_over,
                heard_by_cases.RequestHandedOver,
                timed,
            ),
            **{
                type_: (reaction, schema, (store, clock))
                for type_, reaction, schema in (
                    ("message.sent.v1", cases_reactions.on_message_sent, heard_by_cases.MessageSent),
                    ("message.delivered.v1", cases_reactions.on_message_delivered, heard_by_cases.MessageDelivered),
                    ("message.bounced.v1", cases_reactions.on_message_bounced, heard_by_cases.MessageBounced),
                    ("message.failed.v1", cases_reactions.on_message_failed, heard_by_cases.MessageFailed),
                )
            },
        }
        for envelope in envelopes:
            if envelope.type == "case.forgotten.v1":
                by = envelope.source.partition("@")[0]
                forgotten = getattr(cases_reactions, f"on_forgotten_by_{by}")
                react[envelope.type] = (forgotten, heard_by_cases.CaseForgotten, (store, clock))
            if envelope.type in react:
                reaction, schema, given = react[envelope.type]
                with self.database.transaction():
                    reaction(*given, Message(envelope, schema(unknown=EXCLUDE).load(envelope.data)))

    def hear_event(self, event: Event) -> None:
        """React to one thing that the intake says."""
        self.hear(message_of(event, "intake@kim"))


def refused(cases: Cases, who: Actor, name: str, /, **asked: Any) -> LotseError:
    """Why the cases refused what somebody asked for; that nothing was said is part of it."""
    before = types_of(said(cases.database))
    with pytest.raises(LotseError) as refusal:
        cases.ask(who, name, **asked)
    assert types_of(said(cases.database)) == before, "what is refused says nothing"
    return refusal.value
