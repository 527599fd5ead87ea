from clients.models.clients import Client
from clients.models.forms import EndForm, FollowUpForm, StartForm
from clients.models.imports import ImportBatch, ImportChange, ImportProblem, ImportUpload
from clients.models.participations import Participation

__all__ = [
    "Client",
    "EndForm",
    "FollowUpForm",
    "ImportBatch",
    "ImportChange",
    "ImportProblem",
    "ImportUpload",
    "Participation",
    "StartForm",
]
