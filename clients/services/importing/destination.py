"""Where a file goes: a programme and an area that takes part in it, found by code or name."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Area
from config.kernel.errors import Refusal
from network.models import Programme, ProgrammeArea

MAX_CODE = 20


def find_area(code_or_name: str) -> Area:
    """The area of this code or of this Finnish or Swedish name; refused with a sentence when there is none."""
    wanted = code_or_name.strip()
    if wanted.isascii() and wanted.isdecimal():
        areas = Area.objects.filter(id=int(wanted)) if len(wanted) < 5 else Area.objects.none()
    else:
        areas = Area.objects.filter(name_fi__iexact=wanted) | Area.objects.filter(name_sv__iexact=wanted)
    area = areas.first()
    if area is None:
        raise Refusal(_("There is no employment area “%(area)s”. Give its code or its name.") % {"area": wanted})
    return area


def find_programme(*, code: str, area: Area) -> Programme:
    """The programme of this code, in which the area takes part; refused with a sentence otherwise."""
    programme = Programme.objects.filter(code=code).first()
    if programme is None:
        raise Refusal(_("There is no programme “%(code)s”. Add --create-programme to make it.") % {"code": code})
    if not ProgrammeArea.objects.filter(programme=programme, area=area).exists():
        raise Refusal(
            _("%(area)s does not take part in the programme %(code)s. Add --create-programme to let it.")
            % {"area": area.name, "code": code}
        )
    return programme


@transaction.atomic
def ensure_programme(*, code: str, area: Area) -> Programme:
    """The programme of this code exists, named by its code when it is new, and the area takes part in it."""
    if not 0 < len(code) <= MAX_CODE:
        raise Refusal(_("A programme's code has from 1 to %(limit)s characters.") % {"limit": MAX_CODE})
    programme, _made = Programme.objects.get_or_create(code=code, defaults={"name_fi": code})
    ProgrammeArea.objects.get_or_create(programme=programme, area=area)
    return programme
