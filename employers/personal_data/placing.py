"""Job referrals and placements in the registry of personal data."""

from config.kernel.personal import CLIENT_DATA, Export, Group, History, Merge, Subject, register

register(
    "employers.JobReferral",
    about=Subject.CLIENT,
    purpose="to which employer the client is presented, or which job is offered, and what came of it",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="placing",
    fields={
        Group.OFFERS: (
            "kind employer establishment vacancy state sent_on answered_on interview_on closed_on reason reason_text"
        ),
        Group.EDUCATION_AND_WORK: "skills",
        Group.CONSENT: "items recipient_name consent disclosure",
        Group.STAFF: "created_by sent_by",
        Group.TECHNICAL: "id version area client created_at",
    },
    export={"created_by": Export.NO, "sent_by": Export.NO},
)
register(
    "employers.JobReferralStep",
    about=Subject.CLIENT,
    purpose="each step of a job referral, and who took it",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.INSERT_ONLY,
    read_as="placing",
    fields={
        Group.OFFERS: "state on at reason text",
        Group.STAFF: "by",
        Group.TECHNICAL: "id area referral",
    },
    export={"by": Export.NO},
)
register(
    "employers.Placement",
    about=Subject.CLIENT,
    purpose="with which employer the client was placed, on which rung of the ladder",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="placing",
    fields={
        Group.SERVICE: "employer establishment vacancy rung",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: ("id version area client job_referral employment service_period follows recorded_at"),
    },
    export={"recorded_by": Export.NO},
)
register(
    "employers.PlacementContract",
    about=Subject.CLIENT,
    purpose="what was agreed on for a work try-out or rehabilitative work (380/2023 57 §), and its evaluation",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="placing",
    fields={
        Group.SERVICE: (
            "goals place tasks supervisor hours_a_day days_a_week ends_on signed_on evaluated_on evaluation"
        ),
        Group.TECHNICAL: "id version area client placement",
    },
)
