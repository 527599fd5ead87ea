from reporting.models.facts import ParticipationFact
from reporting.models.targets import PublishedFigure, Target
from reporting.models.values import Cell, Computation

__all__ = ["Cell", "Computation", "ParticipationFact", "PublishedFigure", "Target"]
