"""The client: who the person is, as far as the area needs to know."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, Municipality, Unit, User
from clients.enums import Gender
from clients.enums.cases import Adjustment, AgeGroup, InterpreterLanguage
from clients.models.need_to_know import caseload_of, need_to_know
from config.kernel.alphabet import alphabetical
from config.kernel.encryption import decrypt, encrypt, lookup_hashes
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned

IDENTITY_PLACE = "clients.Client.identity_code"
# The look-up hash of each slot of a hash key. Both are filled while keys are rotated, so that a code is in an area only
# once whichever keys the processes that write it hold.
HASH_FIELDS = {"1": "identity_hash", "2": "identity_hash_second"}
# Of each group the youngest age in it and the first age beyond it.
AGES = {AgeGroup.UNDER_25: (0, 25), AgeGroup.UNDER_30: (0, 30), AgeGroup.FROM_55: (55, 200)}


def _years_before(day: date, years: int) -> date:
    """The day `years` years earlier; 29 February becomes 28 February where the year has none."""
    year = max(day.year - years, 1)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


class ClientQuerySet(models.QuerySet["Client"]):
    def visible_to(self, user: User) -> Self:
        """Clients the user needs to know; every request starts here. A record merged into another is not there."""
        return self.filter(need_to_know(user), merged_into__isnull=True)

    def in_caseload_of(self, user: User) -> Self:
        """Of the clients visible to the user those in the user's caseload, found by the relations themselves."""
        return self.filter(caseload_of(user), merged_into__isnull=True)

    def locked(self) -> Self:
        """Rows held until the transaction ends, in one order so two callers cannot deadlock."""
        return self.order_by("pk").select_for_update(of=("self",))

    def with_identity_code(self, code: str) -> Self:
        """Clients whose identity code is this (validated) one, under whichever of our hash keys it is kept."""
        hashes = lookup_hashes(code, place=IDENTITY_PLACE)
        return self.filter(Q(*[(HASH_FIELDS[slot], hashed) for slot, hashed in hashes.items()], _connector=Q.OR))

    def of_age(self, group: AgeGroup, *, day: date) -> Self:
        """Clients who belong to the group by age on `day`; those whose birth date is not known to none."""
        youngest, beyond = AGES[group]
        return self.filter(birth_date__lte=_years_before(day, youngest), birth_date__gt=_years_before(day, beyond))


NOT_IN_HISTORY = ("identity_hash", "identity_hash_second", "merged_into", "match_name", "match_name_end", "match_phone")


def match_key(function: str, *fields: str) -> models.GeneratedField:
    """A column that the database works out: equal for what may be the same name or number (migrations/sql)."""
    return models.GeneratedField(
        expression=Func(*(F(field) for field in fields), function=f"public.{function}"),
        output_field=models.TextField(null=True),
        db_persist=True,
    )


