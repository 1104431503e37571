"""What the driver's exceptions mean to the people who run a load."""

from __future__ import annotations

import re

from neo4j.exceptions import ConfigurationError, DriverError, IncompleteCommit, Neo4jError

from schemas.errors import KgError, QueryError, StoreError, StoreUnavailable, UsageError

_TOO_LARGE = frozenset(
    f"Neo.TransientError.General.{name}"
    for name in ("MemoryPoolOutOfMemoryError", "TransactionOutOfMemoryError", "OutOfMemoryError")
) | {"Neo.ClientError.General.TransactionOutOfMemoryError", "Neo.DatabaseError.General.TransactionMemoryLimit"}
_LOGIN = frozenset({"Neo.ClientError.Security.Unauthorized", "Neo.ClientError.Security.AuthenticationRateLimit"})
_TIMED_OUT = frozenset(
    f"Neo.ClientError.Transaction.{name}"
    for name in ("TransactionTimedOut", "TransactionTimedOutClientConfiguration")
)  # fmt: skip


class TooLarge(StoreError):
    """Say that a transaction did not fit into the server's memory."""


def is_too_large(error: Neo4jError) -> bool:
    """Tell whether the transaction did not fit into the server's memory."""
    return error.code in _TOO_LARGE


def passes(error: Neo4jError | DriverError) -> bool:
    """Tell whether the same work may succeed later: the server is away, starting, or busy.

    A commit whose answer was lost counts: what this program writes can be written twice.
    """
    return error.is_retryable() or isinstance(error, IncompleteCommit)


def translate(error: Neo4jError | DriverError, *, uri: str, user: str, database: str | None) -> KgError:
    """Return the error to raise for what the driver or the server reported."""
    if isinstance(error, ConfigurationError):
        return UsageError(f"{uri!r} is no address of a Neo4j server: write it as bolt://host:7687 ({error})")
    if not isinstance(error, Neo4jError):
        return StoreUnavailable(f"{uri}: {error}")
    if error.code in _LOGIN:
        return StoreUnavailable(
            f"{uri}: the password of {user!r} is wrong, or there is no such user: set NEO4J_USERNAME and NEO4J_PASSWORD, "
            f"or use --user and --password-file ({error.message})"
        )
    if error.code == "Neo.ClientError.Security.CredentialsExpired":
        return StoreUnavailable(f"{uri}: the first password of {user!r} must be changed: {error.message}")
    if error.code == "Neo.ClientError.Database.DatabaseNotFound":
        return StoreUnavailable(
            f"{uri}: no database {database!r}: set NEO4J_DATABASE or --database, or leave both out for the home database"
        )
    if is_too_large(error):
        return TooLarge(f"{uri}: the transaction does not fit into the server's memory: {error.message}")
    if error.code in _TIMED_OUT:
        return QueryError(f"stopped at the time limit, which --timeout sets: {error.message}")
    if error.code.startswith("Neo.DatabaseError.Schema."):
        return QueryError(error.message)
    if error.code.startswith("Neo.DatabaseError."):
        return StoreUnavailable(
            f"{uri}: the server could not do it; when its disk is full, make room and restart it, then run the same "
            f"command again: what was committed is kept ({error.code}: {error.message})"
        )
    if error.code == "Neo.ClientError.Statement.SyntaxError":
        return QueryError(_first_line(error.message))
    return QueryError(error.message)


def _first_line(message: str) -> str:
    """Return what is wrong and where: without the query, which follows, and without all that was expected instead."""
    told = re.sub(r" \(offset: \d+\)", "", message.split("\n")[0])
    head, expected, tail = told.partition(": expected ")
    names, place, position = tail.rpartition(" (line ")
    some = names.split(", ")
    return f"{head}{expected}{', '.join(some[:5])}, …{place}{position}" if len(some) > 6 else told
