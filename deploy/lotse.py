"""The command line: `lotse --help`."""

from __future__ import annotations

import os
import sys
import tomllib
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from deploy.accounts import accounts
from deploy.broker_users import broker
from deploy.database_users import database
from deploy.importing import import_

# Known and decided (DECISIONS 1); an operator can do nothing about it.
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

VERSION = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())["project"]["version"]
DEFAULT_PORT = 8080
# Errors whose message is a sentence for the operator. By name: importing their modules here would come before
# eventlet's patch.
EXPLAINED = frozenset({"BadSettings", "BadTopology", "CannotBeDone", "NotBuilt", "ValueError"})


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="lotse")
def lotse() -> None:
    """Federated case management for municipal integration programmes."""


lotse.add_command(accounts)
lotse.add_command(broker)
lotse.add_command(database)
lotse.add_command(import_)

_port = click.option(
    "--port", type=int, envvar="LOTSE_PORT", default=DEFAULT_PORT, show_default=True, help="Where to listen."
)
_host = click.option(
    "--host", envvar="LOTSE_HOST", default="127.0.0.1", show_default=True, help="Address to listen on."
)
_json = click.option("--json", "as_json", is_flag=True, help="One JSON document, for scripts.")


@lotse.command()
@_port
@_host
def up(port: int, host: str) -> None:
    """Everything in one process: no broker and no database server needed."""
    _start(port, host, lambda _calls, _story: click.echo(f"Lotse answers on http://localhost:{port}  (Ctrl-C stops)"))


@lotse.command()
@_port
@_host
def demo(port: int, host: str) -> None:
    """The same, filled with an invented programme of several months on first start."""

    def story() -> Any:
        from deploy.demo import post
        from deploy.demo.story import Story

        post.settle(Path(os.environ.get("LOTSE_VAR", "var")).absolute())
        return Story(click.echo)

    def ready(calls: Any, told: Any) -> None:
        click.echo(f"Lotse answers on http://localhost:{port}  (Ctrl-C stops)")
        told.tell(calls)

    _start(port, host, ready, story)


@lotse.command()
@click.argument("name", metavar="SERVICE")
@_port
@_host
def run(name: str, port: int, host: str) -> None:
    """One process of one SERVICE (or of the gateway)."""
    from deploy import processes

    if name != "gateway":
        processes.patch()  # before anything else is imported
    from deploy import services, world

    world.settle(name)
    if name == "gateway":
        processes.run_gateway(port, host)
    if name not in services.names():
        raise click.ClickException(f"There is no service {name}; there are gateway, {', '.join(services.names())}.")
    processes.run_service(name)


@lotse.command()
def migrate() -> None:
    """Bring databases and broker to what this version needs. Run it before starting a new version."""
    from deploy import migrations, services, world

    world.settle()
    migrations.run(services.names(), click.echo)


@lotse.command()
def keys() -> None:
    """Make the keys that are missing, and say where they are. Keep copies: without them the data are lost."""
    from deploy import keys as keyring
    from deploy import services, world

    world.settle()
    keyring.create_missing(keyring.folder(), services.names(), os.environ["LOTSE_ORGANISATION"])
    for path in sorted(keyring.folder().iterdir()):
        click.echo(os.path.relpath(path))


@lotse.command()
@_json
def doctor(as_json: bool) -> None:
    """What is missing or wrong: settings, keys, databases, broker, front-end."""
    from deploy import doctor as examination
    from deploy import listing, world

    world.settle()
    findings = examination.examine()
    listing.show(findings, as_json, "Everything is in order.")
    if any(finding["state"] != "ok" for finding in findings):
        sys.exit(1)


@lotse.command()
@click.argument("what")
@_json
def follow(what: str, as_json: bool) -> None:
    """Everything that was said and heard for WHAT: the X-Trace-Id of an answer, a client's reference, or the id of a
    request or case."""
    from deploy import follow as trail
    from deploy import listing, world

    world.settle()
    listing.show(trail.of(what), as_json, "Nothing is known under this id.")


@lotse.group()
def parked() -> None:
    """Messages that could not be handled and wait for a person's decision."""


