"""Commands that do by hand what the clock does: which day they take, and what they say."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db

OF_A_DAY = ("watch_reading", "sweep_referrals", "sweep_job_referrals", "sweep_vacancies", "ask_to_confirm")


@pytest.mark.parametrize("name", OF_A_DAY)
@pytest.mark.parametrize("day", ["2026-02-30", "1.3.2026", "tomorrow"])
def test_a_day_that_is_none_is_refused_with_the_form_expected(name: str, day: str) -> None:
    with pytest.raises(CommandError, match="YYYY-MM-DD"):
        call_command(name, day=day)


@pytest.mark.parametrize("name", OF_A_DAY)
def test_a_day_with_nothing_to_do_is_told_in_a_line(name: str) -> None:
    said = StringIO()
    call_command(name, "--day", "2026-03-02", stdout=said)
    assert said.getvalue().count("\n") == 1
    assert "0" in said.getvalue()


def test_what_cannot_be_simulated_takes_no_dry_run() -> None:
    with pytest.raises(CommandError, match="--dry-run"):
        call_command("watch_reading", "--dry-run")
