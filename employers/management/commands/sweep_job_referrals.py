"""End job referrals that nobody answered in thirty days, as the clock does each morning."""

from datetime import date

from django.utils.translation import gettext as _

from config.kernel.commands import DayCommand
from employers.services.job_referral_sweeping import sweep_job_referrals


class Command(DayCommand):
    help = "End job referrals that nobody answered in thirty days."

    def do(self, day: date, *, simulate: bool) -> str:
        expired = sweep_job_referrals(day=day, simulate=simulate)
        return _("Expired: %(expired)s.") % {"expired": expired}
