"""Row-level security of spells, of employment with its follow-up and support, and of meetings of the network."""

from config.kernel.rls import protect, same_area

CHANGED = (
    *("labourspell", "legalspell", "benefitspell"),
    *("employmentspell", "employmentcheck", "coachingperiod", "supportapplication", "networkmeeting"),
)
AT_MEETINGS = {"meetingparticipant": "SELECT, INSERT, UPDATE", "meetingaction": "SELECT, INSERT"}

OPERATIONS = [
    *[protect(f"clients_{name}", verbs="SELECT, INSERT, UPDATE") for name in CHANGED],
    *[protect(f"clients_{name}", verbs=verbs) for name, verbs in AT_MEETINGS.items()],
    *[protect(f"clients_{name}event", verbs="SELECT") for name in (*CHANGED, *AT_MEETINGS)],
    *[same_area(f"clients_{name}", "client_id", "clients_client") for name in CHANGED],
    same_area("clients_employmentcheck", "employment_id", "clients_employmentspell"),
    same_area("clients_employmentcheck", "task_id", "clients_task"),
    same_area("clients_coachingperiod", "employment_id", "clients_employmentspell"),
    same_area("clients_supportapplication", "employment_id", "clients_employmentspell"),
    same_area("clients_supportapplication", "payment_task_id", "clients_task"),
    same_area("clients_networkmeeting", "appointment_id", "clients_appointment"),
    same_area("clients_networkmeeting", "follows_id", "clients_networkmeeting"),
    same_area("clients_meetingparticipant", "meeting_id", "clients_networkmeeting"),
    same_area("clients_meetingparticipant", "person_around_id", "clients_personaround"),
    same_area("clients_meetingaction", "meeting_id", "clients_networkmeeting"),
    same_area("clients_meetingaction", "task_id", "clients_task"),
]
