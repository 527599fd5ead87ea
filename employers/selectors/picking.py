"""One employer of the register by what a person types: its business id, or enough of its name."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.services.employment import checked_business_id
from config.kernel.errors import Refusal
from employers.models import Employer, Establishment

LEAST = 3
MOST = 20


def picked_employer(text: str) -> Employer:
    """The employer with this business id, or the only one whose name begins so; Refusal says why there is none."""
    typed = " ".join(text.split())
    if any(sign.isdigit() for sign in typed) and not any(sign.isalpha() for sign in typed):
        found = list(Employer.objects.filter(business_id=checked_business_id(typed)))
    else:
        found = list(Employer.objects.filter(name__iexact=typed)[:2])
        if not found and len(typed) >= LEAST:
            found = list(Employer.objects.filter(name__istartswith=typed)[: MOST + 1])
    if not found:
        raise Refusal(_("The register has no such employer. Add it to the register first."), field="employer")
    if len(found) > 1:
        sentence = ngettext(
            "%(count)s employer fits. Type more, or the business id.",
            "%(count)s employers fit. Type more, or the business id.",
            len(found),
        )
        count = f"{MOST}+" if len(found) > MOST else str(len(found))
        raise Refusal(sentence % {"count": count}, field="employer")
    return found[0]


def establishments_of(employer: Employer) -> list[tuple[str, str]]:
    """The employer's open establishments as choices."""
    found = employer.establishments.open().select_related("municipality")
    return [(str(one.pk), f"{one.name}, {one.municipality.name}") for one in found]


def establishment_for(employer: Employer, *, establishment_id: UUID) -> Establishment | None:
    """An establishment of the employer."""
    return employer.establishments.filter(pk=establishment_id).first()
