"""What an employer can get when it hires, in plain words, with the amounts of the dated parameters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Area
from clients.enums.employment import SubsidyGround
from clients.support_rules import SUBSIDY_RULES, SubsidyRule, held_since, limits_on
from config.kernel.alphabet import alphabetical_key
from config.kernel.tables import Cell, Column, Row, Table
from network.selectors.partners import shown_to_employers

WRITTEN_ON = date(2026, 12, 1)
"""The day on which the texts were last gone through; the amounts have days of their own."""

AUTHORITY = gettext_lazy("The employment authority")
# The ground in the words of an employer: for whom it is.
GROUNDS = {
    SubsidyGround.SKILLS: gettext_lazy("Somebody whose skills need to grow"),
    SubsidyGround.REDUCED: gettext_lazy("Somebody whose work ability is reduced"),
    SubsidyGround.REDUCED_MORE: gettext_lazy("The same person, when the subsidy is extended"),
    SubsidyGround.FULL: gettext_lazy("A long-term unemployed person hired by an association, foundation or parish"),
    SubsidyGround.SIXTY: gettext_lazy("Somebody aged 60 or more who has long been unemployed"),
    SubsidyGround.APPRENTICE: gettext_lazy("An apprentice"),
    SubsidyGround.FIFTY_FIVE: gettext_lazy("Somebody aged 55 or more who has long been unemployed"),
}


@dataclass(frozen=True, kw_only=True)
class Support:
    """One support: what it is, what it pays or does, on what section it rests, who gives it and how to get it."""

    code: str
    title: str
    about: str
    facts: tuple[str, ...]
    section: str
    giver: str
    how: str


def amounts_since(day: date) -> date:
    """The day from which the amounts hold that are shown on `day`."""
    return held_since(SUBSIDY_RULES, day)


def subsidies_table(day: date) -> Table:
    """Wage subsidies by ground, with the share, the months and the ceiling that hold on the day."""
    rules = SUBSIDY_RULES[amounts_since(day)]
    labels = (_("Who is hired"), _("Section"), _("Share of the wage costs"), _("For how long"), _("At most a month"))
    rows = tuple(
        Row(
            cells=(
                Cell(text=GROUNDS[ground], header=True, note=_hours_note(rule)),
                Cell(text=f"380/2023 {rule.section} §", tight=True),
                Cell(text=f"{rule.percent} %", numeric=True),
                Cell(text=duration_text(rule)),
                Cell(text=euros(rule.ceiling), numeric=True),
            )
        )
        for ground, rule in rules.items()
    )
    columns = tuple(Column(label=label, numeric=number in {2, 4}) for number, label in enumerate(labels))
    return Table(caption=_("Wage subsidy by ground"), columns=columns, rows=rows)


def supports(day: date) -> tuple[Support, ...]:
    """Everything beside the wage subsidy, in the order in which an employer meets it."""
    return (_arrangement(day), *_ways_in(), *_help())


def _arrangement(day: date) -> Support:
    limits = limits_on(day)
    return Support(
        code="arrangement",
        title=_("Support for arranging working conditions"),
        about=_("Pays for what a person needs at the workplace because of an illness or disability."),
        facts=(
            _("Tools, furniture and alterations: at most %(euros)s for a person.") % {"euros": euros(limits.purchase)},
            _("Help of another worker: at most %(hours)s hours a month for %(months)s months, %(euros)s an hour.")
            % {"hours": limits.hours_a_month, "months": limits.months, "euros": euros(limits.euros_an_hour)},
        ),
        section=_("380/2023 98 §; 385/2024 9 and 19 §"),
        giver=str(AUTHORITY),
        how=ngettext(
            "Apply within %(months)s month of the purchase or the alteration.",
            "Apply within %(months)s months of the purchase or the alteration.",
            limits.months_to_apply,
        )
        % {"months": limits.months_to_apply},
    )


def _ways_in() -> tuple[Support, ...]:
    return (
        Support(
            code="try-out",
            title=_("Work try-out"),
            about=_("A person tries the work before anybody decides on an employment. No wage is paid for it."),
            facts=(
                _("At most 6 months, 4 to 8 hours a day, at most 5 days a week."),
                _("A written contract says goals, place, hours, tasks and who guides; it is evaluated afterwards."),
            ),
            section="380/2023 54–57 §",
            giver=str(AUTHORITY),
            how=_("Agreed together with the person and the authority before it begins."),
        ),
        Support(
            code="apprenticeship",
            title=_("Apprenticeship"),
            about=_("A person is employed and learns the trade at work; parts of a qualification will do too."),
            facts=(_("The wage subsidy of an apprentice is in the table above."),),
            section="380/2023 90 §",
            giver=_("The authority for the subsidy, an educational institution for the training"),
            how=_("Ask the authority and the institution before the contract is signed."),
        ),
        Support(
            code="coaching",
            title=_("Job coaching"),
            about=_("A coach comes to the workplace, helps with the first weeks and supports the work community."),
            facts=(_("It costs the employer nothing, and can go on while a wage subsidy is paid."),),
            section="380/2023 53 §",
            giver=_("The employment authority or the provider it has contracted"),
            how=_("Ask the work-ability coordinator."),
        ),
        Support(
            code="tyokanava",
            title=_("Työkanava Oy"),
            about=_(
                "A state-owned company employs people whose work ability is reduced and lends their work to others."
            ),
            facts=(_("The workplace pays for the work; the company is the employer."),),
            section=_("A company of the state with a special task"),
            giver=_("Työkanava Oy"),
            how=_("Ask the authority whether the company works in your area."),
        ),
    )


def _help() -> tuple[Support, ...]:
    return (
        Support(
            code="shaping",
            title=_("Work shaping (Ratko)"),
            about=_(
                "The tasks of a workplace are gone through, and those that keep others from their own make a new job."
            ),
            facts=(_("The result is a drawing of the job and what it demands. It binds to nothing."),),
            section=_("Advice; no application"),
            giver=str(AUTHORITY),
            how=_("Write to us by the form."),
        ),
        Support(
            code="management",
            title=_("Work-ability management"),
            about=_("How to keep those who already work for you able to work, and what to do when ability changes."),
            facts=(_("No jobseeker is needed for it, and nobody's health data is asked for."),),
            section=_("Advice; no application"),
            giver=str(AUTHORITY),
            how=_("Write to us by the form."),
        ),
    )


def duration_text(rule: SubsidyRule) -> str:
    """For how many months the ground pays."""
    if rule.months is None:
        return _("as long as the apprenticeship")
    if rule.longer_months:
        return _("%(months)s months, in some cases %(longer)s") % {"months": rule.months, "longer": rule.longer_months}
    return _("%(months)s months") % {"months": rule.months}


def _hours_note(rule: SubsidyRule) -> str:
    if rule.most_hours == 100:
        return ""
    return _("At most %(hours)s per cent of full time counts; the wage is multiplied by %(factor)s.") % {
        "hours": rule.most_hours,
        "factor": number_format(rule.factor, decimal_pos=2),
    }


def euros(amount: Decimal | int) -> str:
    """The amount in euros, with cents where it has any."""
    whole = amount == int(amount)
    return f"{number_format(amount, decimal_pos=0 if whole else 2)}\u00a0€"


def day_text(day: date) -> str:
    """The day as the reader writes it."""
    return date_format(day, "SHORT_DATE_FORMAT")


def partners_table(day: date) -> Table | None:
    """What partners give to employers, by area; nothing where no area shows any."""
    found = shown_to_employers(day)
    if not found:
        return None
    names = {area.pk: area.name for area in Area.objects.filter(pk__in={area for area, _service, _partner in found})}
    told = sorted(
        ((names[area], service, partner) for area, service, partner in found),
        key=lambda one: tuple(alphabetical_key(word) for word in one),
    )
    rows = tuple(
        Row(cells=(Cell(text=service, header=True), Cell(text=partner), Cell(text=area)))
        for area, service, partner in told
    )
    columns = tuple(Column(label=label) for label in (_("Service"), _("Who gives it"), _("Area")))
    return Table(caption=_("Services of partners"), columns=columns, rows=rows)
