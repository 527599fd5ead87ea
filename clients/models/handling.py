"""Whether a client is told the names of those who handled the data."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Area, User
from clients.models.clients import Client
from config.kernel.models import Identified


class NamesDecision(Identified):
    """A decision on the client's request for names: given or refused, by whom and on what ground. Insert only."""

    area = models.ForeignKey(Area, models.PROTECT, db_index=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="names_decisions", db_index=False)
    is_given = models.BooleanField()
    ground = models.CharField(max_length=1000)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    decided_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("-decided_at", "-id")
        indexes = (models.Index(fields=("area", "client", "-decided_at"), name="names_decision_client"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(ground=""),
                name="names_decision_says_why",
                violation_error_message=_("A decision says its ground."),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
