"""Every model and field of the product is in the registry of personal data, and the registry tells no tales."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.urls import get_resolver

from config.kernel.personal import (
    ITEMS,
    OF_CLIENTS,
    Export,
    Group,
    History,
    Merge,
    ModelRule,
    Subject,
    registry,
    without_personal_data,
)
from scripts.personal_data import page
from tests.house.catalogue import personal_tables
from tests.house.test_addresses import patterns

ROOT = Path(__file__).resolve().parent.parent.parent
WHAT_TO_DO = (
    "Say in the app's personal_data.py what it is: register(…) its group, retention, export, merge and history,"
    " or not_personal(…) with the reason. Then run scripts/personal_data.py."
)


def stored_models() -> dict[str, type]:
    """Models with a table of their own, without history tables."""
    return {
        model._meta.label: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not hasattr(model, "pgh_tracked_model")
    }


def histories() -> dict[str, type]:
    """History models by the label of the model they follow."""
    return {
        model.pgh_tracked_model._meta.label: model
        for model in apps.get_models()
        if getattr(model, "pgh_tracked_model", None) is not None
    }


def field_names(model: type) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def test_every_model_is_in_the_registry():
    known = registry().keys() | without_personal_data().keys()

    unknown = stored_models().keys() - known

    assert not unknown, f"Not in the registry of personal data: {', '.join(sorted(unknown))}. {WHAT_TO_DO}"
    assert known - stored_models().keys() == set(), "The registry names models that are gone."


@pytest.mark.parametrize("label", sorted(registry()))
def test_every_field_is_in_the_registry(label):
    model = apps.get_model(label)

    unknown = field_names(model) - registry()[label].fields.keys()

    assert not unknown, f"{label} has fields the registry does not know: {', '.join(sorted(unknown))}. {WHAT_TO_DO}"
    assert registry()[label].fields.keys() - field_names(model) == set(), f"{label} lost fields the registry names."


@pytest.mark.django_db
def test_every_table_of_persons_is_registered_as_a_clients():
    tables = {apps.get_model(label)._meta.db_table: rule for label, rule in registry().items()}

    records = {name for name in personal_tables() if not name.endswith("event")}

    assert records - tables.keys() == set(), WHAT_TO_DO
    assert {name for name in records if tables[name].about != Subject.CLIENT} == set()


@pytest.mark.parametrize("label", sorted(registry()))
def test_the_rules_of_a_model_agree(label):
    rule = registry()[label]
    groups = {one.group for one in rule.fields.values()}

    assert rule.purpose
    assert (label in histories()) == (rule.history == History.TRIGGER)
    if rule.about == Subject.CLIENT:
        assert rule.merge != Merge.NOT_CLIENT
        assert groups <= OF_CLIENTS | {Group.STAFF, Group.LOG, Group.TECHNICAL}
        assert [one.name for one in unread(rule)] == [], f"{label}: how is reading it logged?"
    else:
        assert rule.merge == Merge.NOT_CLIENT
        assert not groups & (OF_CLIENTS - {Group.IDENTITY})


def unread(rule: ModelRule) -> list:
    return [one for one in rule.fields.values() if one.group in OF_CLIENTS and not one.read_as]


@pytest.mark.parametrize("label", sorted(histories().keys() & registry().keys()))
def test_history_holds_no_field_beyond_its_model(label):
    kept = {name for name in field_names(histories()[label]) if not name.startswith("pgh_")}

    rule = registry()[label]

    assert kept <= rule.fields.keys()
    assert not kept & {"password", "secret", "token_hash"}


def test_groups_of_clients_name_the_item_of_the_law():
    used = {one.group for rule in registry().values() for one in rule.fields.values()}

    assert used & OF_CLIENTS <= ITEMS.keys()
    assert Group.HEALTH in used
    assert ITEMS[Group.HEALTH].endswith("8 k")


def test_no_address_is_made_of_what_must_not_stand_in_one():
    secret = {
        one.name
        for rule in registry().values()
        for one in rule.fields.values()
        if one.is_kept_out_of_addresses_and_logs and rule.about == Subject.CLIENT
    }

    words = {word for _name, pattern in patterns() for word in pattern.pattern.converters}

    assert secret >= {"identity_cipher", "first_names", "phone"}
    assert words & secret == set()
    assert get_resolver().url_patterns


def test_read_groups_are_short_enough_for_the_read_log():
    names = {one.read_as for rule in registry().values() for one in rule.fields.values() if one.read_as}

    assert all(re.fullmatch(r"[a-z_]{3,30}", name) for name in names)


def test_secrets_are_in_no_copy():
    copied = {
        f"{label}.{one.name}"
        for label, rule in registry().items()
        for one in rule.fields.values()
        if one.export == Export.YES and (one.group in {Group.SIGN_IN, Group.TECHNICAL} or one.name.endswith("_hash"))
    }

    assert copied == set()


@pytest.mark.django_db
def test_what_only_grows_cannot_be_changed_by_the_application():
    growing = [label for label, rule in registry().items() if rule.history == History.INSERT_ONLY]

    verbs = {}
    with connection.cursor() as cursor:
        for label in growing:
            cursor.execute("SELECT has_table_privilege(%s, 'UPDATE')", [apps.get_model(label)._meta.db_table])
            verbs[label] = cursor.fetchone()[0]

    assert [label for label, may in verbs.items() if may] == []


def test_the_record_of_processing_is_up_to_date():
    kept = (ROOT / "docs" / "personal-data.md").read_text(encoding="utf-8")

    assert kept == page(), "docs/personal-data.md is old: run scripts/personal_data.py."
