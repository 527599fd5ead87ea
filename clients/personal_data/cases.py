"""Cases and incoming referrals in the registry of personal data (config.kernel.personal)."""

from config.kernel.personal import CLIENT_DATA, Export, Group, History, Merge, Subject, register

register(
    "clients.Case",
    about=Subject.CLIENT,
    purpose="the work with a client: how it began, where it stands, where it leads, how it ended",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="case",
    fields={
        Group.CUSTOMERSHIP: (
            "kind origin is_jobseeker jobseeking_started_on is_employed opened_on status closed_on ending_reason phase"
            " phase_since waiting_for waiting_since joint_point joint_point_since"
        ),
        Group.NEED_AND_PLAN: "direction direction_on",
        Group.BENEFITS: "sickness_maximum_on",
        Group.STAFF: "created_by",
        Group.TECHNICAL: "id version area client created_at",
    },
    export={"created_by": Export.NO},
)
register(
    "clients.IncomingReferral",
    about=Subject.CLIENT,
    purpose="who asked that the person be taken in, why, and what was decided",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="referral",
    fields={
        Group.IDENTITY: "last_name first_names birth_date identity_cipher",
        Group.CONTACT: "phone",
        Group.CUSTOMERSHIP: (
            "kind sender_organisation sender_unit sender_name sender_contact received_on decision decided_on"
            " decision_reason"
        ),
        Group.EDUCATION_AND_WORK: "school graduates_on notified_on",
        Group.NEED_AND_PLAN: "reason criteria support_need",
        Group.STAFF: "sent_by decided_by recorded_by",
        Group.TECHNICAL: "id version area unit client created_at",
    },
    export={"sent_by": Export.NO, "decided_by": Export.NO, "recorded_by": Export.NO},
)
