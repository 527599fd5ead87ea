"""Whatever two records hold: merged and parted again, every table is as it was."""

from random import Random

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from accounts.models import User
from clients.models import Client, ClientMerge, DuplicateCandidate
from clients.selectors.merging import ABSORBED, KEPT, differing
from clients.services import moving
from clients.services.merging import merge_clients, undo_merge
from config.kernel.errors import Refusal
from config.kernel.personal import Merge, registry
from tests.clients.merging.graphs import MAKERS, Graph, dump, random_client
from tests.factories.accounts import UnitFactory, UserFactory, member
from tests.factories.network import ProgrammeFactory

GRAPHS = 200
# A merge and its undoing are on record; history, messages and marks to work out anew tell of both.
WRITTEN = {ClientMerge, DuplicateCandidate}
pytestmark = pytest.mark.django_db


def tables() -> list[str]:
    """Every table of the clients' app but those that say what was done."""
    return [
        model._meta.db_table
        for model in apps.get_app_config("clients").get_models()
        if model not in WRITTEN and not hasattr(model, "pgh_tracked_model")
    ]


def test_the_graphs_have_every_model_that_moves():
    moving_models = {pointer.model for pointer in moving.pointers() if pointer.moves}

    assert moving_models - MAKERS.keys() - {apps.get_model("clients.AssignmentRow")} == set()


def test_every_key_to_a_client_has_a_rule():
    keys = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and field.related_model is Client
        and model is not Client
        and not hasattr(model, "pgh_tracked_model")
    }

    assert keys == {pointer.label for pointer in moving.pointers()}


def test_a_model_without_a_rule_is_not_passed_over(monkeypatch):
    monkeypatch.setattr(moving, "registry", dict)

    with pytest.raises(moving.NoRule):
        list(moving._pointers([CaseRelation_()]))


def CaseRelation_() -> type[models.Model]:  # noqa: N802 - stands for the model
    return apps.get_model("clients.CaseRelation")


@pytest.mark.parametrize("pointer", [p for p in moving.pointers() if p.moves], ids=lambda p: p.label)
def test_the_application_may_say_whose_a_row_is(pointer):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_column_privilege(%s, %s, 'UPDATE')", [pointer.model._meta.db_table, pointer.field.column]
        )
        (may,) = cursor.fetchone()

    assert may, f"A merge moves {pointer.label}: grant UPDATE of the column in the migration (see 0014, may_move)."


def test_the_rules_of_the_registry_are_those_the_mover_knows():
    rules = {registry()[pointer.model._meta.label].merge for pointer in moving.pointers()}

    assert rules <= moving.MOVING | {Merge.STAYS, Merge.DERIVED}


def test_merged_and_parted_again_everything_is_as_it_was():
    unit = UnitFactory()
    actor = member(unit=unit)
    people, programmes = [actor, UserFactory(), UserFactory()], ProgrammeFactory.create_batch(4)
    checked, refused = tables(), 0

    for seed in range(GRAPHS):
        with transaction.atomic():
            graph = Graph(Random(seed), people=people, programmes=programmes)
            kept, absorbed = random_client(graph, unit=unit), random_client(graph, unit=unit)
            before = dump(checked)
            merge = merged(graph, actor, kept, absorbed)
            if merge is None:
                refused += 1
            else:
                assert moving.held_by(absorbed) == [], f"graph {seed}"
                undo_merge(actor=actor, merge_id=merge.pk, version=merge.version)
            assert dump(checked) == before, f"graph {seed}"
            transaction.set_rollback(True)

    assert refused < GRAPHS / 4


def merged(graph: Graph, actor: User, kept: Client, absorbed: Client) -> ClientMerge | None:
    """The merge by choices of chance; None where something stands in its way."""
    choices = {name: graph.rng.choice((KEPT, ABSORBED)) for name in (*differing(kept, absorbed), "responsible")}
    try:
        return merge_clients(
            actor=actor,
            kept_id=kept.pk,
            absorbed_id=absorbed.pk,
            versions=(kept.version, absorbed.version),
            choices=choices,
        )
    except Refusal:
        return None
