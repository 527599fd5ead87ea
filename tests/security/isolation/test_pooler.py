"""A web process whose database is behind PgBouncer in transaction mode: the product as it is run there."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from accounts.services.signin import make_signin_token

SETTINGS = ("TASMA_", "DATABASE_", "BROKER_")
ROOT = Path(__file__).resolve().parents[3]
VISITS = (
    "/programmes/",
    "/programmes/S20784/people/?indicator=A01&part=numerator&period=all",
    "/programmes/S20784/people.csv?indicator=A01&part=numerator&period=all",
    "/programmes/NOWHERE/",
    "/breaks/",
)
WEB_PROCESS = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
import django
django.setup()
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, override_settings
from types import SimpleNamespace
from accounts.context import SETTINGS, set_context
from tests.factories.signin import fresh_second_factor

client = Client(raise_request_exception=False)
client.get(sys.argv[1])
fresh_second_factor(client, SimpleNamespace(pk=client.session["_auth_user_id"]))
cookies = client.cookies

def visit(address):
    browser = Client(raise_request_exception=False)
    browser.cookies = cookies
    response = browser.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    connection.close()
    return address, response.status_code, len(body) > 0

with override_settings(ROOT_URLCONF="tests.house.failing_urls"), ThreadPoolExecutor(6) as pool:
    seen = list(pool.map(visit, sys.argv[2:] * 4))

asked = ", ".join(f"coalesce(current_setting({name!r}, true), '')" for name in SETTINGS)
left = []
for _time in range(10):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        left.append("".join(cursor.fetchone()))
with transaction.atomic(), connection.cursor() as cursor:
    set_context(user=None)
    cursor.execute("SHOW statement_timeout")
    limit = cursor.fetchone()[0]
print(json.dumps([sorted({(a, s, b) for a, s, b in seen}), left, limit, connection.settings_dict["PORT"]]))
"""


def test_a_web_process_works_behind_the_pooler_and_leaves_nothing(world, pooler, services):
    token = make_signin_token(email=world.supervisor.email)
    environment = {
        **{
            name: value for name, value in os.environ.items() if not name.startswith(("TASMA_", "DATABASE_", "BROKER_"))
        },
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_OWNER_URL": pooler.url(login="tasma_owner", database=world.database),
        "BROKER_URL": f"{services.broker_url}?virtual_host=14",
        "DATABASE_URL": pooler.url(login="tasma_app", database=world.database),
        "TASMA_POOLER": "transaction",
        "TASMA_PROCESS": "web",
        "PYTHONPATH": str(ROOT),
    }

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", WEB_PROCESS, f"/sign-in/{quote(token)}/", *VISITS],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    seen, left, limit, port = json.loads(done.stdout.splitlines()[-1])
    assert {address: (status, body) for address, status, body in seen} == dict(
        zip(VISITS, [(200, True), (200, True), (200, True), (404, True), (500, True)], strict=True)
    )
    assert (set(left), limit, port) == ({""}, "15s", "6432")
