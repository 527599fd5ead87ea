"""Codes of contacts with employers, of willingness to hire, and what was spoken of (domain/05, 5.5; domain/06, 6.5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clients.enums.contacts import ContactChannel

# The channels of a client's contacts that fit an employer, the most usual first.
EMPLOYER_CHANNELS: tuple[ContactChannel, ...] = (
    ContactChannel.PHONE,
    ContactChannel.VISIT,
    ContactChannel.VIDEO,
    ContactChannel.MESSAGE,
    ContactChannel.NETWORK,
    ContactChannel.WEBINAR,
    ContactChannel.CHAT,
    ContactChannel.LETTER,
)


class Initiative(models.TextChoices):
    """Who was first in touch."""

    OURS = "ours", _("We were in touch")
    THEIRS = "theirs", _("The employer was in touch")


class Topic(models.TextChoices):
    """What was spoken of with an employer."""

    RECRUITING = "recruiting", _("Recruiting")
    PARTIAL = "partial", _("Hiring people with partial work ability")
    SUBSIDY = "subsidy", _("Wage subsidy")
    ARRANGEMENT = "arrangement", _("Support for arranging working conditions")
    SHAPING = "shaping", _("Shaping work, Ratko")
    MANAGEMENT = "management", _("Work-ability management")
    STAFF = "staff", _("Work ability of the present staff")
    COACHING = "coaching", _("Job coaching")


class Interest(models.IntegerChoices):
    """How interested an employer is in hiring people with partial work ability."""

    NONE = 0, pgettext_lazy("employer's interest", "Not interested")
    MAYBE = 1, pgettext_lazy("employer's interest", "Perhaps")
    INTERESTED = 2, pgettext_lazy("employer's interest", "Interested")
    ACTIVE = 3, pgettext_lazy("employer's interest", "Active")


WILLING_FROM = Interest.INTERESTED
"""From this interest on the employer is marked as willing to hire, in the same action."""


class WillingEnd(models.TextChoices):
    """Why an employer is marked as willing no more."""

    NOT_WILLING = "not_willing", _("The employer is not willing any more")
    NO_ANSWER = "no_answer", _("The employer has not confirmed it")
    CLOSED = "closed", _("The employer has closed down")
    ERROR = "error", _("Recorded in error")
