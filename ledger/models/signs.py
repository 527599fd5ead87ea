"""Signs of life: when each kind of process, and each operator's precaution, last did its work."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class SignOfLife(models.Model):
    """One row per name: `beat`, `relay`, `worker` while such a process runs, `backup`, `drill` when one succeeded."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "sign of life"

    def __str__(self) -> str:
        return self.name