@tracked(exclude=NOT_IN_HISTORY)
class Client(Identified, Versioned):
    """A person in one area's register. The identity code (*henkilötunnus*) is kept encrypted, all 11 characters.

    With `non_disclosure` (*turvakielto*) address, telephone, e-mail and municipality are shown only to those whom
    `clients.policies.may_see_contacts` lets see them. `unit` is the unit that serves the client now. A record with
    `merged_into` turned out to be of the same person as that one, which is served instead; ClientMerge tells of it.
    """

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, db_index=False)
    first_names = models.CharField(max_length=200, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    street_address = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=10, blank=True)
    post_office = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    service_language = models.CharField(max_length=2, blank=True)
    needs_interpreter = models.BooleanField(default=False)
    interpreter_language = models.CharField(max_length=3, choices=InterpreterLanguage, blank=True)
    adjustments = ArrayField(models.CharField(max_length=20, choices=Adjustment), default=list, blank=True)
    adjustments_note = models.TextField(blank=True)
    non_disclosure = models.BooleanField(default=False)
    gender = models.CharField(max_length=1, choices=Gender, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True)
    identity_cipher = models.BinaryField(null=True, blank=True, editable=False)
    identity_hash = models.BinaryField(null=True, blank=True, editable=False)
    identity_hash_second = models.BinaryField(null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+", db_index=False
    )
    match_name = match_key("clients_match_name", "first_names", "last_name")
    match_name_end = match_key("clients_match_name_end", "first_names", "last_name")
    match_phone = match_key("clients_match_phone", "phone")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClientQuerySet.as_manager()

    # Whose relations of today to the client were read together with it, and their kinds.
    related_as: tuple[UUID, frozenset[str]] | None = None

    class Meta:
        indexes = (
            models.Index(fields=("area", "unit"), include=("merged_into",), name="client_unit"),
            models.Index(fields=("area", "merged_into"), condition=Q(merged_into__isnull=False), name="client_merged"),
            models.Index("area", alphabetical("last_name"), alphabetical("first_names"), "id", name="client_name"),
            models.Index(fields=("area", "birth_date"), name="client_birth_date"),
            models.Index(fields=("area", "match_name"), name="client_match_name"),
            models.Index(
                fields=("area", "match_name_end"),
                condition=Q(match_name_end__isnull=False),
                name="client_match_name_end",
            ),
            models.Index(
                fields=("area", "match_phone"), condition=Q(match_phone__isnull=False), name="client_match_phone"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="client_in_area"),
            models.UniqueConstraint(
                fields=("area", "identity_hash"),
                name="client_identity_once",
                violation_error_message=_("The area already has a client with this identity code."),
            ),
            models.UniqueConstraint(
                fields=("area", "identity_hash_second"),
                name="client_identity_once_second",
                violation_error_message=_("The area already has a client with this identity code."),
            ),
            models.CheckConstraint(
                condition=Q(gender__in=["", *Gender.values]),
                name="client_gender_listed",
                violation_error_message=_("Gender must be one of the listed codes."),
            ),
            models.CheckConstraint(
                condition=Q(identity_hash__isnull=True, identity_hash_second__isnull=True, identity_cipher__isnull=True)
                | (
                    Q(identity_cipher__isnull=False)
                    & (Q(identity_hash__isnull=False) | Q(identity_hash_second__isnull=False))
                ),
                name="client_identity_whole",
            ),
            models.CheckConstraint(
                condition=Q(interpreter_language="") | Q(needs_interpreter=True),
                name="client_interpreter",
                violation_error_message=_("A language of interpreting is given only when an interpreter is needed."),
            ),
            models.CheckConstraint(
                condition=Q(adjustments__contained_by=Adjustment.values),
                name="client_adjustments_listed",
                violation_error_message=_("A needed adjustment must be one of the listed codes."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def name(self) -> str:
        """Last name first, as lists want it; empty when the name is not known."""
        return " ".join(part for part in (self.last_name, self.first_names) if part)

    def age_on(self, day: date) -> int | None:
        """Full years on `day`, or None when the birth date is not known."""
        born = self.birth_date
        return None if born is None else day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def age_groups_on(self, day: date) -> frozenset[AgeGroup]:
        """The groups by age that the client belongs to on `day` (CL-11)."""
        age = self.age_on(day)
        return frozenset(
            group for group, (youngest, beyond) in AGES.items() if age is not None and youngest <= age < beyond
        )

    @property
    def identity_code(self) -> str | None:
        """The identity code in clear, or None; raises Undecipherable when it was not written by a key we hold."""
        if self.identity_cipher is None:
            return None
        return decrypt(bytes(self.identity_cipher), place=IDENTITY_PLACE).decode()

    def keep_identity_code(self, code: str | None) -> None:
        """Hold the (already validated) code as cipher and look-up hashes; None forgets it."""
        hashes = lookup_hashes(code, place=IDENTITY_PLACE) if code else {}
        self.identity_cipher = encrypt(code.encode(), place=IDENTITY_PLACE) if code else None
        for slot, name in HASH_FIELDS.items():
            setattr(self, name, hashes.get(slot))
