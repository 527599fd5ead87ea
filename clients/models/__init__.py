from clients.models.appointments import Appointment, AppointmentStaff, CalendarFeed
from clients.models.assessments import AssessmentOrder
from clients.models.cases import Case, IncomingReferral
from clients.models.clients import Client
from clients.models.consents import Consent, ConsentText, Disclosure
from clients.models.contacts import Contact, ContactStaff
from clients.models.demands import DemandAssessment, DemandProfile
from clients.models.documents import Document, DocumentPiece, DocumentVersion
from clients.models.form_drafts import FormDraft
from clients.models.forms import EndForm, FollowUpForm, StartForm
from clients.models.handling import NamesDecision
from clients.models.imports import ImportBatch, ImportChange, ImportProblem, ImportUpload
from clients.models.keywords import DiagnosisMark, Keyword, WorkAbilityStatus
from clients.models.lists import AssignmentBatch, AssignmentRow, SavedFilter
from clients.models.measurements import AbilitatorRecord, SelfRating
from clients.models.merging import ClientMerge, DuplicateCandidate
from clients.models.needs import Barrier, NeedArea, NeedsAssessment
from clients.models.participations import Participation
from clients.models.past_forms import PastForm
from clients.models.people_around import PersonAround
from clients.models.question_path import QuestionPathRun
from clients.models.relations import BreakGlass, CaseRelation
from clients.models.statements import Statement
from clients.models.tasks import Task

__all__ = [
    "AbilitatorRecord",
    "Appointment",
    "AppointmentStaff",
    "AssessmentOrder",
    "AssignmentBatch",
    "AssignmentRow",
    "Barrier",
    "BreakGlass",
    "CalendarFeed",
    "Case",
    "CaseRelation",
    "Client",
    "ClientMerge",
    "Consent",
    "ConsentText",
    "Contact",
    "ContactStaff",
    "DemandAssessment",
    "DemandProfile",
    "DiagnosisMark",
    "Disclosure",
    "Document",
    "DocumentPiece",
    "DocumentVersion",
    "DuplicateCandidate",
    "EndForm",
    "FollowUpForm",
    "FormDraft",
    "HealthDetail",
    "ImportBatch",
    "ImportChange",
    "ImportProblem",
    "ImportUpload",
    "IncomingReferral",
    "Keyword",
    "NamesDecision",
    "NeedArea",
    "NeedsAssessment",
    "Participation",
    "PastForm",
    "PersonAround",
    "QuestionPathRun",
    "SavedFilter",
    "SelfRating",
    "StartForm",
    "Statement",
    "Task",
    "WorkAbilityStatus",
]
