"""The `kg` command."""

import gc

# What libraries make while they load stays; looking through it again and again takes a twelfth of the start.
gc.set_threshold(100_000)

from kg.cli.app import main  # noqa: E402  # loads them

__all__ = ["main"]
