from network.models.partners import Organisation, Service
from network.models.programmes import PilotSite, Programme, ProgrammeArea

__all__ = ["Organisation", "PilotSite", "Programme", "ProgrammeArea", "Service"]
