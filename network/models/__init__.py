from network.models.programmes import PilotSite, Programme, ProgrammeArea

__all__ = ["PilotSite", "Programme", "ProgrammeArea"]
