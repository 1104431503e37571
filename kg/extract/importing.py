"""Import spaCy without its command line, whose own imports take a third of the time."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

_COMMANDS = ("spacy.cli", "spacy.cli.info")


def import_spacy() -> ModuleType:
    """Return spaCy; only the first import in a process is any different.

    spaCy imports its command line for the function `spacy.info` alone, and with it a web client, templates
    and a second schema library: 1.0 s of 2.8 s. Here `spacy.info` imports it when it is called, and so
    does `import spacy.cli`.
    """
    if "spacy" not in sys.modules:
        package, module = (ModuleType(name) for name in _COMMANDS)
        vars(package)["__path__"] = []
        vars(module)["info"] = _info
        sys.modules |= dict(zip(_COMMANDS, (package, module), strict=True))
        try:
            import spacy
        finally:
            for name in _COMMANDS:
                sys.modules.pop(name, None)
        return spacy
    return sys.modules["spacy"]


def _info(*arguments: Any, **settings: Any) -> Any:
    from spacy.cli.info import info

    return info(*arguments, **settings)
