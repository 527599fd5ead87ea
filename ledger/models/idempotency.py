"""An API write and its stored answer, so that a repeated request changes nothing and is answered alike."""

from django.db import models
from django.db.models.functions import Now

from config.kernel.models import Identified


class IdempotencyKey(Identified):
    """`owner` (a user or an API client) sent `key` with a body of this hash; only `once` sees the row."""

    owner = models.CharField(max_length=120)
    key = models.CharField(max_length=200)
    body_hash = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (models.UniqueConstraint(fields=("owner", "key"), name="idempotency_key_once"),)
        indexes = (models.Index(fields=("created_at",), name="idempotency_age"),)

    def __str__(self) -> str:
        return self.key
