"""What others say, and what is done about it."""

from __future__ import annotations

from datetime import timedelta

from services.chassis.extensions import Provided, hears
from services.chassis.handler import Message
from services.notifications import reactions
from services.notifications.schemas import choices as of_choices
from services.notifications.schemas import heard
from services.notifications.schemas import interpreters as of_interpreters
from services.notifications.schemas import staff as of_staff
from services.notifications.service.parts import Part


class Hearing(Part):
    """What others say, and what is done about it."""

    remind_before: timedelta = Provided(lambda parts: timedelta(hours=parts.programme.reminders["hours_before"]))

    # Whose desk requests come in at.
    own_organisation: str = Provided(lambda parts: parts.programme.organisation)

    @hears("contacts.events", "contact.given.v1", heard.ContactGiven)
    def on_contact_given(self, message: Message) -> None:
        reactions.on_contact_given(self.store, self.clock, message)

    @hears("contacts.events", "contact.changed.v1", heard.ContactChanged)
    def on_contact_changed(self, message: Message) -> None:
        reactions.on_contact_changed(self.store, self.clock, message)

    @hears("contacts.events", "contact.erased.v1", heard.ContactErased)
    def on_contact_erased(self, message: Message) -> None:
        reactions.on_contact_erased(self.store, self.clock, message)

    @hears("contacts.events", "way.stopped.v1", heard.WayStopped)
    def on_way_stopped(self, message: Message) -> None:
        reactions.on_way_stopped(self.store, self.clock, message)

    @hears("intake.events", "request.erased.v1", heard.RequestErased)
    def on_request_erased(self, message: Message) -> None:
        reactions.on_request_erased(self.store, self.clock, message)

    @hears("cases.events", "case.erased.v1", heard.CaseErased)
    def on_case_erased(self, message: Message) -> None:
        reactions.on_case_erased(self.store, self.clock, message)

    @hears("intake.events", "request.received.v1", heard.RequestReceived)
    def on_request_received(self, message: Message) -> None:
        reactions.on_request_received(self.store, self.clock, message)

    @hears("intake.events", "request.withdrawn.v1", heard.RequestWithdrawn)
    def on_request_withdrawn(self, message: Message) -> None:
        reactions.on_request_withdrawn(self.store, self.clock, message)

    @hears("scheduling.events", "appointment.booked.v1", heard.AppointmentBooked)
    def on_appointment_booked(self, message: Message) -> None:
        reactions.on_appointment_booked(self.store, self.clock, message, self.remind_before)

    @hears("scheduling.events", "appointment.moved.v1", heard.AppointmentMoved)
    def on_appointment_moved(self, message: Message) -> None:
        reactions.on_appointment_moved(self.store, self.clock, message, self.remind_before)

    @hears("scheduling.events", "appointment.missed.v1", heard.AppointmentMissed)
    def on_appointment_missed(self, message: Message) -> None:
        reactions.on_appointment_missed(self.store, self.clock, message)

    @hears("scheduling.events", "appointment.cancelled.v1", heard.AppointmentCancelled)
    def on_appointment_cancelled(self, message: Message) -> None:
        reactions.on_appointment_cancelled(self.store, self.clock, message, self.remind_before)

    @hears("scheduling.events", "choice.offered.v1", of_choices.ChoiceOffered)
    def on_choice_offered(self, message: Message) -> None:
        reactions.on_choice_offered(self.store, self.clock, message)

    @hears("scheduling.events", "client.acted.v1", of_choices.ClientActed)
    def on_client_acted(self, message: Message) -> None:
        reactions.on_client_acted(self.store, self.clock, message)

    @hears("scheduling.events", "interpreter.asked.v1", of_interpreters.InterpreterAsked)
    def on_interpreter_asked(self, message: Message) -> None:
        reactions.on_interpreter_asked(self.store, self.clock, message)

    @hears("scheduling.events", "interpreter.released.v1", of_interpreters.InterpreterReleased)
    def on_interpreter_released(self, message: Message) -> None:
        reactions.on_interpreter_released(self.store, self.clock, message)

    @hears("scheduling.events", "interpreter.declined.v1", of_interpreters.InterpreterDeclined)
    def on_interpreter_declined(self, message: Message) -> None:
        reactions.on_interpreter_declined(self.store, self.clock, message)

    @hears("intake.events", "request.offered.v1", of_staff.RequestOffered)
    def on_request_offered(self, message: Message) -> None:
        reactions.on_request_offered(self.store, self.clock, message)

    @hears("intake.events", "request.overdue.v1", of_staff.RequestOverdue)
    def on_request_overdue(self, message: Message) -> None:
        reactions.on_request_overdue(self.store, self.clock, message, self.own_organisation)

    @hears("cases.events", "case.opened.v1", heard.CaseOpened)
    def on_case_opened(self, message: Message) -> None:
        reactions.on_case_opened(self.store, message)

    @hears("cases.events", "case.assigned.v1", of_staff.CaseAssigned)
    def on_case_assigned(self, message: Message) -> None:
        reactions.on_case_assigned(self.store, self.clock, message)

    @hears("cases.events", "letter.arrived.v1", of_staff.LetterArrived)
    def on_letter_arrived(self, message: Message) -> None:
        reactions.on_letter_arrived(self.store, self.clock, message)

    @hears("cases.events", "document.expiring.v1", of_staff.DocumentExpiring)
    def on_document_expiring(self, message: Message) -> None:
        reactions.on_document_expiring(self.store, self.clock, message)

    @hears("cases.events", "offer.accepted.v1", of_staff.OfferEnded)
    def on_offer_accepted(self, message: Message) -> None:
        reactions.on_offer_accepted(self.store, message)

    @hears("cases.events", "offer.declined.v1", of_staff.OfferEnded)
    def on_offer_declined(self, message: Message) -> None:
        reactions.on_offer_declined(self.store, message)

    @hears("intake.events", "request.offer_confirmed.v1", of_staff.OfferEnded)
    def on_offer_confirmed(self, message: Message) -> None:
        reactions.on_offer_confirmed(self.store, message)

    @hears("intake.events", "request.offer_withdrawn.v1", of_staff.OfferEnded)
    def on_offer_withdrawn(self, message: Message) -> None:
        reactions.on_offer_withdrawn(self.store, message)

    @hears("intake.events", "request.offer_lapsed.v1", of_staff.OfferEnded)
    def on_offer_lapsed(self, message: Message) -> None:
        reactions.on_offer_lapsed(self.store, message)

    @hears("intake.events", "request.triaged.v1", of_staff.RequestSeenTo)
    def on_request_triaged(self, message: Message) -> None:
        reactions.on_request_triaged(self.store, message)

    @hears("intake.events", "request.answered.v1", of_staff.RequestSeenTo)
    def on_request_answered(self, message: Message) -> None:
        reactions.on_request_answered(self.store, message)

    @hears("cases.events", "case.closed.v1", of_staff.CaseClosed)
    def on_case_closed(self, message: Message) -> None:
        reactions.on_case_closed(self.store, message)

    @hears("cases.events", "letter.read.v1", of_staff.LetterRead)
    def on_letter_read(self, message: Message) -> None:
        reactions.on_letter_read(self.store, message)
