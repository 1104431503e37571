"""Run a real Neo4j server from the jars that Maven has: no container engine, no installation."""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

POM = Path(__file__).with_name("pom.xml")
CACHE = Path(os.environ.get("KG_TEST_CACHE", Path.home() / ".cache" / "paper-graph"))
_JAVA_PLACES = ("/usr/lib/jvm/*", "/opt/java/*", "/Library/Java/JavaVirtualMachines/*/Contents/Home")
_FLAGS = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""A short life: no time for the slow compiler to pay off, one thread for the garbage."""
_OPENS = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.lang")


class ServerMissing(Exception):
    """Say what this machine lacks to run the server."""


class JavaMissing(ServerMissing):
    """Say which Java this machine lacks."""


@dataclass(frozen=True)
class Release:
    """Name a release of the server and what it needs."""

    profile: str
    version: str
    main: str
    java: int


LTS = Release("lts", "5.26.30", "org.neo4j.server.CommunityEntryPoint", 17)
WITH_APOC = Release("lts,apoc", LTS.version, LTS.main, LTS.java)
CURRENT = Release("current", "2026.08.1", "org.neo4j.server.Neo4jCommunity", 21)


def find_java(least: int) -> Path:
    """Return the oldest Java that is new enough, from JAVA_HOME, PATH and the usual folders."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    on_path = shutil.which("java")
    homes += [Path(on_path).resolve().parent.parent] if on_path else []
    for place in _JAVA_PLACES:
        homes += sorted(Path("/").glob(place.lstrip("/")))
    found = {}
    for home in homes:
        release = home / "release"
        match = re.search(r'JAVA_VERSION="(\d+)', release.read_text()) if release.is_file() else None
        if match and (home / "bin" / "java").is_file():
            found.setdefault(int(match[1]), home / "bin" / "java")
    fitting = [version for version in found if version >= least]
    if not fitting:
        raise JavaMissing(f"needs Java {least} or newer; found {sorted(found) or 'none'}")
    return found[min(fitting)]


def find_jars(release: Release) -> Path:
    """Return the folder of the server's jars, fetched by Maven the first time and kept in the cache."""
    folder = CACHE / "-".join(["neo4j", release.version, *release.profile.split(",")[1:]])
    if (folder / "lib").is_dir():
        return folder / "lib"
    maven = shutil.which("mvn")
    if maven is None:
        raise ServerMissing(f"needs Maven to fetch Neo4j {release.version}")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / "lib").is_dir():
            return folder / "lib"
        fresh = folder / "fetching"
        shutil.rmtree(fresh, ignore_errors=True)
        command = [maven, "-q", "-B", "-f", str(POM), "-P", release.profile, "dependency:copy-dependencies"]
        done = subprocess.run([*command, f"-DoutputDirectory={fresh}"], capture_output=True, text=True, timeout=900)
        if done.returncode:
            raise ServerMissing(f"Maven could not fetch Neo4j {release.version}: {done.stdout[-1500:]}")
        fresh.rename(folder / "lib")
    return folder / "lib"


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """Hold one server: where it lives, how to reach it, and its process."""

    release: Release
    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    heap: str = "512m"
    flags: tuple[str, ...] = _FLAGS
    port: int = field(default_factory=free_port)
    password: str = field(default_factory=lambda: secrets.token_hex(8))
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.java, self.jars = find_java(self.release.java), find_jars(self.release)
        (self.home / "conf").mkdir(parents=True, exist_ok=True)
        address = f"127.0.0.1:{self.port}"
        conf = {
            "server.bolt.listen_address": address,
            "server.bolt.advertised_address": address,
            "server.http.enabled": "false",
            "server.https.enabled": "false",
            "server.memory.pagecache.size": "128m",
            "dbms.usage_report.enabled": "false",
            "db.shutdown_transaction_end_timeout": "1s",
            # a stop else waits ten seconds for connections that are gone
            "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
            "internal.dbms.bolt.netty_server_shutdown_timeout": "0s",
            "internal.server.bolt.thread_pool_shutdown_wait_time": "0s",
            **self.settings,
        }
        lines = "".join(f"{key}={value}\n" for key, value in conf.items())
        (self.home / "conf" / "neo4j.conf").write_text(lines)
        self.admin("dbms", "set-initial-password", self.password)

    @property
    def uri(self) -> str:
        """Return the address for the driver."""
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """Return what the server printed since it was made."""
        path = self.home / "console.log"
        return path.read_text(errors="replace") if path.is_file() else ""

    def admin(self, *arguments: str) -> str:
        """Run `neo4j-admin` with these arguments; return what it printed."""
        return self._run("org.neo4j.cli.AdminTool", *arguments)

    def shell(self, cypher: str) -> str:
        """Run `cypher-shell` with this text; return what it printed."""
        login = ("-a", self.uri, "-u", "neo4j", "-p", self.password, "--format", "plain")
        return self._run("org.neo4j.shell.Main", *login, cypher)

    def start(self, *, wait: bool = True) -> None:
        """Start the process; with `wait`, return when the server answers."""
        log = (self.home / "console.log").open("ab")
        homes = [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}", "--console-mode"]
        already = self.log.count("Started.")
        with log:
            process = subprocess.Popen(
                [*self._program(), self.release.main, *homes], stdout=log, stderr=log, env=self.environment()
            )
        self.process = process
        until = time.monotonic() + 400
        while wait and self.log.count("Started.") == already:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"Neo4j {self.release.version} did not start:\n{self.log[-3000:]}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop the server as its service would, and wait for its end."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the process at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop the server and start it again at the same address."""
        self.stop()
        self.start()

    def _end(self, number: int) -> None:
        if self.process is not None:
            self.process.send_signal(number)
            try:
                self.process.wait(120)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(30)
            self.process = None

    def _run(self, main: str, *arguments: str) -> str:
        done = subprocess.run(
            [*self._program(), main, *arguments],
            capture_output=True, text=True, timeout=600, env=self.environment(), cwd=self.home,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{main} {arguments[:2]} failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return done.stdout

    def _program(self) -> list[str]:
        opens = [f"--add-opens={name}=ALL-UNNAMED" for name in _OPENS]
        return [str(self.java), f"-Xmx{self.heap}", *self.flags, *opens, "-cp", f"{self.jars}/*"]

    def admin_command(self) -> list[str]:
        """Return the command that stands for `neo4j-admin`."""
        return [*self._program(), "org.neo4j.cli.AdminTool"]

    def shell_command(self) -> list[str]:
        """Return the command that stands for `cypher-shell`."""
        return [*self._program(), "org.neo4j.shell.Main"]

    def environment(self) -> dict[str, str]:
        """Return the environment in which the server's programs find it."""
        return {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
