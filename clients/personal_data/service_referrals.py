"""Referrals to services, services without one, and counterparts, in the registry of personal data."""

from config.kernel.personal import CLIENT_DATA, Export, Group, History, Merge, Subject, register

register(
    "clients.ServiceReferral",
    about=Subject.CLIENT,
    purpose="to which service the client is guided, what of the client the partner sees, and what came of it",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="service_referral",
    fields={
        Group.SERVICE: (
            "service state sent_on received_on answered_on planned_start_on started_on planned_end_on ended_on"
            " closed_on reason reason_text result result_text reminded_on"
        ),
        Group.NEED_AND_PLAN: "message",
        Group.CONSENT: "items recipient_kind recipient_name ground ground_detail consent disclosure",
        Group.STAFF: "created_by sent_by",
        Group.TECHNICAL: "id version area client created_at",
    },
    export={"created_by": Export.NO, "sent_by": Export.NO},
)
register(
    "clients.ReferralStep",
    about=Subject.CLIENT,
    purpose="each step of a referral to a service, and who took it",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.INSERT_ONLY,
    read_as="service_referral",
    fields={
        Group.SERVICE: "state on at reason result text",
        Group.STAFF: "by",
        Group.TECHNICAL: "id area referral link",
    },
    export={"by": Export.NO},
)
register(
    "clients.ReferralLink",
    about=Subject.CLIENT,
    purpose="links by which a partner opens and answers a referral; their tokens only as hashes",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.NONE,
    read_as="service_referral",
    fields={
        Group.TECHNICAL: "id area referral token_hash created_at expires_at mailed_at replaced_at closed_at",
    },
)
register(
    "clients.ServicePeriod",
    about=Subject.CLIENT,
    purpose="services the client takes part in without a referral of ours",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="service_referral",
    fields={
        Group.SERVICE: "service_code organiser started_on ended_on is_completed note",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"recorded_by": Export.NO},
)
register(
    "clients.Counterpart",
    about=Subject.CLIENT,
    purpose="who at a partner answers for the client, and what was handed over from one to the next",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="service_referral",
    fields={
        Group.SERVICE: "organisation name contact started_on ended_on hand_over_note",
        Group.STAFF: "recorded_by",
        Group.TECHNICAL: "id version area client recorded_at",
    },
    export={"recorded_by": Export.NO},
)
