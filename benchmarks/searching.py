"""The search of the header at its full size: each kind of question through the selector, with row-level security on.

Each row stands beside the same question in hand-written SQL: the function of the index alone, by the application's
login, without Django; and for d6 beside the owner's login, which no policy binds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from random import Random
from statistics import median
from typing import Any

import numpy as np
import psycopg

from benchmarks import report
from benchmarks.named import Names, mistyped
from benchmarks.population import copy_in, unit_key
from benchmarks.scratch import Scratch, create

UNITS = 20
CHUNK = 50_000
ASKED = 300
RECALL = 1_000
CODED = 200
COLUMNS = (
    "id", "version", "area_id", "unit_id", "gender", "created_at", "first_names", "last_name", "street_address",
    "postal_code", "post_office", "phone", "email", "service_language", "non_disclosure",
    "needs_interpreter", "interpreter_language", "adjustments", "adjustments_note",
)  # fmt: skip
REBUILT = ("client_name", "client_name_begins", "client_name_codes", "client_phone")
BY_HAND = """
    SELECT c.id, c.last_name, c.first_names, c.birth_date, u.name
    FROM clients_found_by_name(%(said)s, %(areas)s::smallint[], %(units)s::uuid[], '{}'::uuid[], 20) f
    JOIN clients_client c ON c.id = f.client_id LEFT JOIN accounts_unit u ON u.id = c.unit_id
    WHERE c.area_id = ANY (%(areas)s::smallint[]) OR c.unit_id = ANY (%(units)s::uuid[])
    ORDER BY f.fit, f.nearness DESC, c.last_name, c.first_names LIMIT 20
