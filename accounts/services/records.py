"""Changing a record that has a version: nobody overwrites what somebody else wrote meanwhile."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from accounts.selectors.record_history import WORDS, value_text
from config.kernel.errors import Conflict, Refusal


def change_record(record: models.Model, *, version: int, values: Mapping[str, Any]) -> bool:
    """The record has `values` and the next version; False when it had them already.

    Conflict, with both versions, when it changed after `version`; Refusal with the sentence of a constraint it breaks.
    """
    if record.version != version:  # type: ignore[attr-defined]  # only versioned records come here
        raise Conflict(differences=_differences(record, values))
    changed = {name: value for name, value in values.items() if getattr(record, name) != value}
    if not changed:
        return False
    for name, value in changed.items():
        setattr(record, name, value)
    check_record(record)
    record.version = version + 1  # type: ignore[attr-defined]
    held = type(record)._default_manager.filter(pk=record.pk, version=version)
    if not held.update(**changed, version=version + 1):
        record.refresh_from_db()
        raise Conflict(differences=_differences(record, values))
    return True


def add_record(record: models.Model) -> None:
    """The new record is kept; Refusal with the sentence of a constraint it breaks."""
    check_record(record)
    record.save(force_insert=True)


def check_record(record: models.Model) -> None:
    """Raises Refusal with the first sentence the model or its constraints have against the record.

    What keys point to is left to the database: a person who is being invited is not to be seen yet.
    """
    keys = {field.name for field in record._meta.concrete_fields if field.is_relation}
    try:
        record.clean_fields(exclude={"password", *keys})
        record.clean()
        record.validate_unique()
        record.validate_constraints()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Refusal(sentences[0], field="" if field == "__all__" else field) from None


def _differences(record: models.Model, values: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    triples = []
    for name, wanted in values.items():
        field: Any = record._meta.get_field(name)
        now = getattr(record, name)
        if wanted != now:
            triples.append((str(WORDS.get(name, name)), _text(field, wanted), _text(field, now)))
    return triples


def _text(field: Any, value: Any) -> str:
    if isinstance(value, models.Model):
        return str(value)
    return value_text(field, value)
