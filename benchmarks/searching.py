"""The search of the header over the register: each kind of question through the selector, with row-level security on.

Each row stands beside the same question in hand-written SQL by the application's login, without Django: for names the
function of the index alone, for the others the plain look-up. For d6 it stands beside the owner's login, which no
policy binds. Both take turns; beside the clock's time stands what the processors did, as others may use the machine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from statistics import median
from typing import Any

import psycopg

from benchmarks import report
from benchmarks.named import mistyped
from benchmarks.pages import Rounds, time_into
from benchmarks.scratch import Scratch

ASKED = 300
RECALL = 1_000
CODED = 200
SHOWN = """
    SELECT c.id, c.last_name, c.first_names, c.birth_date, u.name FROM clients_client c
    LEFT JOIN accounts_unit u ON u.id = c.unit_id
"""
SCOPE = "(c.area_id = ANY (%(areas)s::smallint[]) OR c.unit_id = ANY (%(units)s::uuid[]))"
BY_NAME = f"""
    SELECT s.* FROM clients_found_by_name(%(said)s, %(areas)s::smallint[], %(units)s::uuid[], '{{}}'::uuid[], 20) f
    JOIN ({SHOWN} WHERE {SCOPE}) s ON s.id = f.client_id
    ORDER BY f.fit, f.nearness DESC, s.last_name, s.first_names LIMIT 20
"""
BY_PHONE = f"{SHOWN} WHERE clients_phone_key(c.phone) LIKE clients_phone_key(%(said)s) || '%%' AND {SCOPE} LIMIT 20"
BY_REFERENCE = f"""
    {SHOWN} JOIN clients_participation p ON p.client_id = c.id
    WHERE p.area_id = %(area)s AND lower(p.client_ref) LIKE lower(%(said)s) || '%%' AND {SCOPE} LIMIT 20
"""
BY_CODE = f"{SHOWN} WHERE c.area_id = %(area)s AND c.identity_hash = %(hash)s AND {SCOPE}"
PEOPLE = """
    SELECT c.id, c.area_id, c.unit_id, c.last_name, c.first_names, c.phone,
        (SELECT min(p.client_ref) FROM clients_participation p WHERE p.client_id = c.id)
    FROM clients_client c ORDER BY md5(c.id::text) LIMIT 3000
