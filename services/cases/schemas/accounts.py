"""What comes in about accounts and sessions."""

from __future__ import annotations

from typing import Any

from marshmallow import validates_schema

from services.cases.model import accounts as model
from services.cases.model.counsellors import CAPACITY_MAX
from services.cases.model.second_factors import CODE_MAX
from services.chassis.fields import Asked, Code, Codes, Flag, Identifier, Nested, Number, Text, fault, fault_at
from services.chassis.paging import Paged
from services.chassis.programme import Programme


class Password(Text):
    """A password as it was typed: blanks and all, only its characters normalised."""

    def __init__(self, **options: Any):
        super().__init__(max=model.PASSWORD_MAX, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str | None:
        if not isinstance(value, str):
            raise fault("wrong_type")
        password = model.normal(value)
        if not password:
            raise fault("required")
        if len(password) > self.max:
            raise fault("too_long", max=self.max)
        if any(self._is_control(character) for character in password):
            raise fault("control_characters")
        return password


class NewPassword(Password):
    """A password that somebody wants to have from now on."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str | None:
        password = super()._deserialize(value, attr, data, **options) or ""
        if len(password) < model.PASSWORD_MIN:
            raise fault("too_short", min=model.PASSWORD_MIN)
        if model.is_guessed_first(password):
            raise fault("password_guessed_first")
        return password


class UserName(Text):
    """The name somebody signs in with; capitals are small letters."""

    def __init__(self, **options: Any):
        super().__init__(max=64, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str | None:
        return (super()._deserialize(value, attr, data, **options) or "").lower()


class NewUserName(UserName):
    """The name that somebody is to sign in with from now on."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str | None:
        user = super()._deserialize(value, attr, data, **options) or ""
        if not model.is_user_name(user):
            raise fault("not_a_user_name")
        return user


class OneTimeCode(Text):
    """A code of an app, of a recovery sheet or of an administrator, as it was typed."""

    def __init__(self, **options: Any):
        super().__init__(max=CODE_MAX, **options)


class SignIn(Asked):
    """User name and password, and the code of the second factor if there is one, for a session."""

    user = UserName(required=True)
    password = Password(required=True)
    code = OneTimeCode(load_default=None, allow_none=True)


class ContinueSignIn(Asked):
    """The code of the second factor, from whoever has just given the password."""

    ticket = Text(max=256, required=True)
    code = OneTimeCode(required=True)


class Bearer(Asked):
    """Whoever holds the token of a session."""

    token = Text(max=256, required=True)


class ResetPassword(Asked):
    """A new password, for the one-time code that an administrator has given."""

    user = UserName(required=True)
    code = OneTimeCode(required=True)
    password = NewPassword(required=True)

    @validates_schema
    def _hard_to_guess(self, data: dict[str, Any], **_: Any) -> None:
        if model.is_like(data["password"], data["user"]):
            raise fault_at("password", "password_is_user_name")


class OwnAccount(Asked):
    """Whoever asks about themselves says nothing more."""


class ChangeOwnPassword(Bearer):
    """Another password, for the old one."""

    password = Password(required=True)
    new_password = NewPassword(required=True)


class BeginSecondFactor(Bearer):
    """An app for codes, for the password."""

    password = Password(required=True)


class ConfirmSecondFactor(Bearer):
    """The first code that the app shows."""

    code = OneTimeCode(required=True)


class RemoveOwnSecondFactor(ConfirmSecondFactor):
    """No app any more, for the password and a code."""

    password = Password(required=True)


class Counsellor(Asked):
    """What a counsellor speaks, covers and knows, and how many cases they have room for."""

    languages = Codes("language", max=50, required=True)
    municipalities = Codes("municipality", max=50, required=True)
    topics = Codes("topic", max=50, required=True)
    capacity = Number(0, CAPACITY_MAX, required=True)


class _Profiled(Asked):
    """What may say what a counsellor speaks, covers and knows, by the codes of the programme."""

    knows_programme = True

    counsellor = Nested(Counsellor, load_default=None, allow_none=True)

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(**options)
        said = self.fields["counsellor"].schema.fields  # type: ignore[attr-defined]
        for field, among in (
            ("languages", programme.request_languages),
            ("municipalities", programme.municipalities),
            ("topics", programme.topics),
        ):
            said[field].one.among = among


class CreateAccount(_Profiled):
    """Somebody begins to work here; with `counsellor` they can be given cases."""

    secret = frozenset({"password"})

    user = NewUserName(required=True)
    password = NewPassword(load_default=None, allow_none=False)
    name = Text(max=200, required=True)
    organisation = Code("organisation", load_default=None, allow_none=True)
    roles = Codes("role", max=len(model.ROLES_EXPLAINED), among=model.ROLES_EXPLAINED, required=True)

    def __init__(self, programme: Programme, **options: Any):
        super().__init__(programme, **options)
        self.fields["organisation"].among = programme.organisations  # type: ignore[attr-defined]

    @validates_schema
    def _counsels(self, data: dict[str, Any], **_: Any) -> None:
        if data["counsellor"] and "counsellor" not in data["roles"]:
            raise fault_at("roles", "counsellor_role_missing")

    @validates_schema
    def _hard_to_guess(self, data: dict[str, Any], **_: Any) -> None:
        if data["password"] and model.is_like(data["password"], data["user"]):
            raise fault_at("password", "password_is_user_name")


class ListAccounts(Paged):
    """The accounts of the own organisation, in pages."""


class OneAccount(Asked):
    """One account by its id."""

    account_id = Identifier(required=True)


class ChangeAccount(_Profiled):
    """Somebody is called otherwise, may do other things, covers other towns, may not work here any more (or again)."""

    account_id = Identifier(required=True)
    version = Number(1, 2**31 - 1, required=True)
    name = Text(max=200)
    roles = Codes("role", max=len(model.ROLES_EXPLAINED), among=model.ROLES_EXPLAINED)
    active = Flag()

    @validates_schema
    def _has_a_role(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("roles") == []:
            raise fault_at("roles", "required")


class SetPassword(Asked):
    """A password that an operator gives."""

    account_id = Identifier(required=True)
    password = NewPassword(required=True)
