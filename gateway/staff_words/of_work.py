"""Words for requests, offers, cases, records, appointments and figures."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

# Why somebody cancels an appointment.
_CANCEL = {
    "illness": N_("Illness"),
    "other_time": N_("Another time is needed"),
    "not_needed": N_("No longer needed"),
    "no_interpreter": N_("No interpreter"),
    "other": N_("Another reason"),
}

TABLES: Mapping[str, Mapping[str, str]] = {
    "role": {
        "counsellor": N_("Case manager"),
        "desk": N_("Intake desk"),
        "coordinator": N_("Coordinator"),
        "steering": N_("Steering group"),
        "liaison": N_("Liaison of the foreigners’ authority"),
        "privacy_officer": N_("Data protection officer"),
        "operator": N_("Operator"),
        "administrator": N_("Administrator"),
    },
    "role_means": {
        "counsellor": N_("You accompany people: you answer offers, keep your cases and note what stands in the way."),
        "desk": N_("You receive requests, find out what is needed, offer them to organisations or answer them."),
        "coordinator": N_("You see to it that nobody waits unseen: requests, offers, and which cases need somebody."),
        "steering": N_("You see what many cases have in common, and decide what the region changes."),
        "liaison": N_(
            "You ask about one case at a time, for one purpose and with a release; nothing else is open to you."
        ),
        "privacy_officer": N_("You see who looked at what, and answer for export and erasure."),
        "operator": N_("You keep the services running."),
        "administrator": N_("You look after the accounts of your organisation."),
    },
    "status": {
        "received": N_("New"),
        "triaged": N_("Triaged"),
        "offered": N_("Offered"),
        "confirmed": N_("Accepted"),
        "handed_over": N_("Handed over"),
        "answered": N_("Answered"),
        "withdrawn": N_("Withdrawn"),
        "erased": N_("Erased"),
    },
    "channel": {
        "web": N_("by the web form"),
        "phone": N_("by telephone"),
        "email": N_("by e-mail"),
        "sms": N_("by text message"),
        "walk_in": N_("in person"),
        "authority": N_("from an authority"),
        "provider": N_("from a provider"),
    },
    "mode": {
        # how somebody wants to talk with us
        "written": N_("in writing"),
        "spoken": N_("prefers to talk"),
        "sign": N_("in sign language"),
    },
    "receipt": {
        "none": N_("No e-mail address was given"),
        "queued": N_("On its way by e-mail"),
        "sent": N_("Sent by e-mail"),
        "failed": N_("Could not be delivered: please call"),
    },
    "track": {
        "orientation": N_("Orientation"),
        "case_management": N_("Case management"),
    },
    "track_means": {
        "orientation": N_("Short advice: one answer or a few conversations are enough."),
        "case_management": N_("Long accompaniment by one case manager, with goals and a plan."),
    },
    "criterion": {
        "complex_need": N_("Complex need"),
        "several_actors": N_("Several actors"),
        "regular_way_failed": N_("The regular way has failed"),
        "own_resources_lacking": N_("Own resources are lacking"),
        "client_wants": N_("The client wants it"),
    },
    "criterion_means": {
        "complex_need": N_("Several topics are entangled, and one cannot be solved without the other."),
        "several_actors": N_("More than one office or organisation has to act together."),
        "regular_way_failed": N_("The usual advice was tried and did not help."),
        "own_resources_lacking": N_(
            "Alone, or with family and friends, the person does not get further at the moment."
        ),
        "client_wants": N_(
            "The person was asked and agrees to be accompanied. Without this there is no case management."
        ),
    },
    "urgency": {
        "low": N_("Can wait"),
        "normal": N_("Normal"),
        "high": N_("Urgent"),
    },
    "offer": {
        "open": N_("Open"),
        "accepted": N_("Accepted, waiting for confirmation"),
        "confirmed": N_("Accepted"),
        "declined": N_("Declined"),
        "withdrawn": N_("Withdrawn"),
        "lapsed": N_("Lapsed"),
    },
    "offer_means": {
        "accepted": N_("You have accepted. As soon as the desk has confirmed, the case is in your work."),
        "confirmed": N_("You have accepted, and the request is with you."),
        "declined": N_("You have declined. The desk looks for somebody else."),
        "withdrawn": N_("The desk has withdrawn the offer, or somebody else was quicker. There is nothing to do."),
        "lapsed": N_("The time to answer is over. There is nothing to do."),
    },
    "decline": {
        "no_capacity": N_("No capacity"),
        "language": N_("Language"),
        "municipality": N_("Municipality"),
        "topic": N_("Topic"),
        "conflict_of_interest": N_("Conflict of interest"),
        "other": N_("Another reason"),
    },
    "phase": {
        "clarification": N_("Clarification"),
        "assessment": N_("Assessment"),
        "planning": N_("Planning"),
        "linking": N_("Linking"),
        "monitoring": N_("Monitoring"),
        "evaluation": N_("Evaluation"),
    },
    "case": {
        "provisional": N_("Being handed over"),
        "open": N_("Open case"),
        "closed": N_("Closed case"),
        "dropped": N_("Did not come about"),
    },
    "consultation": {
        "in_person": N_("In person"),
        "phone": N_("By telephone"),
        "video": N_("By video"),
        "written": N_("In writing"),
        "accompanied": N_("Accompanied to an office"),
    },
    "appointment": {
        "booked": N_("Planned"),
        "kept": N_("Took place"),
        "missed": N_("Did not come"),
        "cancelled": N_("Cancelled"),
    },
    "cancelled_by": {
        "client": N_("The client"),
        "counsellor": N_("The case manager"),
        "office": N_("The office"),
    },
    "cancel": _CANCEL,
    "why_cancelled": {**_CANCEL, "case_closed": N_("The case was closed")},
    "goal": {
        "agreed": N_("Agreed"),
        "reached": N_("Reached"),
        "dropped": N_("Dropped"),
    },
    "drop": {
        "no_longer_wanted": N_("No longer wanted"),
        "not_possible": N_("Not possible"),
        "replaced": N_("Replaced by another goal"),
        "other": N_("Another reason"),
    },
    "close": {
        "goals_reached": N_("Goals reached"),
        "moved_away": N_("Moved away"),
        "wish_of_client": N_("Wish of the client"),
        "no_contact": N_("No more contact"),
        "handed_on": N_("Handed on"),
        "other": N_("Another reason"),
    },
    "outcome": {
        "found_feet": N_("Has found their feet"),
        "improved": N_("Things have improved"),
        "unchanged": N_("Unchanged"),
        "unknown": N_("Not known"),
    },
    "service": {
        "intake": N_("Intake"),
        "cases": N_("Case work"),
        "scheduling": N_("Scheduling"),
        "notifications": N_("Letters"),
        "reporting": N_("Reporting"),
    },
    "service_means": {
        "intake": N_("Receives requests, and offers them to organisations."),
        "cases": N_("Keeps cases and accounts."),
        "scheduling": N_("Keeps hours and appointments."),
        "notifications": N_("Writes to clients."),
        "reporting": N_("Counts what many cases have in common."),
    },
    "done": {
        # what was just done, said once after it
        "signed_out": N_("You have signed out."),
        "triage_request": N_("The triage is saved."),
        "offer_request": N_("The offer is on its way."),
        "withdraw_offer": N_("The offer is withdrawn."),
        "answer_request": N_("The answer is saved. The request is finished."),
        "accept_offer": N_("Thank you. As soon as the desk has confirmed, the case is in your work with all it needs."),
        "decline_offer": N_("You have declined the offer. The desk looks for somebody else."),
        "open_case": N_("The case is open."),
        "assign_case": N_("The case is assigned."),
        "enter_phase": N_("The phase is changed."),
        "close_case": N_("The case is closed."),
        "hold_consultation": N_("The consultation is noted."),
        "agree_goal": N_("The goal is noted."),
        "reach_goal": N_("The goal is reached. Well done!"),
        "drop_goal": N_("The goal is dropped."),
        "book_appointment": N_("The appointment is booked."),
        "move_appointment": N_("The appointment is moved."),
        "cancel_appointment": N_("The appointment is cancelled."),
        "appointment_kept": N_("It is noted that you have met."),
        "appointment_missed": N_("It is noted that nobody came."),
        "keep_hours": N_("The hours are added."),
        "drop_hours": N_("The hours are removed."),
        "meet_barrier": N_("The barrier is noted. It counts for the steering group."),
        "clear_barrier": N_("The barrier is out of the way."),
        "replay_parked": N_("The message has its turn again. If it fails once more, it comes back here."),
        "archive_parked": N_("The message is set aside for good."),
    },
}
