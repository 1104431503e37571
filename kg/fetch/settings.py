"""Where services are, how politely they are asked, and the keys for them: KG_FETCH_* in the environment."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from schemas.errors import UsageError


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg" / "http.db"


class FetchSettings(BaseSettings):
    """Settings of `kg fetch`; all times in seconds."""

    model_config = SettingsConfigDict(env_prefix="KG_FETCH_", extra="ignore")

    openalex_url: str = "https://api.openalex.org"
    semanticscholar_url: str = "https://api.semanticscholar.org/graph/v1"
    arxiv_url: str = "https://export.arxiv.org/api"
    openreview_url: str = "https://api2.openreview.net"
    huggingface_url: str = "https://huggingface.co/api"
    crossref_url: str = "https://api.crossref.org"
    openalex_key: SecretStr | None = None
    semanticscholar_key: SecretStr | None = None
    openreview_token: SecretStr | None = None
    huggingface_token: SecretStr | None = None
    mailto: str | None = Field(None, description="Your address: OpenAlex and Crossref serve you faster")
    cache: Path = Field(default_factory=_cache, description="File of the answers that are kept")
    cache_lasts: float = Field(86400, ge=0, description="Age from which an answer is fetched again")
    timeout: float = Field(30, gt=0)
    attempts: int = Field(6, ge=1, description="Times that a request is tried")
    first_wait: float = Field(1, ge=0, description="Wait after the first failure; it doubles with each")
    longest_wait: float = Field(
        120, ge=0, description="Longest wait that is accepted, a service's Retry-After included"
    )
    pace: float = Field(1, ge=0, description="Factor of the time between two requests that each service asks for")


def fetch_settings() -> FetchSettings:
    """Return the settings; raise `UsageError` that names the wrong one."""
    try:
        return FetchSettings()
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(f"KG_FETCH_{'.'.join(map(str, first['loc'])).upper()}: {first['msg']}") from error
