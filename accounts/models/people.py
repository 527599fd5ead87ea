"""People who sign in, and their memberships: role in an area (or one unit of it) in valid time."""

from __future__ import annotations

from datetime import date
from typing import Any, Self
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Right, Role
from accounts.models.areas import Area, Unit
from config.kernel.history import tracked
from config.kernel.models import Identified, ValidTime, Versioned, period_in_order


class UserManager(BaseUserManager["User"]):
    def people(self) -> models.QuerySet[User]:
        """Without the rows as which machines act."""
        return self.filter(machine__isnull=True)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A person who may sign in; without a password only by link or directory."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


@tracked(exclude=("password", "last_login", "identity_cipher", "machine"))
class User(Identified, Versioned, AbstractBaseUser):
    """A member of staff. What the person may do is told by memberships alone; there is no superuser.

    A row with `machine` is that API client where it acts on clients' records: policies and history know one kind of
    actor. Its account is closed for good, so that no way of signing in opens to it.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="fi")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    identity_cipher = models.BinaryField(null=True, blank=True, editable=False)  # only to find reading of one's own
    machine = models.OneToOneField(
        "accounts.ApiClient", models.PROTECT, null=True, blank=True, editable=False, related_name="actor"
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(machine__isnull=True) | Q(("is_active", False), ("password__startswith", "!")),
                name="user_machine_never_signs_in",
                violation_error_message=_("A machine has no account to sign in to."),
            ),
        )

    def __str__(self) -> str:
        return self.name or str(self.pk)

    def memberships_today(self) -> list[Membership]:
        """Memberships in force today (Europe/Helsinki), read once per user object.

        Read before the areas of the context are known, when units are not visible yet: a unit joined here would be
        kept as absent.
        """
        day = timezone.localdate()
        kept: tuple[date, list[Membership]] | None = getattr(self, "_memberships_today", None)
        if kept is None or kept[0] != day:
            found = Membership.objects.filter(user_id=self.pk).valid_on(day).select_related("area")
            kept = (day, list(found))
            self._memberships_today = kept
        return kept[1]

    def keep_memberships(self, memberships: list[Membership]) -> None:
        """These are the memberships in force today, already read."""
        self._memberships_today = (timezone.localdate(), memberships)

    @property
    def is_staff(self) -> bool:
        """Nobody uses Django's admin."""
        return False


class MembershipQuerySet(models.QuerySet["Membership"]):
    def of_people(self) -> Self:
        """Without those of machines, which come and go with their API clients."""
        return self.filter(user__machine__isnull=True)

    def valid_on(self, day: date) -> Self:
        """Memberships in force on `day`; the last day is included."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


@tracked()
class Membership(Identified, ValidTime, Versioned):
    """A person's role in an area, or in one unit (and those under it) when `unit` is named."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    area = models.ForeignKey(Area, models.PROTECT)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True)
    role = models.CharField(max_length=8, choices=Role)
    rights = ArrayField(models.CharField(max_length=8, choices=Right), default=list, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)

    # The unit and those under it, when whoever read the membership read them too (accounts.policies.units_of).
    units_reached: set[UUID] | None = None

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("area", "role")
        constraints = (
            period_in_order("membership_valid_time"),
            models.UniqueConstraint(
                fields=("user", "area", "unit", "role", "valid_from"),
                name="membership_once",
                nulls_distinct=False,
                violation_error_message=_("The person already has this role from the same day."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.area_id}"
