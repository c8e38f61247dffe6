"""Words for accounts."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences import N_

TABLES: Mapping[str, Mapping[str, str]] = {
    "done": {
        "reset_password": N_("Your new password is saved. Please sign in with it."),
        "change_own_password": N_("Your new password is saved. Everybody else is signed out."),
        "begin_second_factor": N_("Almost done: let the app read the picture, and type the code it shows."),
        "confirm_second_factor": N_("The second factor is set up. From now on signing in needs a code."),
        "remove_own_second_factor": N_("The second factor is removed."),
        "end_other_sessions": N_("You are signed out everywhere else."),
        "create_account": N_("The account is created. Now give its holder a one-time code."),
        "change_account": N_("The account is saved."),
        "give_reset_code": N_("Here is the one-time code. An older one is good no more."),
        "remove_second_factor": N_("The second factor is taken away, and they are signed out everywhere."),
        "end_sessions": N_("They are signed out everywhere."),
    },
}
