"""What the region offers, confirms and hands over."""

from __future__ import annotations

from typing import Any

from services.cases import reactions
from services.cases.commands import offers as offer_commands
from services.cases.queries import offers as offer_queries
from services.cases.schemas import heard
from services.cases.schemas import offers as of_offers
from services.cases.service.parts import Part
from services.chassis.extensions import answers, hears
from services.chassis.handler import Message
from services.chassis.identity import Actor

Answer = dict[str, Any]


class Offers(Part):
    """What the region offers, confirms and hands over."""

    @answers(of_offers.ListOffers)
    def offers(self, who: Actor, request: Answer) -> Answer:
        return offer_queries.offers(self.store, who, **request)

    @answers(of_offers.OneOffer)
    def offer(self, who: Actor, request: Answer) -> Answer:
        return offer_queries.offer(self.store, who, **request)

    @answers(of_offers.AcceptOffer, command=True)
    def accept_offer(self, who: Actor, request: Answer) -> Answer:
        return offer_commands.accept_offer(self.store, who, self.clock, **request)

    @answers(of_offers.DeclineOffer, command=True)
    def decline_offer(self, who: Actor, request: Answer) -> Answer:
        return offer_commands.decline_offer(self.store, who, self.clock, **request)

    @hears("intake.events", "request.offered.v1", heard.RequestOffered)
    def on_request_offered(self, message: Message) -> None:
        reactions.on_request_offered(self.store, self.hosted, message)

    @hears("intake.events", "request.offer_confirmed.v1", heard.OfferDecided)
    def on_offer_confirmed(self, message: Message) -> None:
        reactions.on_offer_confirmed(self.store, self.hosted, message)

    @hears("intake.events", "request.offer_withdrawn.v1", heard.OfferDecided)
    def on_offer_withdrawn(self, message: Message) -> None:
        reactions.on_offer_withdrawn(self.store, self.hosted, self.clock, message)

    @hears("intake.events", "request.offer_lapsed.v1", heard.OfferDecided)
    def on_offer_lapsed(self, message: Message) -> None:
        reactions.on_offer_lapsed(self.store, self.hosted, self.clock, message)

    @hears("intake.events", "request.handed_over.v1", heard.RequestHandedOver)
    def on_request_handed_over(self, message: Message) -> None:
        reactions.on_request_handed_over(self.store, self.hosted, self.clock, message)
