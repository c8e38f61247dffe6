"""What cannot be done about accounts, second factors and new passwords."""

from __future__ import annotations

from collections.abc import Mapping

from gateway.staff_sentences.saying import N_

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "code_needed": (
        N_("A code is needed"),
        N_("This account has a second factor. Please send the code that the app shows, too."),
    ),
    "wrong_code": (
        N_("This code did not match"),
        N_("It is wrong, too old, or was used before. Please wait for the next code of the app and type that."),
    ),
    "sign_in_again": (
        N_("Please begin again"),
        N_("Too much time has passed since you typed your password. Please sign in again."),
    ),
    "wrong_reset_code": (
        N_("This did not match"),
        N_("User name or one-time code is wrong, or the code is older than an hour. Please ask for a new one."),
    ),
    "second_factor_missing": (
        N_("First set up a second factor"),
        N_("Your organisation wants a second factor. Please set it up on the page of your account."),
    ),
    "second_factor_on": (
        N_("Set up already"),
        N_("This account has a second factor already. To use another telephone, please remove it first."),
    ),
    "no_second_factor": (
        N_("No second factor"),
        N_("This account has no second factor (any more). There is nothing to remove."),
    ),
    "no_pending_second_factor": (
        N_("Please begin again"),
        N_("The picture was good for a quarter of an hour. Please type your password once more to get a new one."),
    ),
    "last_administrator": (
        N_("The last administrator"),
        N_("Nobody else would keep the accounts of your organisation. Please make somebody else administrator first."),
    ),
    "own_account": (
        N_("This is your own account"),
        N_("For that your password is needed. Please use the page of your account."),
    ),
    "account_not_active": (
        N_("Deactivated"),
        N_("This account is deactivated. Please activate it first."),
    ),
}

FIELDS: Mapping[str, str] = {
    "code:required": N_("Please type the code."),
    "wrong_code": N_("This code is wrong, too old, or was used before. Please type the next one."),
    "wrong_password": N_("This is not your password. Please try again; capitals matter."),
    "new_password:required": N_("Please choose a new password."),
    "new_password:too_short": N_("Please choose a longer password, with at least %(min)s characters."),
    "same_password": N_("This is the old password. Please choose another one."),
    "ticket:required": N_("Please begin again with your password."),
    "roles:required": N_("Please choose at least one role."),
    "counsellor_profile_missing": N_("Case managers need languages, municipalities, topics and a number of cases."),
    "counsellor:required": N_("Case managers need languages, municipalities, topics and a number of cases."),
}
