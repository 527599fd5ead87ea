"""Services to employers, teams and employers' feedback in the registry of personal data."""

from config.kernel.personal import STAFF_DATA, Group, History, Merge, Subject, not_personal, register

not_personal(
    "employers.EmployerTeam",
    "employers.ServiceVacancy",
    "employers.TeamPlace",
    because="fields, places and vacancies of employers' services; no person stands here",
)
for model, purpose, staff, technical in (
    (
        "EmployerService",
        "a service to an employer without any client, and who recorded it",
        "created_by",
        "id version area employer kind model_version begun_on need ended_on outcome created_at",
    ),
    (
        "ServiceStage",
        "a stage of the service, and who did it",
        "done_by",
        "id area service code done_on note",
    ),
    ("ServiceMeeting", "a meeting in the service, and who recorded it", "recorded_by", "id area service held_on about"),
    ("ServiceRole", "who takes what part in the service", "user part", "id area service"),
    ("TeamOwner", "who answers for a team's employers", "user", "id area team"),
    (
        "EmployerFeedback",
        "what an employer said of the service, and who sees to it by when",
        "owner recorded_by due_on closed_on",
        "id version area employer given_on heard met helped text is_critical done",
    ),
):
    register(
        f"employers.{model}",
        about=Subject.STAFF,
        purpose=purpose,
        retention=STAFF_DATA,
        merge=Merge.NOT_CLIENT,
        history=History.TRIGGER,
        fields={Group.STAFF: staff, Group.TECHNICAL: technical},
    )
