"""The client: who the person is, as far as the area needs to know."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, Municipality
from clients.enums import Gender
from config.kernel.encryption import decrypt, encrypt, lookup_hash
from config.kernel.history import tracked
from config.kernel.models import Identified, Versioned

IDENTITY_PLACE = "clients.Client.identity_code"


@tracked()
class Client(Identified, Versioned):
    """A person in one area's register. The identity code (*henkilötunnus*) is kept encrypted, all 11 characters."""

    area = models.ForeignKey(Area, models.PROTECT)
    gender = models.CharField(max_length=1, choices=Gender, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True)
    identity_cipher = models.BinaryField(null=True, blank=True, editable=False)
    identity_hash = models.BinaryField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("area", "id"), name="client_in_area"),
            models.UniqueConstraint(
                fields=("area", "identity_hash"),
                name="client_identity_once",
                violation_error_message=_("The area already has a client with this identity code."),
            ),
            models.CheckConstraint(
                condition=Q(gender__in=["", *Gender.values]),
                name="client_gender_listed",
                violation_error_message=_("Gender must be one of the listed codes."),
            ),
            models.CheckConstraint(
                condition=Q(identity_hash__isnull=True, identity_cipher__isnull=True)
                | Q(identity_hash__isnull=False, identity_cipher__isnull=False),
                name="client_identity_whole",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def identity_code(self) -> str | None:
        """The identity code in clear, or None; raises Undecipherable when it was not written by a key we hold."""
        if self.identity_cipher is None:
            return None
        return decrypt(bytes(self.identity_cipher), place=IDENTITY_PLACE).decode()

    def keep_identity_code(self, code: str | None) -> None:
        """Hold the (already validated) code as cipher and look-up hash; None forgets it."""
        self.identity_cipher = encrypt(code.encode(), place=IDENTITY_PLACE) if code else None
        self.identity_hash = lookup_hash(code, place=IDENTITY_PLACE) if code else None
