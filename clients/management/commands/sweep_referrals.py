"""Remind of referrals without an answer and end those that are too old, as the clock does each morning."""

from datetime import date

from django.utils.translation import gettext as _

from clients.services.referral_sweeping import sweep_referrals
from config.kernel.commands import DayCommand


class Command(DayCommand):
    help = "Remind partners and senders of referrals without an answer, and end those that are too old."

    def do(self, day: date, *, simulate: bool) -> str:
        swept = sweep_referrals(day=day, simulate=simulate)
        words = _("Reminded: %(reminded)s. Expired: %(expired)s.")
        return words % {"reminded": swept.reminded, "expired": swept.expired}
