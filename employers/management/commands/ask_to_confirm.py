"""Ask whether employers marked as willing long ago still are, as the clock does each morning."""

from datetime import date

from django.utils.translation import gettext as _

from config.kernel.commands import DayCommand
from employers.services.willingness import ask_to_confirm


class Command(DayCommand):
    help = "Tell those who look after employers which of them are to be asked whether they still hire."

    def do(self, day: date, *, simulate: bool) -> str:
        asked = ask_to_confirm(day=day, simulate=simulate)
        words = _("To confirm: %(stale)s. People told: %(told)s.")
        return words % {"stale": asked.stale, "told": asked.told}
