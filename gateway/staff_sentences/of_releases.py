"""What cannot be done with releases, referrals and the directory."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "release_unknown": (
        N_("Release not found"),
        N_("There is no such release in this case. Please look at the case again."),
    ),
    "release_withdrawn": (
        N_("Withdrawn already"),
        N_("This release was withdrawn already. Nothing more is to be done."),
    ),
    "no_release": (
        N_("Not released"),
        N_(
            "The client has not released this for this recipient and purpose, or no longer. "
            "Please ask the client, and note the release first."
        ),
    ),
    "referral_unknown": (
        N_("Referral not found"),
        N_("There is no such referral in this case. Please look at the case again."),
    ),
    "open_referral": (
        N_("Somebody has not answered yet"),
        N_("A referral of this case is still without an answer. Please note the answer or end the referral first."),
    ),
    "service_unknown": (
        N_("Service not found"),
        N_("There is no such service in your organisation’s directory. Please look for it in the list."),
    ),
    "service_closed": (
        N_("There no longer"),
        N_("This service is marked as not being there any more. Please choose another one, or correct the directory."),
    ),
}

FIELDS: Mapping[str, str] = {
    "recipient:required": N_("Please choose who may be told."),
    "unknown_recipient": N_("We do not know this recipient. Please choose one from the list."),
    "recipient_name:required": N_("Please say who exactly: nobody else may be told."),
    "data:required": N_("Please tick what they may be told."),
    "unknown_release_data": N_("We do not know this kind of data. Please choose from the list."),
    "purpose:required": N_("Please choose what for."),
    "unknown_release_purpose": N_("We do not know this purpose. Please choose one from the list."),
    "valid_until:required": N_("Please say until when."),
    "release_too_long": N_("A release is for one occasion. Please choose a day within %(max)s days."),
    "service_id:required": N_("Please choose somebody from the directory, or write down who it is."),
    "one_of_both": N_("Please choose from the directory or write a name, not both."),
    "no_release": N_(
        "This release is not in force, is for somebody else or for another purpose, or does not say who comes. "
        "Please choose another one, or none."
    ),
    "in_no_directory": N_("They are in no directory, so there is nowhere to keep this. Please leave it empty."),
    "service_closed": N_("This service is there no longer. Please choose another one."),
    "unknown_answer": N_("Please choose what they answered: accepted, waiting or declined."),
    "answer:required": N_("Please choose what they answered: accepted, waiting or declined."),
    "kind:required": N_("Please choose what it is."),
}
