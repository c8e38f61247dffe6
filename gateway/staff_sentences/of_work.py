"""What cannot be done with requests, offers, cases, records, appointments and figures."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    # code → title, what happened and what to do
    "not_allowed": (N_("Not for you"), N_("Your roles do not allow this. Please ask somebody whose task it is.")),
    "not_signed_in": (N_("Please sign in"), N_("You are not signed in. Please sign in and try it again.")),
    "wrong_credentials": (
        N_("This did not match"),
        N_("User name or password is wrong. Please check both; capitals matter in the password."),
    ),
    "session_ended": (N_("Please sign in again"), N_("Your session has ended. Please sign in again.")),
    "proof_expired": (N_("Please sign in again"), N_("Your session has ended. Please sign in again.")),
    "too_many_sign_ins": (
        N_("Too many attempts"),
        N_("Signing in failed too often. Please wait a quarter of an hour, or ask your administration for help."),
    ),
    "version_missing": (
        N_("Which version?"),
        N_("Please send the version that you have seen in the header If-Match: the ETag of the last answer."),
    ),
    "version_malformed": (
        N_("Which version?"),
        N_("The header If-Match has to hold one ETag as we gave it, in quotation marks. Please send it like that."),
    ),
    "changed_meanwhile": (
        N_("Changed in the meantime"),
        N_("Somebody has changed this in the meantime. Please look at the new state and repeat your change."),
    ),
    "request_unknown": (
        N_("Request not found"),
        N_("There is no such request, or it is not for your organisation. Please look for it in the list."),
    ),
    "offer_unknown": (
        N_("Offer not found"),
        N_("There is no such offer, or it is not for your organisation. Please look for it in the list."),
    ),
    "case_unknown": (
        N_("Case not found"),
        N_("There is no such case, or another organisation has it. Please look for it in the list."),
    ),
    "not_your_case": (
        N_("Somebody else’s case"),
        N_("Another case manager has this case. Please ask them, or your coordination to assign it to you."),
    ),
    "consultation_unknown": (
        N_("Consultation not found"),
        N_("There is no such consultation in this case. Please look at the case again."),
    ),
    "goal_unknown": (
        N_("Goal not found"),
        N_("There is no such goal in this case. Please look at the case again."),
    ),
    "barrier_unknown": (
        N_("Barrier not found"),
        N_("There is no such barrier in this case. Please look at the case again."),
    ),
    "counsellor_unknown": (
        N_("Case manager not found"),
        N_("Nobody of this name has cases in your organisation. Please choose somebody from the list."),
    ),
    "appointment_unknown": (
        N_("Appointment not found"),
        N_("There is no such appointment, or another organisation has it. Please look for it in the calendar."),
    ),
    "hours_unknown": (
        N_("Hours not found"),
        N_("There are no such hours any more. Please look at your calendar again."),
    ),
    "not_your_hours": (
        N_("Somebody else’s hours"),
        N_("Everybody looks after their own hours. Please ask whose they are to change them."),
    ),
    "time_taken": (
        N_("No longer free"),
        N_("This time is not free any more, for the case manager or for the client. Please choose another one."),
    ),
    "case_not_open": (
        N_("Case not open"),
        N_("Appointments can be made for open cases only. Please look at the case: it may be closed already."),
    ),
    "not_begun": (
        N_("Not begun yet"),
        N_("What came of an appointment can be noted once it has begun. Please come back then."),
    ),
    "too_late_to_correct": (
        N_("Too late to correct"),
        N_("What came of an appointment can be corrected for a week. Please write a note in the case instead."),
    ),
    "message_not_parked": (
        N_("Message not found"),
        N_("There is no such parked message any more: somebody may have been quicker. Please look at the list again."),
    ),
    "person_unknown": (
        N_("Person not found"),
        N_("There is no such person, or another organisation accompanies them. Please look for them in the list."),
    ),
    "counsellor_not_active": (
        N_("Takes no cases"),
        N_("This case manager takes no cases at present. Please choose somebody else from the list."),
    ),
    "account_unknown": (
        N_("Account not found"),
        N_("There is no such account in your organisation. Please look for it in the list."),
    ),
    "not_in_this_state": (
        N_("Not possible now"),
        N_("In its present state this cannot be done. Please look at it again: it may be done already."),
    ),
    "already_ended": (N_("Already ended"), N_("This request has already ended. Nothing more can be done about it.")),
    "already_taken": (
        N_("Already taken on"),
        N_("An organisation has taken this request on. Please turn to them."),
    ),
    "already_there": (
        N_("Already there"),
        N_("It is there already: in this phase, or at this time and place. Choose another, or leave it as it is."),
    ),
    "already_assigned": (
        N_("Already assigned"),
        N_("This case manager has the case already. Please choose somebody else, or leave it as it is."),
    ),
    "offered_already": (
        N_("Offered there already"),
        N_("This organisation has been asked and has not answered yet. Please wait, or ask another one."),
    ),
    "offer_expired": (
        N_("Too late"),
        N_("The time to answer this offer is over. The desk will find another way or offer it again."),
    ),
    "offer_closed": (
        N_("Already decided"),
        N_("This offer is not open any more. Please look at it again to see what became of it."),
    ),
    "offer_not_open": (
        N_("Already decided"),
        N_("This offer is not open any more. Please look at it again to see what became of it."),
    ),
}

FIELDS: Mapping[str, str] = {
    "unknown_pace": N_("Please choose how often: every week, every two weeks or every four weeks."),
    # `field:code` where a sentence about this very field helps more, otherwise the code
    "name:required": N_("Please fill in the person’s name."),
    "municipality:required": N_("Please choose where the person lives."),
    "language:required": N_("Please choose the person’s language."),
    "consent:required": N_("Please have the person agree to the data notice. Without that we may not keep anything."),
    "consent_missing": N_("Please have the person agree to the data notice. Without that we may not keep anything."),
    "notice_outdated": N_("The data notice has changed. Please go through the new one with the person."),
    "contact_missing": N_("Please fill in an e-mail address or a telephone number at which the person can be reached."),
    "user:required": N_("Please fill in your user name."),
    "password:required": N_("Please fill in your password."),
    "criteria:required": N_("Please choose what speaks for it."),
    "summary:required": N_("Please write down in a sentence or two what was answered."),
    "words:required": N_("Please write down in a few words what it is."),
    "minutes:required": N_("Please fill in how long it took, in minutes."),
    "client_must_want": N_("Nobody is accompanied against their will: please ask the person and tick that they agree."),
    "number_out_of_range": N_("Please fill in a number from %(min)s to %(max)s."),
    "not_a_number": N_("Please fill in a whole number."),
    "not_a_date": N_("This is not a date. Please write it like 2026-11-23."),
    "not_a_time": N_("This is not a date with a time. Please write it like 2026-11-23T10:30:00Z."),
    "starts_at:required": N_("Please choose a day and a time."),
    "place:required": N_("Please choose a place."),
    "counsellor_id:required": N_("Please choose with whom the appointment is."),
    "time_taken": N_("This time is not free any more. Please choose another one."),
    "already_there": N_("It is at this time and place already. Please choose another, or leave it as it is."),
    "in_the_past": N_("This time is over. Please choose a later one."),
    "no_time_chosen": N_("Please choose one of the free times, or fill in a day and a time."),
    "day_and_time_missing": N_("Please fill in both, the day and the time."),
    "day_or_time_unreadable": N_("We cannot read this day or this time. Please write them like 2026-11-23 and 09:30."),
    "time_skipped": N_("There is no such time: clocks are put forward in that night. Please choose another one."),
    "weekday:required": N_("Please choose a day of the week."),
    "by:required": N_("Please choose who cancels."),
    "reason:required": N_("Please choose one of the reasons."),
    "too_far_ahead": N_("This is more than %(days)s days ahead. Please check the year."),
    "not_in_steps": N_("Please choose a time or a duration in steps of %(step)s minutes."),
    "not_a_clock_time": N_("This is not a time of day. Please write it like 09:30."),
    "ends_before_it_begins": N_("The end has to come after the beginning. Please correct one of them."),
    "too_many_days": N_("These are too many days at once. Please choose at most %(max)s."),
    "unknown_by": N_("Please choose who could not come."),
    "period:required": N_("Please choose a period."),
    "not_a_period": N_("This is not a period. Please write it like 2026-10, 2026-Q3 or 2026."),
    "period_not_begun": N_("This period has not begun. Please choose an earlier one."),
    "unknown_table": N_("There is no such table. Please choose one from the list."),
    "unknown_audience": N_("Please choose figures for inside the programme or for the public."),
    "unknown_format": N_("Figures are given as json or csv. Please choose one of these."),
    "service:required": N_("Please name the service whose list is to go on."),
    "unknown_service": N_("There is no such service. Please choose one from the list."),
    "date_past": N_("This day is over. Please choose today or a later day."),
    "date_future": N_("This has not happened yet. Please choose a time that is over."),
    "in_the_future": N_("This has not happened yet. Please choose a time that is over."),
    "not_an_id": N_("This does not name anything of ours. Please take it as it stands in the list."),
    "unknown_cursor": N_("The list cannot go on from here. Please begin at its first page."),
    "unknown_track": N_("Please choose orientation or case management."),
    "unknown_criterion": N_("We do not know this criterion. Please choose from the list."),
    "unknown_urgency": N_("Please choose how urgent it is."),
    "unknown_status": N_("There is no such status. Please choose one from the list."),
    "unknown_phase": N_("There is no such phase. Please choose one from the list."),
    "unknown_reason": N_("Please choose one of the reasons."),
    "unknown_outcome": N_("Please choose what came of it."),
    "unknown_kind": N_("We do not know this kind. Please choose one from the list."),
    "unknown_barrier_kind": N_("We do not know this kind of barrier. Please choose one from the list."),
    "unknown_institution": N_("We do not know this institution. Please choose one from the list."),
    "unknown_organisation": N_("We do not know this organisation. Please choose one from the list."),
    "unknown_counsellor": N_("Nobody of this name has cases in your organisation. Please choose from the list."),
    "unknown_role": N_("There is no such role. Please choose from the list."),
    "not_a_user_name": N_("A user name has 3 to 64 small letters, digits, dots and dashes."),
    "user_name_taken": N_("Somebody has this user name already. Please choose another one."),
    "password:too_short": N_("Please choose a longer password, with at least %(min)s characters."),
    "password_guessed_first": N_("This password is among the first that others try. Please choose another one."),
    "password_is_user_name": N_("The password must not be like the user name. Please choose another one."),
    "counsellor_role_missing": N_("Who is to have cases needs the role of a case manager. Please add it."),
}
