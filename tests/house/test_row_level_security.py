"""Every table is protected by area, or listed with the reason why not; no row points across areas."""

import pytest
from django.db import connection

from accounts.context import set_context
from accounts.rls_exempt import EXEMPT
from tests.factories.clients import ParticipationFactory


def rows(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


@pytest.mark.django_db
def test_every_table_is_forced_or_exempt():
    tables = rows(
        "SELECT relname, relforcerowsecurity FROM pg_class"
        " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    )

    unprotected = {name for name, forced in tables if not forced}

    assert unprotected == set(EXEMPT)


@pytest.mark.django_db
def test_the_application_login_owns_nothing_and_bypasses_nothing():
    assert rows("SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user") == [
        (False, False, False)
    ]
    assert rows("SELECT tablename FROM pg_tables WHERE tableowner = current_user") == []


@pytest.mark.django_db
def test_no_context_means_no_rows():
    ParticipationFactory()
    assert rows("SELECT count(*) FROM clients_participation") == [(1,)]

    set_context(user=None)

    assert rows("SELECT count(*) FROM clients_participation") == [(0,)]
