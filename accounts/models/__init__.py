from accounts.models.access import ApiClient, RateLimit, SecurityEvent, SigninLink, machine_name
from accounts.models.areas import Area, Unit
from accounts.models.feedback import ServiceFeedback
from accounts.models.messages import Message, Notice
from accounts.models.people import Membership, User
from accounts.models.reading import Anomaly, ReadLog, ReadSeal
from accounts.models.reference import Agency, Code, Municipality, Region, WellbeingCounty

__all__ = [
    "Agency",
    "Anomaly",
    "ApiClient",
    "Area",
    "Code",
    "Membership",
    "Message",
    "Municipality",
    "Notice",
    "RateLimit",
    "ReadLog",
    "ReadSeal",
    "Region",
    "SecurityEvent",
    "ServiceFeedback",
    "SigninLink",
    "Unit",
    "User",
    "WellbeingCounty",
    "machine_name",
]
