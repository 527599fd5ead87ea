"""What is asked of statements, assessments, measurements, barriers and needs."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.enums import DiagnosisChapter
from clients.enums.demands import Adjustment, Demand
from clients.enums.work_ability import (
    HEALTH_BARRIERS,
    WAITING,
    AbilitatorLanguage,
    AbilitatorMode,
    AssessmentBody,
    AssessmentModule,
    BarrierGroup,
    IssuerKind,
    MultiSectoralGround,
    Need,
    Occasion,
    ProposedService,
    StatementKind,
    StatementStatus,
)
from clients.forms.consents import day_field

NONE = [("", _("Not said"))]


def words(label: Any, *, rows: int = 4, **options: Any) -> forms.CharField:
    """A longer text."""
    return forms.CharField(
        label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": rows}), **{"required": False, **options}
    )


def several(label: Any, choices: Any, **options: Any) -> forms.MultipleChoiceField:
    """Any number of the choices."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


class _Today(forms.Form):
    """A form whose day is this one until another is chosen."""

    day = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.day].initial = timezone.localdate


class StatementNewForm(_Today):
    """The need of a statement, or one that the client brought along."""

    day = "on"
    kind = forms.ChoiceField(label=_("Kind of statement"), choices=StatementKind.choices)
    status = forms.ChoiceField(
        label=_("Where it stands"),
        choices=[
            (StatementStatus.NEED.value, _("It is needed")),
            (StatementStatus.RECEIVED.value, _("The client brought it")),
        ],
        initial=StatementStatus.NEED,
        widget=forms.RadioSelect,
    )
    on = day_field(label=_("Since"))
    issuer_kind = forms.ChoiceField(label=_("Who gives it"), choices=[*NONE, *IssuerKind.choices], required=False)
    received_from = forms.CharField(label=_("Name of the giver"), max_length=200, required=False)


