"""`lotse accounts`: who can sign in, in which roles. The work is done by staff.py."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click


@click.group()
def accounts() -> None:
    """Accounts of those who work here: directly in the database, whether or not anything runs."""


_user = click.argument("user")
_roles = click.option("--role", "roles", multiple=True, required=True, help="A role; may be given several times.")
_generate = click.option(
    "--generate", is_flag=True, help="Draw a password and show it once; otherwise it is asked for."
)


@accounts.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document, for scripts.")
def accounts_list(as_json: bool) -> None:
    """Who there is, of which organisation, in which roles."""
    from deploy import listing

    with _staff() as staff:
        rows = list(staff.listed())
    if not as_json:
        rows = [{**row, "roles": ", ".join(row["roles"]), "active": "yes" if row["active"] else "no"} for row in rows]
    listing.show(rows, as_json, "Nobody can sign in yet; 'lotse accounts add' makes an account.")


@accounts.command("add")
@_user
@click.option("--name", required=True, help="What they are called, as colleagues read it.")
@click.option("--organisation", help="Short name of their organisation; this installation's where none is named.")
@_roles
@click.option("--language", "languages", multiple=True, help="Counsellors: what they speak; several times.")
@click.option("--municipality", "municipalities", multiple=True, help="Counsellors: where they work; several times.")
@click.option("--topic", "topics", multiple=True, help="Counsellors: what they know; several times.")
@click.option("--capacity", type=int, help="Counsellors: how many cases they have room for.")
@_generate
def accounts_add(user: str, roles: tuple[str, ...], generate: bool, **said: Any) -> None:
    """Make an account for USER. Counsellors need languages, municipalities, topics and a capacity."""
    about = {key: list(said[key]) for key in ("languages", "municipalities", "topics") if said[key]}
    if said["capacity"] is not None:
        about["capacity"] = said["capacity"]
    account = {
        "user": user,
        "name": said["name"],
        "organisation": said["organisation"],
        "roles": list(roles),
        "counsellor": about if about or "counsellor" in roles else None,
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
        staff.change(user, password=password)
    click.echo(f"{user} has a new password and is signed out everywhere.")
    _show_once(password, generate)


@accounts.command("roles")
@_user
@_roles
def accounts_roles(user: str, roles: tuple[str, ...]) -> None:
    """Give USER exactly these roles; they hold within half a minute."""
    with _staff() as staff:
        staff.change(user, roles=list(roles))
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


def _password(generate: bool) -> str:
    from deploy import staff

    if generate:
        return staff.drawn_password()
    return str(click.prompt("Password", hide_input=True, confirmation_prompt="The same again"))


def _show_once(password: str, generated: bool) -> None:
    if generated:
        click.echo(f"The password, shown only now: {password}")
