"""Finding an employer by name or business id: what is offered while one types, and which one is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from config.kernel.alphabet import alphabetical_key
from employers.models import Employer

MOST = 10
FEWEST_LETTERS = 2
LAST_LETTER = chr(0x10FFFF)
BUSINESS_ID = re.compile(r"\b(\d{7}-\d)\b")
BEGUN_ID = re.compile(r"\d{3,7}(-\d?)?")


@dataclass(frozen=True, kw_only=True)
class Found:
    """The one that is meant, or those that may be."""

    one: Employer | None = None
    several: tuple[Employer, ...] = ()


def begins_with(text: str) -> Q:
    """Employers whose name or business id begins so; both conditions are served by indexes under row security."""
    key = alphabetical_key(text)
    names = Q(name_key__gte=key, name_key__lt=key + LAST_LETTER)
    return names | Q(business_id__gte=text, business_id__lt=text + LAST_LETTER) if BEGUN_ID.fullmatch(text) else names


def has_in_it(text: str) -> Q:
    """Employers in whose name or business id the text stands anywhere."""
    return Q(name_key__contains=alphabetical_key(text)) | Q(business_id__contains=text)


def suggested(text: str, *, most: int = MOST) -> list[Employer]:
    """The employers to offer: those that begin with the text, then those that have it in them."""
    text = text.strip()
    if len(text) < FEWEST_LETTERS:
        return []
    first = list(_in_order(Employer.objects.filter(begins_with(text)))[:most])
    if len(first) == most:
        return first
    more = Employer.objects.filter(has_in_it(text)).exclude(pk__in=[one.pk for one in first])
    return first + list(_in_order(more)[: most - len(first)])


def meant(text: str) -> Found:
    """The employer whose business id stands in the text, or whose name it is and nobody else's; else those that fit."""
    text = text.strip()
    if code := BUSINESS_ID.search(text):
        one = Employer.objects.filter(business_id=code[1]).first()
        return Found(one=one) if one else Found()
    named = list(Employer.objects.filter(name_key=alphabetical_key(text))[:2])
    if len(named) == 1:
        return Found(one=named[0])
    return Found(several=tuple(suggested(text)))


def business_id_in(text: str) -> str:
    """The business id that stands in the text, or nothing."""
    code = BUSINESS_ID.search(text)
    return code[1] if code else ""


def _in_order(found: QuerySet[Employer]) -> QuerySet[Employer]:
    return found.order_by("name_key", "pk")
