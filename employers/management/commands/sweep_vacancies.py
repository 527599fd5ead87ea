"""Close vacancies whose last day has passed and drop old searches of matching, as the clock does each night."""

from datetime import date

from django.utils.translation import gettext as _

from config.kernel.commands import DayCommand
from employers.services.vacancy_sweeping import sweep_vacancies


class Command(DayCommand):
    help = "Close vacancies whose last day has passed, and drop searches of matching that are over 30 days old."

    def do(self, day: date, *, simulate: bool) -> str:
        swept = sweep_vacancies(day=day, simulate=simulate)
        words = _("Closed: %(closed)s. Searches dropped: %(searches)s.")
        return words % {"closed": swept.closed, "searches": swept.searches}