class StatementForm(forms.Form):
    """What a statement says, no more than is necessary for employment."""

    kind = forms.ChoiceField(label=_("Kind of statement"), choices=StatementKind.choices)
    issuer_kind = forms.ChoiceField(label=_("Who gives it"), choices=[*NONE, *IssuerKind.choices], required=False)
    received_from = forms.CharField(label=_("Name of the giver"), max_length=200, required=False)
    stated_on = day_field(label=_("Stated on"), required=False)
    valid_until = day_field(label=_("Valid until"), required=False)
    summary = words(
        _("Summary"),
        help_text=_("Only what is necessary for finding work (380/2023, section 114). No finer diagnosis."),
    )
    diagnosis_chapter = forms.ChoiceField(
        label=_("Diagnosis by chapter"), choices=[*NONE, *DiagnosisChapter.choices], required=False
    )
    restrictions = several(_("Restricts"), Demand.choices)
    adjustments = several(_("Recommends"), Adjustment.choices)
    usefulness = forms.TypedChoiceField(
        label=_("How useful it was, from 1 to 5"),
        choices=[*NONE, *((number, str(number)) for number in range(1, 6))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    usefulness_reason = forms.CharField(
        label=_("Why"),
        help_text=_("What was missing, or what helped."),
        max_length=500,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, rated: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not rated:
            del self.fields["usefulness"], self.fields["usefulness_reason"]


class StepForm(_Today):
    """A step and its day; the button says which step."""

    day = "on"
    on = day_field(label=_("Day of the step"))
    reason = forms.CharField(label=_("Why refused"), max_length=300, required=False)
    result = words(_("Result"), rows=3)
    to = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, asks: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"reason", "result"} - set(asks):
            del self.fields[name]


class AssessmentNewForm(_Today):
    """What is assessed, by whom, since when."""

    day = "ordered_on"
    module = forms.ChoiceField(label=_("What is assessed"), choices=AssessmentModule.choices, widget=forms.RadioSelect)
    body = forms.ChoiceField(label=_("Who assesses"), choices=AssessmentBody.choices)
    body_name = forms.CharField(label=_("Name of the body"), max_length=200, required=False)
    ordered_on = day_field(label=_("Ordered on"))


def _whole(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=10, required=False)


def _score(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_value=10, decimal_places=1, required=False)


class AbilitatorForm(_Today):
    """The summary scores of one measurement; the questions themselves stay in the service."""

    day = "measured_on"
    measured_on = day_field(label=_("Measured on"))
    occasion = forms.ChoiceField(label=_("At what point"), choices=Occasion.choices, widget=forms.RadioSelect)
    mode = forms.ChoiceField(label=_("How it was answered"), choices=AbilitatorMode.choices)
    language = forms.ChoiceField(label=_("Language"), choices=AbilitatorLanguage.choices)
    work_ability = _whole(_("Work ability, 0–10"))
    functioning = _whole(_("Functioning, 0–10"))
    inclusion = _score(_("C Inclusion, 0–10"))
    mind = _score(_("D Mind, 0–10"))
    everyday = _score(_("E Everyday life, 0–10"))
    skills = _score(_("F Skills, 0–10"))
    body = _score(_("G Body, 0–10"))
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SelfRatingForm(_Today):
    """The client's own numbers of a day."""

    day = "rated_on"
    rated_on = day_field(label=_("Asked on"))
    occasion = forms.ChoiceField(label=_("At what point"), choices=Occasion.choices, widget=forms.RadioSelect)
    work_ability = _whole(_("Work ability, 0–10"))
    life_satisfaction = _whole(_("Satisfaction with life, 0–10"))
    wellbeing = _whole(_("Wellbeing, 0–10"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class BarriersForm(_Today):
    """Every group that holds now; ticking begins one, unticking ends it."""

    day = "on"
    groups = several(_("Stands between the client and work"), BarrierGroup.choices)
    on = day_field(label=_("As of"))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, with_health: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [one for one in BarrierGroup if with_health or one not in HEALTH_BARRIERS]
        self.fields["groups"].choices = [(one.value, one.label) for one in shown]  # type: ignore[attr-defined]


class NeedAreasForm(_Today):
    """Every need that holds now; ticking begins one, unticking ends it."""

    day = "on"
    needs = several(_("Needs beyond work ability"), Need.choices)
    on = day_field(label=_("As of"))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class ReferForm(_Today):
    """When social services were told of a need."""

    day = "referred_on"
    referred_on = day_field(label=_("Told on"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class NeedsAssessmentForm(_Today):
    """The assessment of the need of services, by the four groups of the law."""

    day = "assessed_on"
    assessed_on = day_field(label=_("Assessed on"))
    competence = words(_("Competence and own goals"))
    work_ability = words(_("Work and functional ability"))
    job_search = words(_("Job-search skills and other factors"))
    prolonged_unemployment = words(_("Likelihood of prolonged unemployment"))
    multi_sectoral_ground = forms.ChoiceField(
        label=_("Ground for assessing together with other bodies (381/2023, section 3)"),
        choices=[("", _("None")), *MultiSectoralGround.choices],
        required=False,
    )
    joint_since = day_field(
        label=_("Joint customership began on"),
        help_text=_("When several bodies assess together: the day the assessment began (381/2023, section 4)."),
        required=False,
    )
    social_situation = words(_("Social situation"), help_text=_("Assessed when several bodies assess together."))
    health = words(_("Health"), help_text=_("Assessed when several bodies assess together. Only what is necessary."))
    needs = words(_("Needs"))
    summary = words(_("Summary"), required=True)
    conclusions = words(_("Conclusions"))
    proposed_services = several(_("Proposed services"), ProposedService.choices)
    next_talk_on = day_field(label=_("Next talk"), required=False)
    latest = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, with_health: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_health:
            del self.fields["work_ability"], self.fields["health"]


class StatementsFilter(forms.Form):
    """Filter and order of the statements that are waited for."""

    status = forms.ChoiceField(
        label=_("State"), choices=[("", _("All")), *((one.value, one.label) for one in WAITING)], required=False
    )
    whose = forms.ChoiceField(
        label=_("Whose"), choices=[("", _("Everybody I may see")), ("mine", _("Own caseload"))], required=False
    )
    days = forms.IntegerField(label=_("Waited at least, days"), min_value=0, max_value=9999, required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
