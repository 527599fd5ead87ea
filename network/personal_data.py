"""The network's part of the registry of personal data (config.kernel.personal)."""

from config.kernel.personal import not_personal

not_personal(
    "network.Programme", "network.ProgrammeArea", "network.PilotSite", because="programmes and where they are run"
)
not_personal(
    "network.Organisation",
    "network.Service",
    because="partners and their services; addresses are of teams, not of persons",
)
