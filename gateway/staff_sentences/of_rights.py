"""What cannot be done about deputies, teams, locks, the glass and caseloads."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "deputyship_unknown": (
        N_("Deputy not found"),
        N_("There is no such deputyship in your organisation. Please look at the list again."),
    ),
    "deputyship_ended": (
        N_("Ended already"),
        N_("This deputyship has ended already. There is nothing more to do."),
    ),
    "not_your_deputyship": (
        N_("Somebody else’s deputy"),
        N_("Everybody names their own deputies. Please ask the case manager, or your coordination."),
    ),
    "team_unknown": (
        N_("Team not found"),
        N_("There is no such team in your organisation any more. Please look at the list again."),
    ),
    "locked_for_counsellor": (
        N_("Assign it first"),
        N_("This colleague has the case. Please assign it to somebody else before you lock it for them."),
    ),
    "nobody_yet": (
        N_("Nobody has come yet"),
        N_("Nobody has come to this case yet, so there is nobody to lock it for. Please look again in a minute."),
    ),
    "locked_for_oneself": (
        N_("Not for yourself"),
        N_("Nobody could unlock what they cannot see. Please ask a colleague to lock the case for you."),
    ),
    "locked_already": (
        N_("Locked already"),
        N_("The case is locked for this colleague already. There is nothing more to do."),
    ),
    "not_locked": (
        N_("Not locked"),
        N_("The case is not locked for this colleague. Please look at the list again."),
    ),
    "locked_for_them": (
        N_("Locked for them"),
        N_("The case is locked for this colleague. Please choose somebody else, or unlock it first."),
    ),
    "reads_it_already": (
        N_("Open to you already"),
        N_("You can read this case already. Please open it as usual."),
    ),
    "nothing_to_hand_over": (
        N_("Nothing to hand over"),
        N_("No case of this colleague is under way, or none was chosen. Please look at the list again."),
    ),
}

FIELDS: Mapping[str, str] = {
    "deputy_id:required": N_("Please choose who stands in."),
    "from_on:required": N_("Please fill in the first day."),
    "until_on:required": N_("Please fill in the last day."),
    "until_on:ends_before_it_begins": N_("The last day comes before the first. Please correct one of them."),
    "too_long_a_deputyship": N_("This is longer than three years. Please check the year."),
    "own_deputy": N_("Nobody stands in for themselves. Please choose a colleague."),
    "members:required": N_("Please choose who belongs to the team."),
    "unknown_colleague": N_("This is nobody of your organisation. Please choose from the list."),
    "account_id:required": N_("Please choose a colleague."),
    "locked_for_counsellor": N_("This colleague has the case. Please assign it to somebody else first."),
    "locked_for_oneself": N_("Nobody could unlock what they cannot see. Please ask a colleague to lock it for you."),
    "locked_already": N_("The case is locked for this colleague already."),
    "hours:required": N_("Please choose for how long."),
    "to:required": N_("Please choose who gets the cases, or somebody for single cases."),
    "not_of_this_counsellor": N_("This case is not under way with this colleague. Please look at the list again."),
    "already_theirs": N_("They have these cases already. Please choose somebody else."),
    "counsellor_not_active": N_("This colleague takes no cases at present. Please choose somebody else."),
}
