"""PgBouncer in transaction mode before the database of the tests."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.conf import settings

from config.embedded import Endpoints, place_of
from config.service_account import account_for

PORT = 6432
PATIENCE = 10.0
# Two server connections for all clients, and nothing is reset between them: what one leaves, another would find.
CONFIGURATION = """\
[databases]
* = host={server} port=5432
[pgbouncer]
listen_addr =
listen_port = {port}
unix_socket_dir = {folder}
unix_socket_mode = 0700
auth_type = trust
auth_file = {folder}/users.txt
pool_mode = transaction
default_pool_size = 2
max_client_conn = 200
server_reset_query =
logfile = {folder}/pgbouncer.log
pidfile = {folder}/pgbouncer.pid
"""


@dataclass(frozen=True)
class Pooler:
    """Where the running pooler listens."""

    folder: Path

    def url(self, *, login: str, database: str) -> str:
        return f"postgresql://{login}@:{PORT}/{database}?host={quote(str(self.folder), safe='')}"


def program() -> str:
    found = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    assert found, (
        "PgBouncer is not installed, and row-level security must be shown through it: "
        "run scripts/provide_pgbouncer.sh as root, or install it (Debian: apt-get install pgbouncer)."
    )
    return found


@contextmanager
def running(services: Endpoints) -> Iterator[Pooler]:
    """PgBouncer as the user of the services, whom PostgreSQL knows by its socket; gone afterwards."""
    account = account_for(place_of(settings.SERVICES_DIR))
    with tempfile.TemporaryDirectory(prefix="tasma-pooler-", dir="/tmp") as name:
        folder = Path(name)
        ini = folder / "pgbouncer.ini"
        ini.write_text(CONFIGURATION.format(server=services.pg_host, folder=folder, port=PORT))
        (folder / "users.txt").write_text('"tasma_app" ""\n"tasma_owner" ""\n')
        for path in (folder, *folder.iterdir()):
            os.chown(path, account.uid, account.gid)
        process = subprocess.Popen(
            [program(), "--quiet", str(ini)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **account.dropped(),
        )
        try:
            _wait(folder, process)
            yield Pooler(folder)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait(folder: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(host=str(folder), port=PORT, user="tasma_owner", dbname="postgres").close()
        except psycopg.OperationalError:
            log = folder / "pgbouncer.log"
            said = log.read_text() if log.exists() else ""
            assert process.poll() is None, f"PgBouncer ended: {said}"
            assert time.monotonic() < deadline, f"PgBouncer does not answer: {said}"
            time.sleep(0.05)
        else:
            return
