"""How people and machines get in, and the log of what they read."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.enums import ReadEvent, Surface
from accounts.models.areas import Area
from accounts.models.people import User
from config.kernel.models import Identified


class SigninLink(Identified):
    """A link that signs one person in once, until `expires_at`; only the hash of its token is kept."""

    token_hash = models.BinaryField(unique=True)
    user = models.ForeignKey(User, models.CASCADE)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class ReadLog(models.Model):
    """One disclosure or refusal: who, when, whose data, what of it, through what. Insert only."""

    at = models.DateTimeField(auto_now_add=True)
    area = models.ForeignKey(Area, models.PROTECT)
    actor = models.ForeignKey(User, models.PROTECT, null=True)
    api_client = models.CharField(max_length=100, blank=True)
    event = models.CharField(max_length=8, choices=ReadEvent, default=ReadEvent.VIEW)
    surface = models.CharField(max_length=8, choices=Surface)
    purpose = models.CharField(max_length=40)
    field_groups = ArrayField(models.CharField(max_length=30), default=list)
    clients = ArrayField(models.UUIDField(), default=list)
    request_id = models.CharField(max_length=36, blank=True)

    class Meta:
        indexes = (models.Index(fields=("area", "at"), name="readlog_area_at"),)


class ApiClient(models.Model):
    """A machine that pulls numbers: an OAuth client with the area whose numbers it may read, or all areas."""

    client = models.OneToOneField("allauth_idp_oidc.Client", models.CASCADE, related_name="tasma")
    name = models.CharField(max_length=100)
    all_areas = models.BooleanField(default=False)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(all_areas=True, area__isnull=True) | Q(all_areas=False, area__isnull=False),
                name="api_client_one_scope",
            ),
        )

    def __str__(self) -> str:
        return self.name
