"""Cases from a spreadsheet, written directly into the database of `cases` by an operator."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from deploy import case_store
from deploy.case_store import CannotBeDone, CaseStore
from deploy.spreadsheet import words as words_of
from deploy.spreadsheet.lines import SAYS, Line, Reader, column_of
from deploy.spreadsheet.words import Words, plain
from deploy.spreadsheet.workbook import Row, Sheet
from services.cases.commands import imports as commands
from services.cases.model.imports import CHANGED, NEW, Comparison
from services.cases.settings import CasesSettings
from services.chassis import environment, tracing
from services.chassis.errors import Invalid, LotseError, Refused
from services.chassis.identity import Actor
from services.chassis.programme import load as load_programme

# Commands in words of the model, as the column they complain about.
_REFUSED = {"counsellor_not_active": "counsellor"}
_PAGE = 500

Progress = Callable[[Sequence[Any]], Iterable[Any]]


class Casebook:
    """The cases of one organisation, into which lines are taken in."""

    def __init__(self, opened: CaseStore, organisation: str | None):
        self._store, self._clock, self.programme = opened.store, opened.clock, opened.programme
        self._who = Actor.system()
        self.words: Words = words_of.load(opened.settings.programme, self.programme)
        self.organisation = organisation or opened.settings.organisation
        if self.organisation not in self.programme.organisations:
            known = ", ".join(self.programme.organisations)
            raise CannotBeDone(f"There is no organisation {self.organisation}; the programme has {known}.")

    def check(self, sheet: Sheet, progress: Progress) -> list[Line]:
        """Every line, with what is wrong with it, or what it is to us. Writes nothing."""
        reader = Reader(self.programme, self.words, sheet.headings, self._counsellors())
        return [self._checked(reader, row) for row in progress(sheet.rows)]

    def take_in(self, lines: Iterable[Line], progress: Progress, at_once: bool) -> int:
        """Import the new ones of these lines; returns how many. `at_once`: all of them, or none if one fails.

        Raises Conflict where somebody imports the same list at the same moment.
        """
        new = [line for line in lines if line.state == NEW]
        with self._store.together() if at_once else nullcontext():
            return sum(map(self._take_in, progress(new)))

    def _take_in(self, line: Line) -> bool:
        # A thread of its own for each: `lotse follow` shows one case, not the whole list.
        with tracing.span("lotse import", actor=self._who.label):
            return self._command(commands.import_case, line, programme=self.programme).state == NEW

    def _checked(self, reader: Reader, row: Row) -> Line:
        line = reader.read(row)
        if line.asked is None:
            return line
        try:
            found = self._command(commands.look_up, line)
        except Invalid as error:
            return reader.wrong(line, [(column_of(at.field), at.code, at.params) for at in error.errors])
        except Refused as error:
            return reader.wrong(line, [(_REFUSED[error.code], error.code, {})])
        if found.state == NEW:
            return line
        columns = reader.columns_of(found.differs) if found.state == CHANGED else ""
        return line.become(found.state, SAYS[found.state].format(columns=columns))

    def _command(self, command: Callable[..., Comparison], line: Line, **more: Any) -> Comparison:
        return command(self._store, self._who, self._clock, self.organisation, line.asked, **more)

    def _counsellors(self) -> dict[str, set[str]]:
        """What the organisation's counsellors are called, user names and names → their account ids."""
        called: dict[str, set[str]] = {}
        for account in self._accounts():
            if account.active and "counsellor" in account.roles:
                for name in (account.user, account.name):
                    called.setdefault(plain(name), set()).add(account.account_id)
        return called

    def _accounts(self) -> Iterator[Any]:
        cursor = None
        while True:
            found, cursor = self._store.accounts.listed(self.organisation, cursor, _PAGE)
            yield from found
            if cursor is None:
                return


@contextmanager
def opened(organisation: str | None) -> Iterator[Casebook]:
    """The cases in the database that the environment names, of this organisation or the installation's own.

    Raises CannotBeDone, for what goes wrong in there, too.
    """
    with case_store.opened() as found:
        try:
            yield Casebook(found, organisation)
        except LotseError as error:
            raise CannotBeDone(f"{error.sentence} Run it again: what is here already is not imported twice.") from error


def template(path: Path) -> None:
    """Write an empty spreadsheet with the programme's codes and words to this path."""
    from deploy.spreadsheet import template as made

    settings = environment.read(CasesSettings, "cases")
    programme = load_programme(settings.programme)
    made.write(path, words_of.load(settings.programme, programme))
