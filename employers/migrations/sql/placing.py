"""Row-level security of job referrals and placements: each about a client, seen and written in the client's area."""

from config.kernel.rls import protect, same_area

OF_CLIENTS = ("jobreferral", "placement", "placementcontract")

OPERATIONS = [
    *[protect(f"employers_{name}", verbs="SELECT, INSERT, UPDATE") for name in OF_CLIENTS],
    protect("employers_jobreferralstep", verbs="SELECT, INSERT"),
    *[protect(f"employers_{name}event", verbs="SELECT") for name in OF_CLIENTS],
    *[same_area(f"employers_{name}", "client_id", "clients_client") for name in OF_CLIENTS],
    same_area("employers_jobreferral", "consent_id", "clients_consent"),
    same_area("employers_jobreferral", "disclosure_id", "clients_disclosure"),
    same_area("employers_jobreferralstep", "referral_id", "employers_jobreferral"),
    same_area("employers_placement", "job_referral_id", "employers_jobreferral"),
    same_area("employers_placement", "employment_id", "clients_employmentspell"),
    same_area("employers_placement", "service_period_id", "clients_serviceperiod"),
    same_area("employers_placement", "follows_id", "employers_placement"),
    same_area("employers_placementcontract", "placement_id", "employers_placement"),
]