"""
Person = tuple[Any, int, Any, str, str]


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


def measure(host: str, *, clients: int, seed: int) -> None:
    """Prints d1, d3, d4, d5 and d6 over `clients` clients of every area."""
    scratch = create(host, "tasma_bench_search", template="tasma_bench_empty")
    scratch.use()
    began = time.perf_counter()
    people = _populate(scratch, clients=clients, seed=seed)
    report.heading(
        f"Search over {clients:,} clients, row-level security on ({time.perf_counter() - began:.0f} s to load)"
    )
    dice, viewers = Random(seed), Viewers()
    for scope in ("unit", "area"):
        questions = _questions(people, dice)
        for name, (bar, asked) in questions.items():
            _row(scratch, f"{name}, own {scope}", asked, viewers=viewers, bar=bar)
    _codes(people, viewers)
    _recall(people, viewers, dice)
    _policies(scratch, people)


def _populate(scratch: Scratch, *, clients: int, seed: int) -> list[Person]:
    names, dice = Names(seed), np.random.default_rng(seed)
    with scratch.connect("owner") as owner:
        areas = [area for (area,) in owner.execute("SELECT id FROM accounts_area ORDER BY id")]
        units = [(unit_key(area, place), area, f"Unit {place + 1}") for area in areas for place in range(UNITS)]
        rows = ((key, 1, area, name, "tp", "") for key, area, name in units)
        copy_in(owner, "accounts_unit", ("id", "version", "area_id", "name", "kind", "successor"), rows)
        owner.execute("ALTER TABLE clients_client DISABLE TRIGGER USER")
        found = owner.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname = ANY (%s)", [list(REBUILT)])
        kept = dict(found.fetchall())
        for name in kept:
            owner.execute(f'DROP INDEX "{name}"')
        for start in range(0, clients, CHUNK):
            count = min(CHUNK, clients - start)
            copy_in(owner, "clients_client", COLUMNS, _clients(names, dice, areas, start, count))
        for definition in kept.values():
            owner.execute(definition)
        owner.execute("ALTER TABLE clients_client ENABLE TRIGGER USER")
        owner.commit()
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE clients_client")
        return owner.execute(
            "SELECT id, area_id, unit_id, last_name, first_names FROM clients_client ORDER BY md5(id::text) LIMIT 3000"
        ).fetchall()


def _clients(
    names: Names, dice: np.random.Generator, areas: Sequence[int], start: int, count: int
) -> Iterator[tuple[Any, ...]]:
    weights = 1 / (np.arange(len(areas)) + 6.0)
    area = dice.choice(areas, count, p=weights / weights.sum()).tolist()
    unit = dice.integers(0, UNITS, count).tolist()
    last, first = names.people(dice, count)
    raw = dice.bytes(16 * count).hex()
    for at in range(count):
        key, phone = raw[at * 32 : at * 32 + 32], f"040 {start + at:07d}"
        home = unit_key(area[at], unit[at])
        said = ("", "", "", phone, "", "fi", "f", "f", "", "{}", "")
        yield key, 1, area[at], home, "1", "2025-01-01", first[at], last[at], *said


def _questions(people: list[Person], dice: Random) -> dict[str, tuple[str, list[tuple[Person, str]]]]:
    asked = people[:ASKED]
    return {
        "d1 three letters": ("p95 ≤ 15 ms", [(one, one[3][:3]) for one in asked]),
        "d1 last name": ("p95 ≤ 15 ms", [(one, one[3]) for one in asked]),
        "d1 first name": ("p95 ≤ 15 ms", [(one, one[4].split()[0]) for one in asked]),
        "d3 misspelt": ("p95 ≤ 100 ms", [(one, mistyped(one[3], one[4], dice)) for one in asked]),
    }


def _row(scratch: Scratch, name: str, asked: list[tuple[Person, str]], *, viewers: Viewers, bar: str) -> None:
    whole = name.endswith("area")
    ours = [_ours(viewers.of(one[1], None if whole else one[2]), one[1], said)[0] for one, said in asked]
    with scratch.connect("app") as app:
        hand = [_by_hand(app, one, said, whole=whole) for one, said in asked]
    report.note(f"{name:<28} {_spread(ours)}   by hand {_spread(hand)}   bar: {bar}")


def _spread(taken: Sequence[float]) -> str:
    ordered = sorted(taken)
    return f"p50 {median(ordered):6.1f} ms  p95 {ordered[int(len(ordered) * 0.95)]:6.1f} ms"


def _ours(viewer: Any, area: int, said: str) -> tuple[float, list[Any]]:
    from accounts.context import acting
    from accounts.models import User
    from clients.models.need_to_know import reach_of
    from clients.selectors.search import search_clients

    with acting(user=viewer, areas=[area]):
        reader = User.objects.get(pk=viewer.pk)
        reach_of(reader)
        began = time.perf_counter()
        found = search_clients(reader, said)
        return (time.perf_counter() - began) * 1000, [one.pk for one in found]


def _by_hand(app: psycopg.Connection, one: Person, said: str, *, whole: bool) -> float:
    values = {"said": said, "areas": [one[1]] if whole else [], "units": [] if whole else [one[2]]}
    with app.transaction():
        app.execute("SELECT set_config('app.areas', %s, true)", [f"{{{one[1]}}}"])
        return _took(lambda: app.execute(BY_HAND, values).fetchall())


def _took(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def _codes(people: list[Person], viewers: Viewers) -> None:
    """Some clients get an identity code; each is then asked for."""
    from datetime import date, timedelta

    from accounts.context import acting
    from clients.models import Client

    marks, codes = "0123456789ABCDEFHJKLMNPRSTUVWXY", {}
    for number, one in enumerate(people[:CODED]):
        day = f"{date(1950, 1, 1) + timedelta(days=number):%d%m%y}"
        codes[one[0]] = f"{day}-900{marks[int(day + '900') % 31]}"
        with acting(areas=[one[1]]):
            client = Client.objects.get(pk=one[0])
            client.keep_identity_code(codes[one[0]])
            client.save(update_fields=["identity_cipher", "identity_hash", "identity_hash_second"])
    taken = [_ours(viewers.of(one[1], None), one[1], codes[one[0]])[0] for one in people[:CODED] * 2][CODED:]
    report.note(f"{'d4 identity code':<28} {_spread(taken)}   bar: ≤ 2 ms")


def _recall(people: list[Person], viewers: Viewers, dice: Random) -> None:
    asked = people[-RECALL:]
    found = sum(one[0] in _ours(viewers.of(one[1], None), one[1], mistyped(one[3], one[4], dice))[1] for one in asked)
    report.note(
        f"d5 the person meant is among 20, {len(asked):,} misspellings {100 * found / len(asked):6.1f} %   bar: ≥ 95 %"
    )


def _policies(scratch: Scratch, people: list[Person]) -> None:
    """The same statement by the application's login and by the owner's, whom no policy binds."""
    taken = {}
    for login in ("owner", "app"):
        with scratch.connect(login) as connection:
            taken[login] = [_by_hand(connection, one, one[3], whole=True) for one in people[:ASKED]]
    report.ratio("d6 row-level security on / off", taken["app"], taken["owner"], "≤ 2")
