"""Look through a day's reading now, as the clock does for the day before."""

from datetime import date

from django.utils.translation import ngettext

from clients.services.watching import watch_reading
from config.kernel.commands import DayCommand


class Command(DayCommand):
    help = "Look through a day's reading (today unless told otherwise) for what the data-protection officer should see."
    can_simulate = False

    def do(self, day: date, *, simulate: bool) -> str:
        new = watch_reading(day=day)
        told = ngettext("%(count)s new anomaly.", "%(count)s new anomalies.", new)
        return told % {"count": new}
