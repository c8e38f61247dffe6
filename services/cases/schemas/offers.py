"""What comes in about offers."""

from __future__ import annotations

from services.cases.model import offers
from services.chassis.fields import Asked, Code, Identifier, Number
from services.chassis.paging import Paged


class ListOffers(Paged):
    """What was offered to the own organisation, in pages, by status if one is said."""

    status = Code("status", among=offers.STATUSES, load_default=None, allow_none=True)


class OneOffer(Asked):
    """One offer, by its id."""

    offer_id = Identifier(required=True)


class AcceptOffer(OneOffer):
    """An offer that is taken, as it was seen."""

    version = Number(1, 2**31 - 1, required=True)


class DeclineOffer(AcceptOffer):
    """An offer that cannot be taken, as it was seen, and why."""

    reason = Code("reason", among=offers.DECLINE_REASONS, required=True)
