from clients.models.appointments import Appointment, AppointmentStaff, CalendarFeed
from clients.models.cases import Case, IncomingReferral
from clients.models.clients import Client
from clients.models.consents import Consent, ConsentText, Disclosure
from clients.models.contacts import Contact, ContactStaff
from clients.models.forms import EndForm, FollowUpForm, StartForm
from clients.models.handling import NamesDecision
from clients.models.health import HealthDetail
from clients.models.imports import ImportBatch, ImportChange, ImportProblem, ImportUpload
from clients.models.keywords import DiagnosisMark, Keyword, WorkAbilityStatus
from clients.models.participations import Participation
from clients.models.relations import BreakGlass, CaseRelation
from clients.models.tasks import Task

__all__ = [
    "Appointment",
    "AppointmentStaff",
    "BreakGlass",
    "CalendarFeed",
    "Case",
    "CaseRelation",
    "Client",
    "Consent",
    "ConsentText",
    "Contact",
    "ContactStaff",
    "DiagnosisMark",
    "Disclosure",
    "EndForm",
    "FollowUpForm",
    "HealthDetail",
    "ImportBatch",
    "ImportChange",
    "ImportProblem",
    "ImportUpload",
    "IncomingReferral",
    "Keyword",
    "NamesDecision",
    "Participation",
    "StartForm",
    "Task",
    "WorkAbilityStatus",
]
