import os
import shutil
import stat

import psycopg
import pytest
import redis

from config.embedded import ServicesUnavailable, endpoints, is_running, lease, place_of
from tests.config.conftest import kill, wait_until

ROLES = ("tasma_app", "tasma_owner")
NOTE = "CREATE TABLE note (text text); INSERT INTO note VALUES ('kept')"
READ = "SELECT text FROM note"


def broker(base):
    return redis.Redis(unix_socket_path=f"{endpoints(base.path).pg_host}/valkey.sock")


def test_endpoints_starts_and_makes_nothing(base):
    found = endpoints(base.path)

    assert not base.path.exists()
    assert not place_of(base.path).run.exists()
    assert len(f"{found.pg_host}/.s.PGSQL.5432") < 100
    assert not set(found.pg_host) & set(" ,å%")


def test_lease_gives_two_logins_and_a_broker(base):
    with lease(base.path, fast=True):
        with broker(base) as line:
            assert line.ping()
        logins = [base.ask("SELECT current_user::text, current_database()::text", role)[0] for role in ROLES]
        attributes = base.ask(
            "SELECT rolname::text, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles"
            " WHERE rolname LIKE 'tasma%' ORDER BY 1"
        )

    assert logins == [("tasma_app", "tasma"), ("tasma_owner", "tasma")]
    assert attributes == [("tasma_app", False, False, False, False), ("tasma_owner", False, True, False, True)]


def test_text_is_utf8_by_code_point_and_time_is_utc(base):
    with lease(base.path, fast=True):
        answer = base.ask(
            "SELECT current_setting('server_encoding'), datlocprovider, datlocale, current_setting('timezone'),"
            " upper('åäö'), current_setting('listen_addresses') FROM pg_database WHERE datname = 'tasma'"
        )

    assert answer == [("UTF8", "b", "C.UTF-8", "UTC", "ÅÄÖ", "")]


def test_the_owner_may_create_the_extensions_and_the_app_may_not(base):
    with lease(base.path, fast=True):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            base.ask("CREATE EXTENSION pg_trgm", "tasma_app")
        base.ask("CREATE EXTENSION pg_trgm")
        base.ask("CREATE EXTENSION btree_gist")

        assert base.ask("SELECT count(*) FROM pg_extension WHERE extname IN ('pg_trgm', 'btree_gist')") == [(2,)]


def test_services_stop_with_the_last_lease(base, hold):
    first, second = hold(base).await_up(), hold(base).await_up()

    first.end()
    assert is_running(base.path)
    second.end()

    base.await_stop()
    assert not is_running(base.path)


def test_the_second_lease_uses_the_services_of_the_first(base, hold):
    hold(base).await_up()
    postmaster = base.postmaster

    with lease(base.path, fast=True):
        assert base.postmaster == postmaster


def test_data_is_kept(base):
    with lease(base.path, fast=True):
        base.ask(NOTE)
        with broker(base) as line:
            line.set("note", "kept")
    base.await_stop()

    with lease(base.path, fast=True), broker(base) as line:
        assert base.ask(READ) == [("kept",)]
        assert line.get("note") == b"kept"


def test_four_starts_at_once_on_a_fresh_directory_make_one_cluster(base, hold):
    holders = [hold(base) for _ in range(4)]

    for holder in holders:
        holder.await_up()

    assert base.ask("SELECT current_user::text") == [("tasma_owner",)]
    made = (place_of(base.path).logs / "postgresql.log").read_text().count("starting PostgreSQL")
    assert made == 1


def test_killed_user_leaves_nothing_running(base, hold):
    holder = hold(base).await_up()
    base.ask(NOTE)

    holder.kill()

    base.await_stop()
    with lease(base.path, fast=True):
        assert base.ask(READ) == [("kept",)]


def test_killed_guardian_takes_the_services_along_and_the_next_lease_recovers(base, hold):
    hold(base).await_up()
    base.ask(NOTE)

    kill(base.guardian)

    base.await_stop()
    with lease(base.path, fast=True):
        assert base.ask(READ) == [("kept",)]


def test_next_lease_recovers_at_once_after_a_killed_guardian(base, hold):
    hold(base).await_up()
    base.ask(NOTE)

    kill(base.guardian)
    wait_until(lambda: not is_running(base.path), what="the guardian is gone")

    with lease(base.path, fast=True):
        assert base.ask(READ) == [("kept",)]


