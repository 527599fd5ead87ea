"""How much one person may read: single records by the hour, files of people by the hour. Counted from the read log.

The log itself is the counter, so nothing that is emptied or restarted forgets; two requests of one person wait for each
other while they count, so none slips between.
"""

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from accounts.enums import AnomalyRule
from accounts.models import User
from accounts.services.anomalies import note_anomaly
from config.kernel.errors import Refusal

SPAN = "1 hour"


class ReadingStopped(Refusal):
    """The person has read as much as an hour allows; nothing more is shown."""

    status = 429
    code = "reading_stopped"
    sentence = _(
        "You have opened as many different clients in an hour as is allowed. Wait until an hour has passed since the "
        "first of them. If your work needs more, ask your supervisor, who settles it with the data-protection officer."
    )


class ExportsStopped(ReadingStopped):
    """The person has taken as many files of people as an hour allows."""

    code = "exports_stopped"
    sentence = _(
        "You have taken as many files of people in an hour as is allowed. Wait until an hour has passed since the "
        "first of them. If your work needs more, ask your supervisor, who settles it with the data-protection officer."
    )


def judge_opening(*, actor: User, area_id: int, opened: int, known: bool) -> None:
    """The person, who opened so many clients in the last hour, may open this one; raises ReadingStopped if not.

    The officer is told at `READ_ALERT_PER_HOUR` clients, and again when the last one is opened before the stop.
    """
    if known:
        return
    if opened >= settings.READ_STOP_PER_HOUR:
        raise ReadingStopped
    for rule, limit in (
        (AnomalyRule.QUOTA_ALERT, settings.READ_ALERT_PER_HOUR),
        (AnomalyRule.QUOTA_STOP, settings.READ_STOP_PER_HOUR - 1),
    ):
        if opened == limit:
            note_anomaly(area_id=area_id, user_id=actor.pk, rule=rule, details={"count": opened + 1})


def count_export(*, actor: User, request_id: str) -> None:
    """The person may take this file; raises ExportsStopped when the hour's number has been taken."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_exported_lately(%s, %s, %s::interval)", [actor.pk, request_id, SPAN])
        (taken,) = cursor.fetchone()
    if taken >= settings.EXPORTS_PER_HOUR:
        raise ExportsStopped
