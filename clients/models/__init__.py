from clients.models.clients import Client
from clients.models.consents import Consent, ConsentText, Disclosure
from clients.models.forms import EndForm, FollowUpForm, StartForm
from clients.models.handling import NamesDecision
from clients.models.health import HealthDetail
from clients.models.imports import ImportBatch, ImportChange, ImportProblem, ImportUpload
from clients.models.participations import Participation
from clients.models.relations import BreakGlass, CaseRelation

__all__ = [
    "BreakGlass",
    "CaseRelation",
    "Client",
    "Consent",
    "ConsentText",
    "Disclosure",
    "EndForm",
    "FollowUpForm",
    "HealthDetail",
    "ImportBatch",
    "ImportChange",
    "ImportProblem",
    "ImportUpload",
    "NamesDecision",
    "Participation",
    "StartForm",
]
