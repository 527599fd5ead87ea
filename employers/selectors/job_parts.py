"""The part of an employer's page that tells of its jobs: vacancies of every area, and the ways to add more."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors.administration import Step
from employers.models import Employer
from employers.selectors.parts import Part
from employers.selectors.vacancies import EVERY, Choice, chosen_vacancies, vacancies_table

LATEST = 10


def jobs_part(user: User, employer: Employer) -> Part:
    """The newest vacancies of the employer, and the ways to a new one, a hidden job, an analysis of work."""
    choice = Choice(whose=EVERY, state=EVERY, employer=employer.pk)
    query = f"?employer={employer.pk}"
    steps = (
        Step(label=_("Add a vacancy"), url=reverse("employers:vacancy_new") + query),
        Step(label=_("Note a hidden job"), url=reverse("employers:lead_new") + query),
        Step(label=_("Analyse work"), url=reverse("employers:analysis_new") + query),
    )
    table = vacancies_table(chosen_vacancies(user, choice)[:LATEST])
    return Part(key="vacancies", heading=_("Vacancies"), table=table, steps=steps)
