"""A private PostgreSQL for the length of one command.

    python -m tests.postgres pytest tests/apps/cases

starts a server on a Unix socket in a temporary folder (no TCP port, no password, nothing kept),
runs the command with DATABASE_URL pointing to it, stops the server and removes the folder, however
the command ends: the kernel stops the server even when this process is killed. It refuses to reuse
a server that is there already.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

OWNER = "safeconduct"
SECONDS_TO_START = 30
SECONDS_TO_STOP = 20

# Speed over safety: what this server holds is thrown away.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "timezone": "UTC",
    "log_min_messages": "fatal",
}


class NoPostgreSQL(Exception):
    """PostgreSQL's programs are not on this machine."""


def programs() -> Path:
    """The folder of `initdb` and `postgres`: Debian's newest, else the one on PATH.

    Raises NoPostgreSQL when there is none.
    """
    debian = Path("/usr/lib/postgresql")
    versions = [p for p in debian.glob("*/bin") if (p / "initdb").exists()]
    if versions:
        return max(versions, key=lambda p: int(p.parent.name))
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    raise NoPostgreSQL("PostgreSQL is not installed (on Debian: apt-get install postgresql).")


def command(program: Path, *arguments: str) -> list[str]:
    """The command as a person without root's rights, because PostgreSQL refuses to run as root.

    The server gets SIGINT, a fast shutdown, when the process that started it dies.
    """
    prefix = ["setpriv", "--pdeathsig", "INT"]
    if os.geteuid() == 0:
        prefix += ["--reuid=postgres", "--regid=postgres", "--clear-groups"]
    return [*prefix, str(program), *arguments]


@contextlib.contextmanager
def server() -> Iterator[str]:
    """A running server; its address as a DATABASE_URL."""
    bin_folder = programs()
    # Short, because the path of a Unix socket has at most 107 bytes.
    home = Path(tempfile.mkdtemp(prefix="sc-pg-", dir="/tmp"))
    process: subprocess.Popen[bytes] | None = None
    try:
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(home, account.pw_uid, account.pw_gid)
        cluster = home / "cluster"
        log = home / "log"
        made = subprocess.run(
            command(
                bin_folder / "initdb",
                f"--pgdata={cluster}",
                f"--username={OWNER}",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ),
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if made.returncode:
            raise RuntimeError(f"initdb failed:\n{made.stdout.decode(errors='replace')}")
        options = [f"--{name}={value}" for name, value in SETTINGS.items()]
        with log.open("wb") as output:
            process = subprocess.Popen(
                command(
                    bin_folder / "postgres",
                    "-D",
                    str(cluster),
                    f"--unix_socket_directories={home}",
                    *options,
                ),
                cwd=home,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        address = f"postgresql://{OWNER}@/postgres?host={quote(str(home), safe='')}"
        wait_for(address, process, log)
        yield address
    finally:
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(home, ignore_errors=True)


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers. Raises RuntimeError with its log when it does not."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


@contextlib.contextmanager
def new_database(address: str) -> Iterator[str]:
    """A new, empty database on a running server; its own DATABASE_URL. Dropped afterwards."""
    name = f"sc_{secrets.token_hex(6)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(address, autocommit=True) as connection:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))


def main(arguments: list[str]) -> int:
    """Run the command given with a server beside it; that command's exit status.

    `--where` only says where PostgreSQL's programs are, or fails.
    """
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    if arguments == ["--where"]:
        try:
            print(programs())
        except NoPostgreSQL as missing:
            print(missing, file=sys.stderr)
            return 1
        return 0
    # A request to end becomes an exception, so that the server is stopped and removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as address:
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "SAFECONDUCT_TEST_DATABASE": "postgresql",
        }
        return subprocess.run(arguments, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
