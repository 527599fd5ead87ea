from reporting.models.employer_work import EmployerFact
from reporting.models.facts import ParticipationFact
from reporting.models.targets import PublishedFigure, Target
from reporting.models.values import Cell, Computation
from reporting.models.work import WorkFact

__all__ = ["Cell", "Computation", "EmployerFact", "ParticipationFact", "PublishedFigure", "Target", "WorkFact"]