_service = click.option("--service", help="Only this service's.")
_position = click.argument("positions", nargs=-1, type=int)
_all = click.option("--all", "everything", is_flag=True, help="All of this service's parked messages.")


@parked.command("list")
@_service
@_json
def parked_list(service: str | None, as_json: bool) -> None:
    """What is parked, where, since when and why."""
    from deploy import listing, world
    from deploy import parked as messages

    world.settle()
    listing.show(messages.listed(service), as_json, "Nothing is parked.")


@parked.command("show")
@click.argument("service")
@click.argument("position", type=int)
def parked_show(service: str, position: int) -> None:
    """One parked message of SERVICE with its whole envelope."""
    from deploy import listing, world
    from deploy import parked as messages

    world.settle()
    found = messages.shown(service, position)
    if found is None:
        raise click.ClickException(f"{service} has no parked message {position}; see 'lotse parked list'.")
    listing.show([found], True, "")


@parked.command("replay")
@click.argument("service")
@_position
@_all
def parked_replay(service: str, positions: tuple[int, ...], everything: bool) -> None:
    """Let parked messages of SERVICE have their turn again."""
    _decide("replay", service, positions, everything)


@parked.command("archive")
@click.argument("service")
@_position
@_all
def parked_archive(service: str, positions: tuple[int, ...], everything: bool) -> None:
    """Set parked messages of SERVICE aside for good; what is behind them may pass."""
    _decide("archive", service, positions, everything)


def _decide(action: str, service: str, positions: tuple[int, ...], everything: bool) -> None:
    from deploy import parked as messages
    from deploy import world

    if not positions and not everything:
        raise click.UsageError("Say which: positions from 'lotse parked list', or --all.")
    world.settle()
    done = messages.decide(action, service, None if everything else positions)
    click.echo(f"{done} message{'' if done == 1 else 's'} of {service}: {action} done.")


@lotse.group()
def outbox() -> None:
    """What the services have said."""


@outbox.command("replay")
@click.option("--to", "service", required=True, help="The service that has lost its queue.")
@click.option("--since", type=click.DateTime(), required=True, help="From when on (UTC), e.g. 2026-11-22T08:00:00.")
def outbox_replay(service: str, since: Any) -> None:
    """Say again what SERVICE hears, under the old ids: mends a lost queue; what it knows already changes nothing."""
    from deploy import replay, world

    world.settle()
    for publisher, count in replay.to(service, since):
        click.echo(f"{publisher}: {count} messages are said again")


@lotse.command()
@click.option("--dry-run", is_flag=True, required=True, help="Only show it; two people confirm it on the pages.")
@_json
def retention(dry_run: bool, as_json: bool) -> None:
    """Which cases' time is over, of all organisations here. What is erased, two people confirm: never this command."""
    from deploy import listing, world
    from deploy import retention as kept

    world.settle("cases")
    listing.show(list(kept.due()), as_json, "Nothing is due that is not proposed already.")


def _start(port: int, host: str, ready: Callable[[Any, Any], None], story: Callable[[], Any] | None = None) -> None:
    """Start everything and call `ready(calls, story)`; the services go by the story's clock, if there is one."""
    from deploy import processes

    if not processes.port_is_free(host, port):
        raise click.ClickException(
            f"Port {port} is in use. Stop what listens there, or choose another: LOTSE_PORT={port + 1}"
        )
    processes.patch()  # before anything else is imported
    from deploy import migrations, services, world
    from services.chassis import logs

    var = world.settle()
    world.settle_address(port)
    logs.configure(os.environ.setdefault("LOTSE_LOG_LEVEL", "WARNING"))
    migrations.run(services.names(), lambda _line: None)
    click.echo(f"Data, keys and mail are in {os.path.relpath(var)}/")
    told = story() if story else None
    processes.run_all(port, host, lambda calls: ready(calls, told), told.clock if told else None)


def main() -> None:
    """Run the command line; what goes wrong for a reason we know is one sentence and exit code 1."""
    try:
        lotse(prog_name="lotse")
    except Exception as error:
        if type(error).__name__ not in EXPLAINED:
            raise
        click.echo(f"lotse: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
