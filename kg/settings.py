"""Where the corpus and the graph lie, from the environment or a `kg.toml` in the working directory."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from kg.extract import Pipeline
from schemas.errors import UsageError


class Settings(BaseSettings):
    """Defaults of the command line: an option wins over KG_* in the environment, that over `kg.toml`."""

    model_config = SettingsConfigDict(env_prefix="KG_", toml_file="kg.toml", extra="ignore")

    corpus: Path = Field(Path("kg.db"), description="The corpus file")
    store: Path = Field(Path("kg.graph"), description="The folder of the graph")
    pipeline: Pipeline = Field("accurate", description="The pipeline that reads papers: accurate or fast")
    jobs: int = Field(0, ge=0, description="Processes that read papers; 0 takes as many as there are cores")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # named by pydantic-settings
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the arguments, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


@cache
def settings() -> Settings:
    """Return the settings of this process; raise `UsageError` that names the wrong one."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"setting {name!r} (KG_{name.upper()} or kg.toml): {first['msg']}") from error
    except ValueError as error:
        raise UsageError(f"kg.toml: {error}; it has lines such as: corpus = 'kg.db'") from error
