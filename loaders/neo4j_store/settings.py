"""Where the Neo4j server is and who asks: from the environment, `.env`, or the command line."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from schemas.errors import UsageError


class Neo4jSettings(BaseSettings):
    """Hold address and login; each field is read from `NEO4J_` and its name, in capitals."""

    model_config = SettingsConfigDict(env_prefix="NEO4J_", env_file=".env", extra="ignore", frozen=True)

    uri: str = Field("bolt://127.0.0.1:7687", description="Address of the server: bolt:// or neo4j://, with +s for TLS")
    username: str = Field("neo4j", description="User")
    password: SecretStr = Field(SecretStr(""), description="Password of the user")
    database: str | None = Field(None, description="Database; None for the user's home database")


def read_password(path: Path) -> SecretStr:
    """Return the password that is the first line of a file; raise `UsageError` when there is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot read the password: {error}") from error
    lines = text.splitlines()
    if not lines or not lines[0]:
        raise UsageError(f"{path}: the first line should be the password, and it is empty")
    return SecretStr(lines[0])
