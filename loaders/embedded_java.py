"""The Java runtime inside this process: is it there, starting it once, quietly, with a heap of the right size."""

from __future__ import annotations

import atexit
import importlib.util
import os
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from schemas.errors import StoreUnavailable

PACKAGE = "arcadedb_embedded"
HEAP_VARIABLE = "KG_JAVA_HEAP_MB"
"""Environment variable that sets the heap's limit in megabytes, against the rule of `heap_mb`."""
_SMALLEST_HEAP_MB, _LARGEST_HEAP_MB = 512, 4096
_LARGE_GRAPH = 1_000_000
_ELSEWHERE = "or load the graph into Neo4j and ask it there"
_LIBRARY = {"win32": "bin/server/jvm.dll", "darwin": "lib/server/libjvm.dylib"}
_start = threading.Lock()


def unavailable_reason() -> str | None:
    """Say why the embedded store cannot run here, or return None when it can; starts nothing."""
    if importlib.util.find_spec(PACKAGE) is None or importlib.util.find_spec("jpype") is None:
        return (
            "the embedded store is not installed: it needs Linux x86-64 (glibc 2.34 or newer), macOS arm64 or Windows; "
            f"there, run: pip install arcadedb-embedded; {_ELSEWHERE}"
        )
    if not _library().is_file() or not _jars():
        return f"{_home()}: the embedded store's files are incomplete; reinstall arcadedb-embedded {_ELSEWHERE}"
    return None


def heap_mb(size: int) -> int:
    """Return the heap's limit in megabytes for a graph of `size` nodes and edges: from 512 MB to 4 GB."""
    chosen = os.environ.get(HEAP_VARIABLE, "")
    if chosen.isdecimal() and int(chosen) > 0:
        return int(chosen)
    return min(max(_SMALLEST_HEAP_MB, 384 + size // 1000), _LARGEST_HEAP_MB)


def start(size: int) -> None:
    """Start Java for a graph of `size` nodes and edges; one that runs already keeps its heap's limit.

    Raises `StoreUnavailable` where it cannot be started.
    """
    reason = unavailable_reason()
    if reason is not None:
        raise StoreUnavailable(reason)
    import jpype

    with _start:
        if jpype.isJVMStarted():
            return
        try:
            jpype.startJVM(
                str(_library()), *_arguments(size), classpath=os.pathsep.join(map(str, _jars())), interrupt=False
            )
        except Exception as error:
            raise StoreUnavailable(
                f"Java could not be started with a heap of {heap_mb(size)} MB ({_one_line(error)}); "
                f"free some memory or set {HEAP_VARIABLE} lower"
            ) from error
        # JPype ends the JVM at exit, and an open database makes that wait half a minute.
        atexit.register(_close_databases)


def java_class(name: str) -> Any:
    """Return a Java class by its full name; Java runs."""
    import jpype

    return jpype.JClass(name)


def java_errors() -> type[BaseException]:
    """Return the class of all exceptions that come out of Java."""
    import jpype

    return jpype.JException  # type: ignore[no-any-return]


def reason(error: BaseException) -> str:
    """Return a Java exception's own words in one line, without class names."""
    words = error.getMessage() if hasattr(error, "getMessage") else str(error)
    return " ".join(str(words or type(error).__name__).split())


def _close_databases() -> None:
    java_class("com.arcadedb.database.DatabaseFactory").closeActiveDatabaseInstances()


def _arguments(size: int) -> list[str]:
    # Compiling lightly makes short runs a third faster; only large graphs pay back the optimising compiler.
    compiler = [] if size > _LARGE_GRAPH else ["-XX:TieredStopAtLevel=1"]
    return [
        f"-Xmx{heap_mb(size)}m",
        "-XX:+UseSerialGC",
        *compiler,
        # Leave SIGINT and SIGTERM to Python: Java's own handlers crash the interpreter while it runs.
        "-Xrs",
        "-XX:+UseCompactObjectHeaders",
        f"-XX:ErrorFile={Path(tempfile.gettempdir()) / 'kg-java-crash-%p.log'}",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF8",
        # Both keep log lines off the terminal and out of a folder ./log.
        f"-Djava.util.logging.config.file={os.devnull}",
        "-Darcadedb.log.impl=slf4j",
        # A query must not read the machine's files or the network.
        "-Darcadedb.opencypher.loadCsv.allowFileUrls=false",
        "-Darcadedb.opencypher.loadCsv.allowRemoteUrls=false",
        "-Dpolyglot.engine.WarnInterpreterOnly=false",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        # What ArcadeDB's own launcher opens.
        "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
        "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
    ]


def _home() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec is not None else None
    return Path(places[0]) if places else Path(PACKAGE)


def _library() -> Path:
    return _home() / "jre" / _LIBRARY.get(sys.platform, "lib/server/libjvm.so")


def _jars() -> list[Path]:
    return sorted((_home() / "jars").glob("*.jar"))


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]
