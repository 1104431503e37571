"""Reach a Neo4j server, wait for it when it is away, and run units of work on it."""

from __future__ import annotations

import logging
import random
import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, GraphDatabase, ManagedTransaction, Session, SummaryCounters
from neo4j.exceptions import DriverError, Neo4jError, ServiceUnavailable

from loaders.neo4j_store.failures import TooLarge, is_too_large, passes, translate
from loaders.neo4j_store.interrupts import ctrl_c
from loaders.neo4j_store.report import Say
from loaders.neo4j_store.settings import Neo4jSettings
from schemas.errors import KgError, StoreUnavailable, UsageError

T = TypeVar("T")
Work = Callable[[ManagedTransaction], T]
LEAST = (5, 26)
"""The oldest release whose Cypher has all that the statements use."""
_ADDRESS = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://[^/]")
_LONGEST_PAUSE = 5.0
_DRIVER_RETRIES = 3.0
"""Seconds that the driver retries by itself: enough for a deadlock; longer absences are announced."""

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # retries are told by `say`, not on a bare stderr


class Connection:
    """Hold a driver for one database; each unit of work is a managed transaction.

    `wait` is how many seconds an absent server is waited for, at the start and after each loss;
    `say` is told about each wait. Raises `StoreUnavailable` when the server stays away, refuses the
    login, or has no such database, and `UsageError` when the address is none.
    Ctrl-C ends `write` and `read` when their transaction is through, or at once when pressed again; the
    rest it ends at once.
    """

    def __init__(self, settings: Neo4jSettings, *, wait: float = 60.0, say: Say = lambda _: None) -> None:
        self.settings, self.wait, self.say = settings, wait, say
        self._driver = self._open()
        try:
            self.version = self._recovering(self._greet)
        except BaseException:
            self.close()
            raise

    def write(self, work: Work[T]) -> T:
        """Run work that may be run twice in a write transaction, again and again while the server is away.

        Returns what the first run that came to its end returned: a later one finds the work done
        when the first was committed and only the server's answer was lost.
        """
        ended: list[T] = []
        self._recovering(
            lambda: self._in_session(
                WRITE_ACCESS, lambda session: session.execute_write(lambda tx: ended.append(work(tx))), held=True
            )
        )
        return ended[0]

    def read(self, work: Work[T]) -> T:
        """Run work in a read transaction, again and again while the server is away."""
        return self._recovering(
            lambda: self._in_session(READ_ACCESS, lambda session: session.execute_read(work), held=True)
        )

    def once(self, work: Work[T], *, write: bool) -> T:
        """Run work in a transaction that refuses writing unless `write`, and do not wait for the server."""
        mode = WRITE_ACCESS if write else READ_ACCESS
        try:
            if write:
                return self._in_session(mode, lambda session: session.execute_write(work))
            return self._in_session(mode, lambda session: session.execute_read(work))
        except (Neo4jError, DriverError) as error:
            raise self._translated(error) from error

    def bookmark(self) -> str:
        """Return a mark that is another one after every transaction that changed the database; does not wait."""

        def mark(session: Session) -> str:
            session.execute_read(lambda tx: tx.run("RETURN 1").consume())
            return " ".join(sorted(session.last_bookmarks().raw_values))

        try:
            return self._in_session(READ_ACCESS, mark)
        except (Neo4jError, DriverError) as error:
            raise self._translated(error) from error

    def close(self) -> None:
        """Close the driver."""
        self._driver.close()

    def _open(self) -> Driver:
        settings = self.settings
        if not _ADDRESS.match(settings.uri):
            raise UsageError(f"{settings.uri!r} is no address of a Neo4j server: write it as bolt://host:7687")
        try:
            return GraphDatabase.driver(
                settings.uri,
                auth=(settings.username, settings.password.get_secret_value()),
                max_transaction_retry_time=_DRIVER_RETRIES,
                connection_timeout=10.0,
                notifications_min_severity="OFF",
                user_agent="paper-graph",
            )
        except (DriverError, ValueError) as error:
            failure = error if isinstance(error, DriverError) else DriverError(str(error))
            raise self._translated(failure) from error

    def _in_session(self, mode: str, use: Callable[[Session], T], *, held: bool = False) -> T:
        with ctrl_c(held=held) as pressed:
            session = self._driver.session(database=self.settings.database, default_access_mode=mode)
            try:
                result = use(session)
            except BaseException as error:
                if pressed() or not isinstance(error, Exception):
                    self._renew(session)
                else:
                    session.close()
                if isinstance(error, OSError):  # a socket was lost while a session was opened on it
                    raise ServiceUnavailable(str(error)) from error
                raise
            session.close()
            return result

    def _renew(self, session: Session) -> None:
        """Open another driver: a message that was cut in two leaves nothing that can be said on its connection."""
        with suppress(Exception):
            self._driver.close()
        with suppress(Exception):
            session.close()
        self._driver = self._open()

    def _greet(self) -> str:
        agent = self._in_session(READ_ACCESS, lambda session: session.run("RETURN 1").consume().server.agent)
        numbers = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
        if numbers and (int(numbers[1]), int(numbers[2])) < LEAST:
            raise StoreUnavailable(f"{self.settings.uri} runs {agent}: Neo4j {LEAST[0]}.{LEAST[1]} or newer is needed")
        return agent.removeprefix("Neo4j/")

    def _recovering(self, attempt: Callable[[], T]) -> T:
        started, pause = 0.0, 0.5
        while True:
            try:
                return attempt()
            except (Neo4jError, DriverError) as error:
                if not passes(error) or (isinstance(error, Neo4jError) and is_too_large(error)):
                    raise self._translated(error) from error
                now = time.monotonic()
                started = started or now
                if now + pause - started > self.wait:
                    raise StoreUnavailable(
                        f"{self.settings.uri} was not ready within {self.wait:.0f} s: is the server running there? "
                        f"({_short(error)})"
                    ) from error
                self.say(
                    f"{self.settings.uri} is not ready; waiting, {now - started:.0f} of {self.wait:.0f} s: {_short(error)}"
                )
                time.sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311 - spreads clients, keeps no secret
                pause = min(pause * 1.6, _LONGEST_PAUSE)

    def _translated(self, error: Neo4jError | DriverError) -> KgError:
        settings = self.settings
        return translate(error, uri=settings.uri, user=settings.username, database=settings.database)


def records(tx: ManagedTransaction, cypher: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Run a statement in a transaction and return its records; raise `TooLarge` as `run` does."""
    return run(tx, cypher, parameters)[0]


def run(
    tx: ManagedTransaction, cypher: str, parameters: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], SummaryCounters]:
    """Run a statement in a transaction; return its records, and what it changed.

    Raises `TooLarge` at once, which the driver would take for a passing fault and try again.
    """
    try:
        result = tx.run(cypher, dict(parameters))
        found = [dict(record) for record in result]
        return found, result.consume().counters
    except Neo4jError as error:
        if is_too_large(error):
            raise TooLarge(str(error.message)) from error
        raise


def _short(error: Exception) -> str:
    return str(getattr(error, "message", None) or error).split("\n")[0][:200]
