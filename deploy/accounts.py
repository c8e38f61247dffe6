"""`lotse accounts`: who can sign in, in which roles. The work is done by staff.py."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click


@click.group()
def accounts() -> None:
    """Accounts of those who work here: directly in the database, whether or not anything runs."""


_user = click.argument("user")
_roles = click.option("--role", "roles", multiple=True, required=True, help="A role; may be given several times.")
_generate = click.option(
    "--generate", is_flag=True, help="Draw a password and show it once; otherwise it is asked for."
)


_OF_COUNSELLORS = (
    click.option("--language", "languages", multiple=True, help="Counsellors: what they speak; several times."),
    click.option(
        "--municipality", "municipalities", multiple=True, help="Counsellors: where they work; several times."
    ),
    click.option("--topic", "topics", multiple=True, help="Counsellors: what they know; several times."),
    click.option("--capacity", type=int, help="Counsellors: how many cases they have room for."),
)


def _of_counsellors(command: Any) -> Any:
    for option in reversed(_OF_COUNSELLORS):
        command = option(command)
    return command


@accounts.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document, for scripts.")
def accounts_list(as_json: bool) -> None:
    """Who there is, of which organisation, in which roles, and who has a second factor."""
    from deploy import listing

    with _staff() as staff:
        rows = list(staff.listed())
    if not as_json:
        rows = [{name: _in_words(value) for name, value in row.items()} for row in rows]
    listing.show(rows, as_json, "Nobody can sign in yet; 'lotse accounts add' makes an account.")


@accounts.command("add")
@click.argument("user", required=False)
@click.option("--name", help="What they are called, as colleagues read it.")
@click.option("--organisation", help="Short name of their organisation; this installation's where none is named.")
@click.option("--role", "roles", multiple=True, help="A role; may be given several times.")
@_of_counsellors
@click.option(
    "--from",
    "source",
    type=click.File(encoding="utf-8-sig"),
    help="Many at once: a file of JSON lines, or CSV with a heading, as 'lotse accounts add --help' names the fields.",
)
@_generate
@click.option("--json", "as_json", is_flag=True, help="With --from: one JSON document of who was made, for scripts.")
def accounts_add(
    user: str | None, roles: tuple[str, ...], generate: bool, source: IO[str] | None, as_json: bool, **said: Any
) -> None:
    """Make an account for USER, or for everybody in a file.

    Counsellors need languages, municipalities, topics and a capacity. A file has one account a line with the fields
    user, name, organisation, roles, password, languages, municipalities, topics and capacity; in CSV several codes of
    one field stand side by side with blanks between them. Whoever has no password in it gets one with --generate,
    shown once, and otherwise a one-time code has to be given: 'lotse accounts reset-code'.
    """
    if source is not None:
        if user or roles or said["name"]:
            raise click.UsageError("The file says who; leave out USER, --name and --role.")
        _add_many(source, generate, as_json)
        return
    if not (user and roles and said["name"]):
        raise click.UsageError("USER, --name and --role are needed; --from makes many accounts at once.")
    account = {
        "user": user,
        "name": said["name"],
        "organisation": said["organisation"],
        "roles": list(roles),
        "counsellor": _counsellor(said) or ({} if "counsellor" in roles else None),
    }
    with _staff() as staff:
        password = _password(generate)
        staff.add({**account, "password": password})
    click.echo(f"{user} can sign in now.")
    _show_once(password, generate)


@accounts.command("password")
@_user
@_generate
def accounts_password(user: str, generate: bool) -> None:
    """Give USER a new password, and sign them out everywhere."""
    with _staff() as staff:
        staff.find(user)
        password = _password(generate)
        staff.set_password(user, password)
    click.echo(f"{user} has a new password and is signed out everywhere.")
    _show_once(password, generate)


@accounts.command("reset-code")
@_user
def accounts_reset_code(user: str) -> None:
    """Give a one-time code with which USER chooses a new password at the sign-in page, within an hour."""
    with _staff() as staff:
        code = staff.give_reset_code(user)
    click.echo(f"The one-time code for {user}, good for an hour and shown only now: {code}")


@accounts.command("remove-second-factor")
@_user
def accounts_remove_second_factor(user: str) -> None:
    """Let USER sign in by password alone again, after telephone and recovery codes are lost; sign them out."""
    with _staff() as staff:
        staff.remove_second_factor(user)
    click.echo(f"{user} has no second factor any more and is signed out everywhere.")


@accounts.command("roles")
@_user
@_roles
@_of_counsellors
def accounts_roles(user: str, roles: tuple[str, ...], **said: Any) -> None:
    """Give USER exactly these roles; they hold within half a minute. Who begins to counsel says with what."""
    with _staff() as staff:
        staff.change(user, roles=list(roles), **({"counsellor": about} if (about := _counsellor(said)) else {}))
    click.echo(f"{user} is {', '.join(roles)} from now on.")


@accounts.command("deactivate")
@_user
def accounts_deactivate(user: str) -> None:
    """Let USER sign in no more, and sign them out everywhere. What they have done stays theirs."""
    with _staff() as staff:
        staff.change(user, active=False)
    click.echo(f"{user} cannot sign in any more and is signed out everywhere.")


@accounts.command("activate")
@_user
def accounts_activate(user: str) -> None:
    """Let USER sign in again."""
    with _staff() as staff:
        staff.change(user, active=True)
    click.echo(f"{user} can sign in again.")


@accounts.command("end-sessions")
@_user
def accounts_end_sessions(user: str) -> None:
    """Sign USER out everywhere; they can sign in again."""
    with _staff() as staff:
        ended = staff.end_sessions(user)
    click.echo(f"{ended} session{'' if ended == 1 else 's'} of {user} ended.")


@contextmanager
def _staff() -> Iterator[Any]:
    from deploy import services, world

    world.settle("cases")
    if "cases" not in services.names():
        raise click.ClickException("There is no service cases here; run this where it is installed.")
    from deploy import staff

    try:
        with staff.staff() as found:
            yield found
    except staff.CannotBeDone as error:
        raise click.ClickException(str(error)) from error


def _add_many(source: IO[str], generate: bool, as_json: bool) -> None:
    from deploy import listing, many_accounts, staff

    try:
        wanted = list(many_accounts.read(source))
    except (many_accounts.NotReadable, UnicodeDecodeError) as error:
        raise click.ClickException(str(error)) from error
    if generate:
        drawn = [(line, {"password": staff.drawn_password()} | account) for line, account in wanted]
    else:
        drawn = wanted
    with _staff() as found:
        found.add_all(drawn)
    made = [
        {"user": account["user"]} | ({"password": account["password"]} if "password" not in asked and generate else {})
        for (_, asked), (_, account) in zip(wanted, drawn, strict=True)
    ]
    listing.show(made, as_json, "The file names nobody; nothing was done.")


def _counsellor(said: dict[str, Any]) -> dict[str, Any] | None:
    about = {key: list(said[key]) for key in ("languages", "municipalities", "topics") if said[key]}
    if said["capacity"] is not None:
        about["capacity"] = said["capacity"]
    return about or None


def _in_words(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else value


def _password(generate: bool) -> str:
    from deploy import staff

    if generate:
        return staff.drawn_password()
    return str(click.prompt("Password", hide_input=True, confirmation_prompt="The same again"))


def _show_once(password: str, generated: bool) -> None:
    if generated:
        click.echo(f"The password, shown only now: {password}")
