"""Codes of the statutory deadlines (domain/02; 380/2023 31–33 and 38 §; 381/2023 4 and 6 §)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TalkKind(models.TextChoices):
    """Which talk of the service process a contact was."""

    INITIAL = "initial", _("Initial talk")
    COMPLEMENTARY = "complementary", _("Complementary talk")
    PERIODIC = "periodic", _("Job-search talk")


class DeadlineRule(models.TextChoices):
    """What has a deadline."""

    INITIAL = "initial", _("Initial talk")
    COMPLEMENTARY = "complementary", _("Complementary talk")
    PERIODIC = "periodic", _("Job-search talk")
    PAIR = "pair", _("Two complementary talks within a month")
    JOINT_PLAN = "joint_plan", _("Multi-sectoral plan")
    REVIEW = "review", _("Review of the plan")
    PLAN_ENDS = "plan_ends", _("Plan ends")
    STATEMENT_ENDS = "statement_ends", _("Statement ends")
    APPEAL = "appeal", _("Appeal of the pension decision")


# Talks may be left out on a ground of 33 §, for a time that is written down; the other deadlines have no exceptions.
TALKS = (DeadlineRule.INITIAL, DeadlineRule.COMPLEMENTARY, DeadlineRule.PERIODIC, DeadlineRule.PAIR)


class ExceptionGround(models.TextChoices):
    """Why talks are left out for a time (380/2023 33 §); the codes are ours, its wording was not at hand."""

    IN_WORK = "in_work", _("In work or self-employed")
    IN_SERVICE = "in_service", _("In a service whose plan is being followed")
    STUDYING = "studying", _("Studying")
    LAID_OFF = "laid_off", _("Laid off, returns to work")
    STARTING = "starting", _("Work, studies or service about to begin")
    UNABLE = "unable", _("Not able to work at present, by a reliable medical account")
    JOINT = "joint", _("Joint customer, talks as the multi-sectoral plan says")
    OTHER = "other", pgettext_lazy("ground", "Another ground of section 33")
