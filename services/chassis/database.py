"""Engine and transaction block, the same for PostgreSQL and SQLite.

`with database.transaction() as tx` begins a transaction, or joins the one this thread is already in, so that
a command, its outbox rows and its remembered answer commit together whoever began. Bells noted in it ring
after the commit, never for something rolled back.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BindParameter, DateTime, Dialect, Float, String, Table, bindparam, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, CursorResult, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement
from sqlalchemy.types import TypeDecorator

from services.chassis.errors import Conflict

_INSERT: dict[str, Callable[[Table], Any]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}
_SQLITE_FORMAT = "%Y-%m-%dT%H:%M:%S.%f+00:00"
# deadlock_detected, serialization_failure (PostgreSQL, appendix A): the same transaction may succeed when run again
_TRANSIENT_SQLSTATES = frozenset({"40P01", "40001"})


class Instant(TypeDecorator[datetime]):
    """A moment in UTC: timestamptz in PostgreSQL; in SQLite a text of fixed form, so that it sorts by time."""

    impl = String(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(String(32))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.astimezone(UTC).strftime(_SQLITE_FORMAT)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None or isinstance(value, datetime):
            return value.astimezone(UTC) if value else None
        return datetime.fromisoformat(value)


class database_now(FunctionElement[datetime]):
    """The database's own clock: leases of several processes are judged by one clock."""

    type = Instant()
    inherit_cache = True
    name = "database_now"


class from_now(FunctionElement[datetime]):
    """The database's own clock plus some seconds: a number, or a parameter of the statement."""

    type = Instant()
    inherit_cache = True
    name = "from_now"

    def __init__(self, seconds: float | BindParameter[float]):
        super().__init__(bindparam(None, seconds, type_=Float) if isinstance(seconds, float) else seconds)


@compiles(database_now, "postgresql")
def _now_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    return "clock_timestamp()"


@compiles(database_now, "sqlite")
def _now_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return "strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')"


@compiles(from_now, "postgresql")
def _from_now_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    return f"clock_timestamp() + make_interval(secs => {compiler.process(element.clauses, **options)})"


@compiles(from_now, "sqlite")
def _from_now_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    seconds = compiler.process(element.clauses, **options)
    return f"strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now', printf('%+.3f seconds', {seconds}))"


class Transaction:
    """One open transaction: run statements in it, and note what shall happen once it has committed."""

    def __init__(self, connection: Connection):
        self._connection = connection
        self._after_commit: dict[Any, Callable[[], None]] = {}

    def execute(self, statement: Any, parameters: Any = None) -> CursorResult[Any]:
        return self._connection.execute(statement, parameters)

    def after_commit(self, key: Any, action: Callable[[], None]) -> None:
        """Do this after the commit, once per key however often it is noted."""
        self._after_commit[key] = action

    @property
    def insert(self) -> Callable[[Table], Any]:
        """`tx.insert(table)`: an INSERT that may say ON CONFLICT, which SQLAlchemy spells per dialect."""
        return _INSERT[self._connection.dialect.name]

    @property
    def locks_rows(self) -> bool:
        """Whether rows are locked one by one (PostgreSQL), or the whole file by its one writer (SQLite)."""
        return self._connection.dialect.name == "postgresql"

    def savepoint(self) -> AbstractContextManager[Any]:
        """What is done from here to the end of the block is undone where it raises, and nothing else."""
        return self._connection.begin_nested()

    def _committed(self) -> None:
        for action in self._after_commit.values():
            action()


class Database:
    """One service's database."""

    def __init__(self, url: str, pool_size: int = 12):
        self.url = checked_url(url)
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self._open: ContextVar[Transaction | None] = ContextVar("transaction", default=None)
        self.engine = self._engine(url, pool_size)
        # Connections of their own for queries: switching one to and fro between the two modes costs as much as a query.
        self._reader = self._engine(url, pool_size, isolation_level="AUTOCOMMIT", pool_reset_on_return=None)
        # Yielding inside a SQLite write transaction would stall every other green thread until "database is
        # locked": writers of one process queue here instead.
        self._writing = threading.Semaphore(1) if self.is_sqlite else None

    def _engine(self, url: str, pool_size: int, **options: Any) -> Engine:
        if not self.is_sqlite:
            return create_engine(url, pool_size=pool_size, max_overflow=pool_size, **options)
        engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": 10}, **options)
        event.listen(engine, "connect", _prepare_sqlite)
        if "isolation_level" not in options:
            event.listen(engine, "begin", _begin_immediate)
        return engine

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A transaction; joins the one already open in this thread. Commits at the end of the outermost block."""
        outer = self._open.get()
        if outer is not None:
            yield outer
            return
        if self._writing:
            self._writing.acquire()
        try:
            with self.engine.begin() as connection:
                transaction = Transaction(connection)
                mark = self._open.set(transaction)
                try:
                    yield transaction
                finally:
                    self._open.reset(mark)
        finally:
            if self._writing:
                self._writing.release()
        transaction._committed()

    @contextmanager
    def part(self) -> Iterator[Transaction]:
        """A transaction, or a part of the one already open in this thread that is undone alone where it raises: for
        work on many things, one of which may fail."""
        with self.transaction() as transaction, transaction.savepoint():
            yield transaction

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A connection for queries: each statement sees what is committed; inside a transaction, its own writes too."""
        outer = self._open.get()
        if outer is not None:
            yield outer
            return
        with self._reader.connect() as connection:
            yield Transaction(connection)

    def again(self, work: Callable[[], Any], times: int = 5) -> Any:
        """Run `work` (which opens its own transaction), again at once after a deadlock or serialisation failure, or
        when somebody else was quicker to change what it had loaded."""
        for attempt in range(times):
            try:
                return work()
            except (DBAPIError, Conflict) as error:
                if attempt + 1 == times or not (isinstance(error, Conflict) or is_transient(error)):
                    raise
        raise AssertionError("unreachable")

    def reachable(self) -> bool:
        """Whether a statement can be run just now."""
        try:
            with self.reading() as tx:
                tx.execute(text("SELECT 1"))
            return True
        except (DBAPIError, OSError):
            return False

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()
        self._reader.dispose()


def checked_url(url: str) -> str:
    """The URL, if Lotse can work with it. Raises ValueError with the reason otherwise."""
    try:
        driver = make_url(url).drivername
    except ArgumentError:
        raise ValueError("a database URL looks like sqlite:///var/x.db or postgresql+psycopg2://…") from None
    if driver not in ("sqlite", "postgresql+psycopg2"):
        raise ValueError(
            f"{driver}:// cannot be used: write postgresql+psycopg2://… (psycopg 3, which a bare postgresql:// means, "
            "blocks every green thread of the process while it waits) or sqlite:///…"
        )
    return url


def is_transient(error: DBAPIError) -> bool:
    """Whether running the same transaction again may succeed at once."""
    state = getattr(error.orig, "pgcode", None) or getattr(error.orig, "sqlstate", None)
    locked = isinstance(error, OperationalError) and "database is locked" in str(error.orig)
    return state in _TRANSIENT_SQLSTATES or locked


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy says BEGIN itself, below
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