"""


@dataclass(frozen=True)
class Person:
    """A client to be looked for."""

    key: Any
    area: int
    unit: Any
    last: str
    first: str
    phone: str
    reference: str | None


@dataclass(frozen=True)
class Question:
    """A kind of question: its name, its bar, the statement by hand, and what is said of whom."""

    name: str
    bar: float
    statement: str
    asked: list[tuple[Person, str]]


class Viewers:
    """A coordinator of each unit and one of each whole area, made when first needed."""

    def __init__(self) -> None:
        self.made: dict[tuple[int, Any], Any] = {}

    def of(self, area: int, unit: Any) -> Any:
        from accounts.context import acting
        from accounts.enums import Role
        from accounts.models import Membership, User

        if (area, unit) not in self.made:
            with acting(areas=[area]):
                name = f"viewer{len(self.made)}"
                user = User.objects.create(email=f"{name}@bench.invalid", name=name, password="!")
                Membership.objects.create(user=user, area_id=area, unit_id=unit, role=Role.COORDINATOR)
            self.made[area, unit] = user
        return self.made[area, unit]


def measure(scratch: Scratch, *, clients: int, seed: int) -> None:
    """Prints d1, d3, d4, d5 and d6 over `clients` clients of every area."""
    report.heading(f"Search over {clients:,} clients, row-level security on")
    with scratch.connect("owner") as owner:
        people = [Person(*row) for row in owner.execute(PEOPLE)]
    dice, viewers = Random(seed), Viewers()
    for scope in ("unit", "area"):
        for question in _questions(people, dice):
            _row(scratch, question, viewers, whole=scope == "area")
    _codes(scratch, people, viewers)
    _recall(people, viewers, dice)
    _policies(scratch, people)


def _questions(people: list[Person], dice: Random) -> list[Question]:
    asked, known = people[:ASKED], [one for one in people if one.reference][:ASKED]
    return [
        Question("d1 three letters", 15, BY_NAME, [(one, one.last[:3]) for one in asked]),
        Question("d1 last name", 15, BY_NAME, [(one, one.last) for one in asked]),
        Question("d1 first name", 15, BY_NAME, [(one, one.first.split()[0]) for one in asked]),
        Question("d1 inside a name", 15, BY_NAME, [(one, one.last[1:6]) for one in asked]),
        Question("d1 swapped order", 15, BY_NAME, [(one, f"{one.first.split()[0]} {one.last}") for one in asked]),
        Question("d1 telephone", 15, BY_PHONE, [(one, one.phone) for one in asked]),
        Question("d1 reference", 15, BY_REFERENCE, [(one, str(one.reference)) for one in known]),
        Question("d3 misspelt", 100, BY_NAME, [(one, mistyped(one.last, one.first, dice)) for one in asked]),
    ]


def _row(scratch: Scratch, question: Question, viewers: Viewers, *, whole: bool) -> None:
    from django.db import connection

    ours, theirs = Rounds(), Rounds()
    with scratch.connect("app") as app:
        for one, said in [*question.asked[:5], *question.asked]:
            viewer = viewers.of(one.area, None if whole else one.unit)
            connection.ensure_connection()
            ask(viewer, one.area, said, into=ours, backend=connection.connection.info.backend_pid)
            _by_hand(app, question.statement, one, said, whole=whole, into=theirs)
    scope = "area" if whole else "unit"
    _say(f"{question.name}, own {scope}", ours, theirs, question.bar)


def _say(name: str, ours: Rounds, theirs: Rounds, bar: float) -> None:
    report.note(
        f"{name:<28} least {min(ours.wall):6.1f}  p50 {median(ours.wall):6.1f}  p95 {ours.p95:6.1f} ms (bar {bar:g})"
        f"   processor {ours.processor:5.1f} ms   by hand p50 {median(theirs.wall):6.1f}  p95 {theirs.p95:6.1f} ms,"
        f" processor {theirs.processor:5.1f} ms"
    )


def ask(viewer: Any, area: int, said: str, *, into: Rounds | None = None, backend: int = 0) -> list[Any]:
    """Whom the viewer finds; what it took is put into the rounds."""
    from accounts.context import acting
    from accounts.models import User
    from clients.models.need_to_know import reach_of
    from clients.selectors.search import search_clients

    found: list[Any] = []
    with acting(user=viewer, areas=[area]):
        reader = User.objects.get(pk=viewer.pk)
        reach_of(reader)
        time_into(into or Rounds(), lambda: found.extend(search_clients(reader, said)), backend)
    return [one.pk for one in found]


def _by_hand(
    app: psycopg.Connection, statement: str, one: Person, said: str, *, whole: bool, into: Rounds, code: Any = None
) -> None:
    values = {
        "said": said,
        "area": one.area,
        "areas": [one.area] if whole else [],
        "units": [] if whole else [one.unit],
    }
    with app.transaction():
        app.execute("SELECT set_config('app.areas', %s, true)", [f"{{{one.area}}}"])
        call: Callable[[], Any] = lambda: app.execute(statement, values | {"hash": code}).fetchall()  # noqa: E731
        time_into(into, call, app.info.backend_pid)


def _codes(scratch: Scratch, people: list[Person], viewers: Viewers) -> None:
    """Some clients get an identity code; each is then asked for, the second time measured."""
    from django.db import connection

    from accounts.context import acting
    from clients.models import Client

    marks, codes, hashes = "0123456789ABCDEFHJKLMNPRSTUVWXY", {}, {}
    for number, one in enumerate(people[:CODED]):
        day = f"{date(1950, 1, 1) + timedelta(days=number):%d%m%y}"
        codes[one.key] = f"{day}-900{marks[int(day + '900') % 31]}"
        with acting(areas=[one.area]):
            client = Client.objects.get(pk=one.key)
            client.keep_identity_code(codes[one.key])
            client.save(update_fields=["identity_cipher", "identity_hash", "identity_hash_second"])
            hashes[one.key] = client.identity_hash
    ours, theirs = Rounds(), Rounds()
    with scratch.connect("app") as app:
        for one in people[:CODED]:
            viewer, backend = viewers.of(one.area, None), connection.connection.info.backend_pid
            ask(viewer, one.area, codes[one.key])
            ask(viewer, one.area, codes[one.key], into=ours, backend=backend)
            _by_hand(app, BY_CODE, one, "", whole=True, into=theirs, code=hashes[one.key])
    _say("d4 identity code", ours, theirs, 2)


def _recall(people: list[Person], viewers: Viewers, dice: Random) -> None:
    asked = people[-RECALL:]
    found = sum(
        one.key in ask(viewers.of(one.area, None), one.area, mistyped(one.last, one.first, dice)) for one in asked
    )
    report.note(
        f"d5 the person meant is among 20, {len(asked):,} misspellings {100 * found / len(asked):6.1f} %   bar: ≥ 95 %"
    )


def _policies(scratch: Scratch, people: list[Person]) -> None:
    """The same statement by the application's login and by the owner's, whom no policy binds, in turns."""
    on, off = Rounds(), Rounds()
    with scratch.connect("app") as app, scratch.connect("owner") as owner:
        for one in people[:ASKED]:
            _by_hand(app, BY_NAME, one, one.last, whole=True, into=on)
            _by_hand(owner, BY_NAME, one, one.last, whole=True, into=off)
    report.ratio("d6 row-level security on / off, by the clock", on.wall, off.wall, "≤ 2")
    report.note(f"d6 by PostgreSQL's processor time {on.postgres / off.postgres:23.2f}   bar: ≤ 2")
