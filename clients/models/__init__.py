from clients.models.appointments import Appointment, AppointmentStaff, CalendarFeed
from clients.models.assessments import AssessmentOrder
from clients.models.cases import Case, IncomingReferral
from clients.models.clients import Client
from clients.models.consents import Consent, ConsentText, Disclosure
from clients.models.contacts import Contact, ContactStaff
from clients.models.deadlines import DeadlineException
from clients.models.demands import DemandAssessment, DemandProfile
from clients.models.documents import Document, DocumentPiece, DocumentVersion
from clients.models.employment import (
    CoachingPeriod,
    EmploymentCheck,
    EmploymentSpell,
    SupportApplication,
)
from clients.models.feedback import CaseFeedback, FeedbackRequest
from clients.models.form_drafts import FormDraft
from clients.models.forms import EndForm, FollowUpForm, StartForm
from clients.models.handling import NamesDecision
from clients.models.handovers import CaseHandover, CaseTransfer
from clients.models.imports import ImportBatch, ImportChange, ImportProblem, ImportUpload
from clients.models.keywords import DiagnosisMark, Keyword, WorkAbilityStatus
from clients.models.lists import AssignmentBatch, AssignmentRow, SavedFilter
from clients.models.measurements import AbilitatorRecord, SelfRating
from clients.models.meetings import MeetingAction, MeetingParticipant, NetworkMeeting
from clients.models.merging import ClientMerge, DuplicateCandidate
from clients.models.needs import Barrier, NeedArea, NeedsAssessment
from clients.models.participations import Participation
from clients.models.past_forms import PastForm
from clients.models.pensions import BenefitCheck, PensionClarification, PensionStep
from clients.models.people_around import PersonAround
from clients.models.plans import MeasureStep, Plan, PlanGoal, PlanMeasure, PlanReview, PlanVersion
from clients.models.question_path import QuestionPathRun
from clients.models.relations import BreakGlass, CaseRelation
from clients.models.service_periods import Counterpart, ServicePeriod
from clients.models.service_referrals import ReferralLink, ReferralStep, ServiceReferral
from clients.models.spells import BenefitSpell, LabourSpell, LegalSpell
from clients.models.statements import Statement
from clients.models.task_set import TaskSetting
from clients.models.tasks import Task

__all__ = [
    "AbilitatorRecord",
    "Appointment",
    "AppointmentStaff",
    "AssessmentOrder",
    "AssignmentBatch",
    "AssignmentRow",
    "Barrier",
    "BenefitCheck",
    "BenefitSpell",
    "BreakGlass",
    "CalendarFeed",
    "Case",
    "CaseFeedback",
    "CaseHandover",
    "CaseRelation",
    "CaseTransfer",
    "Client",
    "ClientMerge",
    "CoachingPeriod",
    "Consent",
    "ConsentText",
    "Contact",
    "ContactStaff",
    "Counterpart",
    "DeadlineException",
    "DemandAssessment",
    "DemandProfile",
    "DiagnosisMark",
    "Disclosure",
    "Document",
    "DocumentPiece",
    "DocumentVersion",
    "DuplicateCandidate",
    "EmploymentCheck",
    "EmploymentSpell",
    "EndForm",
    "FeedbackRequest",
    "FollowUpForm",
    "FormDraft",
    "HealthDetail",
    "ImportBatch",
    "ImportChange",
    "ImportProblem",
    "ImportUpload",
    "IncomingReferral",
    "Keyword",
    "LabourSpell",
    "LegalSpell",
    "MeasureStep",
    "MeetingAction",
    "MeetingParticipant",
    "NamesDecision",
    "NeedArea",
    "NeedsAssessment",
    "NetworkMeeting",
    "Participation",
    "PastForm",
    "PensionClarification",
    "PensionStep",
    "PersonAround",
    "Plan",
    "PlanGoal",
    "PlanMeasure",
    "PlanReview",
    "PlanVersion",
    "QuestionPathRun",
    "ReferralLink",
    "ReferralStep",
    "SavedFilter",
    "SelfRating",
    "ServicePeriod",
    "ServiceReferral",
    "StartForm",
    "Statement",
    "SupportApplication",
    "Task",
    "TaskSetting",
    "WorkAbilityStatus",
]
