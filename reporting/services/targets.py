"""Targets of a programme, each with the document that sets it. None is removed; a wrong one is corrected."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.services.records import add_record, change_record
from config.kernel.errors import NotFound, Refusal
from network.services.programmes import programme_to_keep
from reporting.indicators import CATALOGUE
from reporting.models import Target

TEXTS = ("indicator", "value", "period", "source", "decided_on")


@transaction.atomic
def add_target(*, actor: User, code: str, texts: Mapping[str, Any]) -> Target:
    """The programme has this target, for an administrator of an area that takes part in it."""
    target = Target(programme=programme_to_keep(actor, code), **{name: texts[name] for name in TEXTS})
    _check(target.indicator)
    add_record(target)
    return target


@transaction.atomic
def change_target(*, actor: User, code: str, target_id: int, version: int, texts: Mapping[str, Any]) -> Target:
    """The target is as `texts` say."""
    programme = programme_to_keep(actor, code)
    target = Target.objects.select_for_update().filter(programme=programme, pk=target_id).first()
    if target is None:
        raise NotFound
    _check(texts["indicator"])
    change_record(target, version=version, values={name: texts[name] for name in TEXTS})
    return target


def _check(indicator: str) -> None:
    if indicator not in CATALOGUE:
        raise Refusal(_("There is no such indicator."), field="indicator")
