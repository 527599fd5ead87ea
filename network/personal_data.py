"""The network's part of the registry of personal data (config.kernel.personal)."""

from config.kernel.personal import not_personal

not_personal(
    "network.Programme", "network.ProgrammeArea", "network.PilotSite", because="programmes and where they are run"
)
