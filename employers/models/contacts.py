"""Contacts with employers and the people met there: what an area has done, and whom it knows."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.enums import Right
from accounts.models import Area, User
from accounts.policies import areas_with_role
from clients.enums.contacts import ContactChannel
from clients.enums.demands import Adjustment
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned
from employers.enums.contacts import EMPLOYER_CHANNELS, Initiative, Interest, Topic
from employers.enums.register import ROLES_WITH_EMPLOYERS, JobTrait
from employers.models.register import Employer, Establishment
from network.models import Programme

ATTITUDES = (1, 5)


class ContactPersonQuerySet(models.QuerySet["ContactPerson"]):
    def visible_to(self, user: User) -> Self:
        """The persons the user's own areas keep; those that others share, for who has the right to see them."""
        areas = areas_with_role(user, ROLES_WITH_EMPLOYERS)
        entitled = any(
            Right.EMPLOYER_CONTACTS in one.rights and one.area_id in areas for one in user.memberships_today()
        )
        return self.filter(Q(area_id__in=areas) | Q(is_shared=True) if entitled else Q(area_id__in=areas))

    def there_on(self, day: date) -> Self:
        """Those who had not left the employer on `day`."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=day))

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class ContactPerson(Identified, Versioned):
    """Somebody at an employer whom an area knows; other areas see only whom the area shares, and only by a right."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="persons")
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    is_shared = models.BooleanField(default=False)
    left_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())

    objects = ContactPersonQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        indexes = (models.Index(fields=("area", "employer"), name="contact_person_employer"),)
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="contact_person_in_area"),
            models.CheckConstraint(
                condition=~Q(name=""), name="contact_person_named", violation_error_message=_("A person has a name.")
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)


class EmployerContactQuerySet(models.QuerySet["EmployerContact"]):
    def in_areas_of(self, user: User) -> Self:
        """Contacts of the areas for which the user works with employers."""
        return self.filter(area_id__in=areas_with_role(user, ROLES_WITH_EMPLOYERS))

    def counted(self) -> Self:
        """Contacts that count: those withdrawn do not."""
        return self.filter(withdrawn_at__isnull=True)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))


@tracked()
class EmployerContact(Identified, Versioned):
    """One contact of an area with an employer, or an attempt that was not answered. A wrong one is withdrawn.

    `topic_raised` says whether hiring people with partial work ability was raised, `interest` what came of it. Nothing
    of a client stands here.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="contacts", db_index=False)
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    person = models.ForeignKey(ContactPerson, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    held_on = models.DateField()
    channel = models.CharField(max_length=12, choices=ContactChannel)
    initiative = models.CharField(max_length=6, choices=Initiative, default=Initiative.OURS)
    answered = models.BooleanField(default=True)
    topics = ArrayField(models.CharField(max_length=12, choices=Topic), default=list, blank=True)
    topic_raised = models.BooleanField(default=False)
    interest = models.PositiveSmallIntegerField(choices=Interest, null=True, blank=True)
    attitude_before = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(ATTITUDES[0]), MaxValueValidator(ATTITUDES[1])]
    )
    attitude_after = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(ATTITUDES[0]), MaxValueValidator(ATTITUDES[1])]
    )
    traits = ArrayField(models.CharField(max_length=12, choices=JobTrait), default=list, blank=True)
    accommodations = ArrayField(models.CharField(max_length=12, choices=Adjustment), default=list, blank=True)
    note = models.TextField(max_length=4000, blank=True)
    next_step = models.CharField(max_length=120, blank=True)
    next_step_on = models.DateField(null=True, blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    withdrawal_reason = models.CharField(max_length=300, blank=True)

    objects = EmployerContactQuerySet.as_manager()

    class Meta:
        ordering = ("-held_on", "-created_at", "-id")
        indexes = (
            models.Index(
                fields=("area", "employer", "-held_on"),
                condition=Q(withdrawn_at__isnull=True),
                name="employer_contact_latest",
            ),
            models.Index(fields=("area", "-held_on", "author"), name="employer_contact_day"),
            models.Index(fields=("employer", "area"), name="employer_contact_employer"),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="employer_contact_in_area"),
            models.CheckConstraint(
                condition=Q(
                    channel__in=sorted(channel.value for channel in EMPLOYER_CHANNELS),
                    initiative__in=Initiative.values,
                    topics__contained_by=Topic.values,
                    traits__contained_by=JobTrait.values,
                    accommodations__contained_by=Adjustment.values,
                ),
                name="employer_contact_listed",
                violation_error_message=_("A code of the contact is not a listed one."),
            ),
            models.CheckConstraint(
                condition=Q(interest__isnull=True) | Q(interest__in=Interest.values, topic_raised=True),
                name="employer_contact_interest",
                violation_error_message=_("Interest is known when hiring was raised."),
            ),
            models.CheckConstraint(
                condition=Q(answered=True) | Q(topic_raised=False, topics=[]),
                name="employer_contact_unanswered",
                violation_error_message=_("In a contact that was not answered nothing was spoken of."),
            ),
            models.CheckConstraint(
                condition=Q(
                    Q(attitude_before__isnull=True) | Q(attitude_before__range=ATTITUDES),
                    Q(attitude_after__isnull=True) | Q(attitude_after__range=ATTITUDES),
                ),
                name="employer_contact_attitude",
                violation_error_message=_("Attitude is told from 1 to 5."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason="")),
                name="employer_contact_withdrawal_whole",
                violation_error_message=_("A contact is withdrawn by somebody, for a reason."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
