from accounts.models.access import ApiClient, ReadLog, SigninLink
from accounts.models.areas import Area, Unit
from accounts.models.people import Membership, User
from accounts.models.reference import Agency, Code, Municipality, Region, WellbeingCounty

__all__ = [
    "Agency",
    "ApiClient",
    "Area",
    "Code",
    "Membership",
    "Municipality",
    "ReadLog",
    "Region",
    "SigninLink",
    "Unit",
    "User",
    "WellbeingCounty",
]
