"""`lotse import`: cases from the spreadsheet that a centre has kept so far. The work is done in deploy/spreadsheet."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

NOTHING_DONE = 1


class NotUsable(click.ClickException):
    """Nothing could be looked at: the file, the database or what was asked for is not what is needed."""

    exit_code = 2


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--template", type=click.Path(path_type=Path), help="Write an empty spreadsheet with all codes here.")
@click.option("--organisation", help="Short name of the organisation; this installation's where none is named.")
@click.option("--sheet", help="Title of the sheet with the cases, where more than one could be it.")
@click.option("--dry-run", is_flag=True, help="Check every line, and write nothing.")
@click.option("--only-good", is_flag=True, help="Import the lines that are right, although others are not.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document, for scripts.")
def import_(
    file: Path | None,
    template: Path | None,
    organisation: str | None,
    sheet: str | None,
    dry_run: bool,
    only_good: bool,
    as_json: bool,
) -> None:
    """Cases from the spreadsheet FILE (.xlsx), each line once: doing it again changes nothing.

    Every line is checked first; unless all are right, nothing is imported. Exit code 0: every line is right; 1: some
    are not; 2: the file cannot be read.
    """
    if (file is None) == (template is None):
        raise click.UsageError("Say which file to import, or with --template which one to write.")
    from deploy import world

    world.settle("cases")
    if template is not None:
        _write_template(template)
        return
    assert file is not None
    with _explained():
        from deploy.spreadsheet import casebook, workbook
        from deploy.spreadsheet.lines import WRONG

        with casebook.opened(organisation) as book:
            found = workbook.read(file, book.words, sheet)
            lines = book.check(found, lambda rows: _progress(rows, "Checking"))
            wrong = any(line.state == WRONG for line in lines)
            imported = 0
            if not dry_run and (only_good or not wrong):
                imported = book.take_in(lines, lambda new: _progress(new, "Importing"), at_once=not only_good)
    done = {"organisation": book.organisation, "sheet": found.title, "ignored_columns": list(found.ignored)}
    _report(done, lines, imported, as_json, dry_run)
    if wrong:
        sys.exit(NOTHING_DONE)


def _write_template(path: Path) -> None:
    with _explained():
        from deploy.spreadsheet import casebook

        casebook.template(path)
    click.echo(f"{path} is ready to be filled in; its sheet 'Codes' has all words.")


@contextmanager
def _explained() -> Iterator[None]:
    from deploy.spreadsheet import casebook, workbook
    from services.chassis.environment import BadSettings

    try:
        yield
    except (casebook.CannotBeDone, workbook.NotUsable) as error:
        raise NotUsable(str(error)) from error
    except (ValueError, BadSettings) as error:
        raise NotUsable(str(error)) from error
    except FileExistsError as error:
        raise NotUsable(f"{error.filename} exists already; choose another name.") from error
    except OSError as error:
        raise NotUsable(f"{error.filename} cannot be read or written: {error.strerror}.") from error


def _progress(items: Sequence[Any], label: str) -> Iterator[Any]:
    with click.progressbar(items, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield from bar


def _report(done: dict[str, Any], lines: Iterable[Any], imported: int, as_json: bool, dry_run: bool) -> None:
    rows = [{"line": line.row, "number": line.number, "state": line.state, "says": line.says} for line in lines]
    counts = Counter(row["state"] for row in rows)
    if as_json:
        told = {**done, "dry_run": dry_run, "imported": imported, "counts": counts, "lines": rows}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(f"line {row['line']:>5}  {row['number'] or '-':<16}  {row['says']}")
    if done["ignored_columns"]:
        click.echo(f"Not read, because nothing is known of them: {', '.join(done['ignored_columns'])}.")
    states = ", ".join(f"{count} {state}" for state, count in counts.items())
    click.echo(f"{len(rows)} lines in sheet {done['sheet']}: {states or 'nothing to import'}.")
    click.echo(_outcome(imported, counts, dry_run))


def _outcome(imported: int, counts: Counter[str], dry_run: bool) -> str:
    if dry_run:
        return "Nothing was imported: this was a trial."
    if counts["wrong"] and not imported:
        return "Nothing was imported. Mend the lines that are wrong, or import the others with --only-good."
    return f"{imported} case{'' if imported == 1 else 's'} imported."
