"""W44–W53: jobs offered to clients, placements, and how long work went on (domain/01: EM-03; ahead.md 19)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reporting.enums import Basis, WorkBreakdown, WorkKind
from reporting.indicators.client_work import BOTH, COUNT, classes_of
from reporting.indicators.definition import Base, Indicator, Kind

JR = Base("JR", Q(kind=WorkKind.JOB_REFERRAL), _("job referrals and candidate presentations sent"))
PL = Base("PL", Q(kind=WorkKind.PLACEMENT), _("placements with employers begun"))
WS = Base(
    "WS",
    Q(kind=WorkKind.WORK_SPELL),
    _("spells of work begun since the opening of the client's first case; jobs at once or day after day are one"),
)
BASE_KEYS: dict[Basis, tuple[Base, ...]] = {Basis.BEGUN: (JR, PL, WS)}
KEPT_WORDS = _(
    "those in which the client was at work on the day so many months after the beginning; of spells whose day has not"
    " come it is not known"
)

INDICATORS = [
    Indicator(
        code="W44",
        name=_("Job referrals and presentations"),
        base=JR,
        units=COUNT,
        basis=Basis.BEGUN,
        numerator_words=_("job offers, job referrals and candidate presentations sent in the period"),
    ),
    Indicator(
        code="W45",
        name=_("Job referrals by kind"),
        base=JR,
        units=BOTH,
        basis=Basis.BEGUN,
        kind=Kind.CLASSES,
        classes=classes_of(WorkBreakdown.OFFER),
        numerator_words=_("those sent in the period that are of this kind"),
    ),
    Indicator(
        code="W46",
        name=_("Job referrals answered"),
        base=JR,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(responded=True),
        numerator_words=_("those sent in the period that have an answer; of those that wait for one it is not known"),
    ),
    Indicator(
        code="W47",
        name=_("Job referrals that led to work"),
        base=JR,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(hired=True),
        numerator_words=_("those sent in the period that ended in hiring; of those under way it is not known"),
    ),
    Indicator(
        code="W48",
        name=_("Placements begun"),
        base=PL,
        units=COUNT,
        basis=Basis.BEGUN,
        numerator_words=_("placements that began in the period; one client may begin several"),
    ),
    Indicator(
        code="W49",
        name=_("Placements begun, by rung of the ladder"),
        base=PL,
        units=BOTH,
        basis=Basis.BEGUN,
        kind=Kind.CLASSES,
        classes=classes_of(WorkBreakdown.RUNG),
        numerator_words=_("placements that began in the period on this rung"),
    ),
    Indicator(
        code="W50",
        name=_("At work one month after the beginning"),
        base=WS,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(kept_1=True),
        numerator_words=KEPT_WORDS,
    ),
    Indicator(
        code="W51",
        name=_("At work three months after the beginning"),
        base=WS,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(kept_3=True),
        numerator_words=KEPT_WORDS,
    ),
    Indicator(
        code="W52",
        name=_("At work six months after the beginning"),
        base=WS,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(kept_6=True),
        numerator_words=KEPT_WORDS,
    ),
    Indicator(
        code="W53",
        name=_("At work twelve months after the beginning"),
        base=WS,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(kept_12=True),
        numerator_words=KEPT_WORDS,
    ),
]