def test_killed_guardian_and_postmaster_are_recovered(base, hold):
    hold(base, fast=False).await_up()
    base.ask(NOTE)
    pids = [base.guardian, base.postmaster, base.valkey]

    for pid in pids:
        kill(pid)
    wait_until(lambda: not is_running(base.path), what="the guardian is gone")

    with lease(base.path, fast=True):
        assert base.ask(READ) == [("kept",)]


def test_services_that_outlive_their_guardian_are_ended_and_replaced(base, hold):
    first = "embedded.GUARD = 'import sys; sys.path.insert(0, sys.argv[1]); import config.services;"
    hold(base, first=f"{first} config.services._libc = None; ' + embedded.GUARD").await_up()
    base.ask(NOTE)
    orphan = base.postmaster
    kill(base.guardian)
    wait_until(lambda: not is_running(base.path), what="the guardian is gone")

    assert base.ask(READ) == [("kept",)]
    hold(base, first=f"{first} config.services._libc = None; ' + embedded.GUARD").await_up()

    assert base.postmaster != orphan
    assert base.ask(READ) == [("kept",)]


@pytest.mark.parametrize("service", ["postmaster", "valkey"])
def test_service_that_dies_is_started_again(base, hold, service):
    hold(base, fast=False).await_up()
    base.ask(NOTE)
    with broker(base) as line:
        line.set("note", "kept")
    dead = getattr(base, service)

    kill(dead)

    wait_until(lambda: getattr(base, service) != dead and is_running(base.path), what=f"a new {service}")
    assert base.ask(READ) == [("kept",)]
    with broker(base) as line:
        assert line.get("note") == b"kept"


def test_guardian_killed_while_it_makes_the_cluster_leaves_nothing_that_hinders(base, hold):
    holder = hold(base)
    place = place_of(base.path)
    wait_until(
        lambda: any((home / "pg.init" / "base").exists() for home in (place.base, place.vault)),
        what="initdb is at work",
    )

    kill(base.guardian)
    holder.kill()

    with lease(base.path, fast=True):
        assert base.ask("SELECT current_user::text", "tasma_app") == [("tasma_app",)]


def test_stale_pid_file_that_names_a_living_process_hinders_nothing(base):
    with lease(base.path, fast=True):
        base.ask(NOTE)
    base.await_stop()
    stale = base.home / "pg" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{base.home / 'pg'}\n1\n5432\n/nowhere\n\n  1 1\nready   \n")

    with lease(base.path, fast=True):
        assert base.ask(READ) == [("kept",)]


def test_children_of_the_lease_holder_do_not_keep_the_services(base, hold):
    inside = (
        "import os, subprocess; subprocess.Popen(['sleep', '3600'], stdout=-3, stderr=-3, stdin=-3) if os.fork() else"
    )
    inside += " (os.close(1), os.close(2), __import__('time').sleep(3600))"
    holder = hold(base, inside=inside).await_up()

    holder.end()

    base.await_stop()


def test_deleted_base_stops_and_its_successor_starts_empty(base, hold):
    hold(base).await_up()
    base.ask(NOTE)
    pids = [base.guardian, base.postmaster, base.valkey]

    shutil.rmtree(base.path)
    hold(base).await_up()

    assert base.postmaster not in pids
    with pytest.raises(psycopg.errors.UndefinedTable):
        base.ask(READ)


def test_lease_refuses_data_of_another_version(base):
    with lease(base.path, fast=True):
        pass
    base.await_stop()
    (base.home / "pg" / "PG_VERSION").write_text("17\n")

    with pytest.raises(ServicesUnavailable, match="made by PostgreSQL 17, and this is 18"), lease(base.path, fast=True):
        pass


def test_data_is_private(base):
    with lease(base.path, fast=True):
        place = place_of(base.path)
        modes = {stat.S_IMODE(folder.stat().st_mode) for folder in (place.run, base.home / "pg", base.home / "valkey")}

    assert modes == {0o700}


def test_errors_in_the_log_carry_no_values(base):
    insert = "INSERT INTO person VALUES ('010190-900A')"

    with lease(base.path, fast=True):
        base.ask("CREATE TABLE person (code text PRIMARY KEY)")
        base.ask(insert)
        with pytest.raises(psycopg.errors.UniqueViolation):
            base.ask(insert)

    log = (place_of(base.path).logs / "postgresql.log").read_text()
    assert "duplicate key" in log
    assert "010190" not in log
