"""W19–W43: what changed in clients' work and services (domain/01: CA-22, CA-26, SU-01, SU-02, SU-03, SU-06)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reporting.enums import Basis, WorkBreakdown, WorkKind
from reporting.indicators.client_work import BOTH, COUNT, classes_of
from reporting.indicators.definition import Base, Indicator, Kind

LS = Base("LS", Q(kind=WorkKind.STATUS), _("clients with an open case"))
U = Base(
    "U", Q(kind=WorkKind.UNEMPLOYMENT_OVER), _("ends of unemployment since the opening of the client's first case")
)
WB = Base("WB", Q(kind=WorkKind.WORK_BEGUN), _("moves into employment since the opening of the client's first case"))
WO = Base("WO", Q(kind=WorkKind.WORK_OVER), _("moves out of employment since the opening of the client's first case"))
J = Base("J", Q(kind=WorkKind.EMPLOYMENT), _("employments begun since the opening of the client's first case"))
G = Base("G", Q(kind=WorkKind.REFERRAL), _("referrals sent to services of partners"))
SB = Base(
    "SB",
    Q(kind=WorkKind.SERVICE_BEGUN),
    _("services begun by our referral, or otherwise since the opening of the client's first case"),
)
SO = Base(
    "SO",
    Q(kind=WorkKind.SERVICE_OVER),
    _("services ended by our referral, or otherwise since the opening of the client's first case"),
)
RO = Base("RO", Q(kind=WorkKind.SERVICE_OVER, referred=True), _("services ended that were begun by our referral"))
SR = Base("SR", Q(kind=WorkKind.RESULT), _("referrals whose result was told"))
DW = Base("DW", Q(kind=WorkKind.SUBSIDY_DECIDED), _("decisions on wage subsidy: granted, granted in part or rejected"))
DA = Base(
    "DA",
    Q(kind=WorkKind.ARRANGEMENT_DECIDED),
    _("decisions on support for arranging working conditions: granted, granted in part or rejected"),
)
AE = Base("AE", Q(kind=WorkKind.APPLICANT), _("employers that applied for support for arranging working conditions"))
BASE_KEYS: dict[Basis, tuple[Base, ...]] = {
    Basis.STOCK: (LS, G),
    Basis.BEGUN: (U, WB, WO, J, G, SB, SO, RO, SR, DW, DA, AE),
}


INDICATORS = [
    Indicator(
        code="W19",
        name=_("Ends of unemployment"),
        base=U,
        units=COUNT,
        basis=Basis.BEGUN,
        numerator_words=_(
            "spells of unemployment whose last day is in the period; a spell on which another follows the next day has"
            " not ended"
        ),
    ),
    Indicator(
        code="W20",
        name=_("Ends of unemployment by reason"),
        base=U,
        units=BOTH,
        basis=Basis.BEGUN,
        kind=Kind.CLASSES,
        classes=classes_of(WorkBreakdown.REASON),
        numerator_words=_("spells of unemployment that ended in the period for this reason"),
    ),
    Indicator(
        code="W21",
        name=_("Unemployment ended in work"),
        base=U,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(to_work=True),
        numerator_words=_(
            "those that ended in work on the open labour market, subsidised work, self-employment or an apprenticeship"
        ),
    ),
    Indicator(
        code="W22",
        name=_("Clients with an open case by labour-market status"),
        base=LS,
        units=BOTH,
        basis=Basis.STOCK,
        kind=Kind.CLASSES,
        classes=classes_of(WorkBreakdown.LABOUR),
        numerator_words=_(
            "clients with an open case and this status at the end of the period; the rest of them have no status on"
            " record for that day"
        ),
    ),
    Indicator(
        code="W23",
        name=_("No labour-market status on record"),
        base=LS,
        units=BOTH,
        basis=Basis.STOCK,
        numerator=Q(labour="9"),
        numerator_words=_("clients with an open case and no status on record for the last day of the period"),
    ),
    Indicator(
        code="W24",
        name=_("Moves into employment"),
        base=WB,
        units=COUNT,
        basis=Basis.BEGUN,
        numerator_words=_("statuses of employment that began in the period and follow no other status of employment"),
    ),
    Indicator(
        code="W25",
        name=_("Moves out of employment"),
        base=WO,
        units=COUNT,
        basis=Basis.BEGUN,
        numerator_words=_("statuses of employment that ended in the period and that no other one follows"),
    ),
    Indicator(
        code="W26",
        name=_("Employments begun"),
        base=J,
        units=COUNT,
        basis=Basis.BEGUN,
        numerator_words=_("employments that began in the period; one client may begin several"),
    ),
    Indicator(
        code="W27",
        name=_("Employments begun, by funding"),
        base=J,
        units=BOTH,
        basis=Basis.BEGUN,
        kind=Kind.CLASSES,
        classes=tuple(one for one in classes_of(WorkBreakdown.GROUND) if not one[1].startswith("98.")),
        numerator_words=_("employments that began in the period without wage subsidy, or with one on this ground"),
    ),
    Indicator(
        code="W28",
        name=_("Employments begun with wage subsidy"),
        base=J,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(subsidised=True),
        numerator_words=_("those with wage subsidy at any time"),
    ),
    Indicator(
        code="W29",
        name=_("Referrals to services"),
        base=G,
        units=COUNT,
        basis=Basis.BEGUN,
        numerator_words=_("referrals sent in the period, whatever came of them"),
    ),
    Indicator(
        code="W30",
        name=_("Referrals to services, all by the end of the period"),
        base=G,
        units=COUNT,
        basis=Basis.STOCK,
        numerator_words=_("all referrals sent by the last day of the period, from the first one on record"),
    ),
    Indicator(
        code="W31",
        name=_("Referrals that led to a start"),
        base=G,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(started=True),
        numerator_words=_(
            "referrals sent in the period whose service has started since; of those still under way it is not known"
        ),
    ),
    Indicator(
        code="W32",
        name=_("Services begun"),
        base=SB,
        units=COUNT,
        basis=Basis.BEGUN,
        numerator_words=_("services that clients began in the period"),
    ),
    Indicator(
        code="W33",
        name=_("Services begun by referral"),
        base=SB,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(referred=True),
        numerator_words=_("those begun by our referral"),
    ),
    Indicator(
        code="W34",
        name=_("Services gone through"),
        base=SO,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(completed=True),
        numerator_words=_(
            "services that ended in the period and were gone through, not interrupted; of some it is not known"
        ),
    ),
    Indicator(
        code="W35",
        name=_("Services by referral gone through"),
        base=RO,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(completed=True),
        numerator_words=_("those that ended in the period and were gone through"),
    ),
    Indicator(
        code="W36",
        name=_("Services by referral interrupted"),
        base=RO,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(completed=False),
        numerator_words=_("those that were interrupted in the period"),
    ),
    Indicator(
        code="W37",
        name=_("Results of referrals told"),
        base=SR,
        units=COUNT,
        basis=Basis.BEGUN,
        numerator_words=_("referrals whose result was told in the period"),
    ),
    Indicator(
        code="W38",
        name=_("Results of services"),
        base=SR,
        units=BOTH,
        basis=Basis.BEGUN,
        kind=Kind.CLASSES,
        classes=classes_of(WorkBreakdown.RESULT),
        numerator_words=_("referrals whose result was told in the period and is this one"),
    ),
    Indicator(
        code="W39",
        name=_("Wage subsidy decided on"),
        base=DW,
        units=COUNT,
        basis=Basis.BEGUN,
        numerator_words=_("decisions of the period; lapsed and cancelled applications are none"),
    ),
    Indicator(
        code="W40",
        name=_("Wage subsidy granted"),
        base=DW,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(granted=True),
        numerator_words=_("decisions of the period that grant it, wholly or in part"),
    ),
    Indicator(
        code="W41",
        name=_("Support for arrangements decided on"),
        base=DA,
        units=COUNT,
        basis=Basis.BEGUN,
        numerator_words=_("decisions of the period; lapsed and cancelled applications are none"),
    ),
    Indicator(
        code="W42",
        name=_("Support for arrangements granted"),
        base=DA,
        units=BOTH,
        basis=Basis.BEGUN,
        numerator=Q(granted=True),
        numerator_words=_("decisions of the period that grant it, wholly or in part"),
    ),
    Indicator(
        code="W43",
        name=_("Employers that applied for support for arrangements"),
        base=AE,
        units=COUNT,
        basis=Basis.BEGUN,
        numerator_words=_(
            "employers by business id, or else by name, each once a calendar year: in the month of its first"
            " application, for the purpose of that application"
        ),
    ),
]
