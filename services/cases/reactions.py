"""What the cases do when they hear the intake: translate, then command; no rules here.

What is offered to an organisation that is not hosted here is somebody else's to hear.
"""

from __future__ import annotations

from collections.abc import Container

from marshmallow import ValidationError

from services.cases.commands import cases, offers
from services.cases.model.cases import Arrival, Consent
from services.cases.model.offers import LAPSE, OPEN, WITHDRAW, Offer
from services.cases.model.people import Person
from services.cases.schemas.heard import Handover
from services.cases.store import Store
from services.chassis.clock import Clock
from services.chassis.handler import Message, NotYet, Unlike
from services.chassis.identity import Actor
from services.chassis.names import latin

_PREVIEW = "preview_"


def on_request_offered(store: Store, hosted: Container[str], message: Message) -> None:
    """Keep what is offered to an organisation here: a preview, nobody's name."""
    data = message.data
    if data["to"] not in hosted:
        return
    preview = {name.removeprefix(_PREVIEW): value for name, value in data.items() if name.startswith(_PREVIEW)}
    offer = Offer(
        offer_id=data["offer_id"],
        request_id=data["request_id"],
        organisation=data["to"],
        status=OPEN,
        offered_at=data["offered_at"],
        expires_at=data["expires_at"],
        **{**preview, "topics": tuple(preview["topics"])},
    )
    offers.keep_offer(store, Actor.system(), offer)


def on_offer_confirmed(store: Store, hosted: Container[str], message: Message) -> None:
    """The region keeps its word to whoever accepted first."""
    data = message.data
    if data["to"] in hosted:
        offers.confirm_offer(store, Actor.system(), data["to"], data["offer_id"])


def on_offer_withdrawn(store: Store, hosted: Container[str], clock: Clock, message: Message) -> None:
    """The region takes an offer back; the provisional case that had come of it is dropped."""
    data = message.data
    if data["to"] in hosted:
        offers.end_offer(store, Actor.system(), clock, data["to"], data["offer_id"], WITHDRAW)


def on_offer_lapsed(store: Store, hosted: Container[str], clock: Clock, message: Message) -> None:
    """An offer's time is over, or it was accepted too late; the provisional case that had come of it is dropped."""
    data = message.data
    if data["to"] in hosted:
        offers.end_offer(store, Actor.system(), clock, data["to"], data["offer_id"], LAPSE)


def on_request_handed_over(store: Store, hosted: Container[str], clock: Clock, message: Message) -> None:
    """Let the person into the case that waits for them, and say that they have arrived."""
    data = message.data
    if data["to"] not in hosted:
        return
    offer = store.offers.made_to(data["to"], data["offer_id"])
    if offer is None or offer.case_id is None:
        raise NotYet("nobody here has accepted this offer")
    person, arrival = _unsealed(store, message)
    cases.receive_handover(store, Actor.system(), clock, offer.case_id, person, arrival)


def _unsealed(store: Store, message: Message) -> tuple[Person, Arrival]:
    contents = store.seals.handed_over(message.data["request_id"], message.data["sealed"])
    try:
        told = Handover().load(contents)
    except ValidationError as error:
        # Only which fields: what is in them came sealed. `from None`, because the error holds what it was given.
        raise Unlike(f"sealed {', '.join(sorted(map(str, error.messages)))}") from None
    facts = ("name", "birth_year", "email", "phone", "message", "asked_by", "behalf")
    person = Person(**{name: told[name] for name in facts}, name_latin=latin(told["name"]))
    arrival = Arrival(
        channel=told["channel"],
        language=told["language"],
        language_mode=told["language_mode"],
        consent=Consent(told["notice_version"], told["notice_language"], told["consent_at"]),
        received_at=told["received_at"],
        reference=told["reference"],
        status_token=told["status_token"],
    )
    return person, arrival
