"""The reports' part of the registry of personal data (config.kernel.personal)."""

from config.kernel.personal import CLIENT_DATA, ESF_DATA, Group, History, Merge, Subject, not_personal, register

register(
    "reporting.ParticipationFact",
    about=Subject.CLIENT,
    purpose="counting: one flat row of each participation, worked out from its record",
    retention=ESF_DATA,
    merge=Merge.DERIVED,
    history=History.DERIVED,
    read_as={Group.TECHNICAL: "participation", Group.EDUCATION_AND_WORK: "forms", Group.SENSITIVE: "sensitive"},
    fields={
        Group.REFERENCE: "client_ref",
        Group.IDENTITY: "age gender age_esf age_group woman under_25 over_54",
        Group.CUSTOMERSHIP: (
            "started_on ended_on observed_on followed_on start_month end_month followup_month complete paired followed"
        ),
        Group.EDUCATION_AND_WORK: (
            "education isced start_status end_status followup_status start_class end_class employed_start"
            " unemployed_start inactive_start long_term_unemployed in_education_start not_in_education_start"
            " employed_end not_employed_start not_employed_end seeking_end in_education_end qualified"
            " employed_followup improved"
        ),
        Group.SENSITIVE: (
            "household dependants foreign_background disability other_disadvantage housing jobless_household"
            " single_adult has_dependants is_foreign is_disabled is_otherwise_disadvantaged is_homeless"
        ),
        Group.TECHNICAL: "id area programme unit participation_id client_id opened_at closed_at",
    },
    export={},
)
register(
    "reporting.WorkFact",
    about=Subject.CLIENT,
    purpose="counting: one flat row of each thing of client work, worked out from its record",
    retention=CLIENT_DATA,
    merge=Merge.DERIVED,
    history=History.DERIVED,
    read_as={Group.TECHNICAL: "work_ability", Group.HEALTH: "health", Group.NEED_AND_PLAN: "keywords"},
    fields={
        Group.IDENTITY: "gender age_group",
        Group.HEALTH: "basis",
        Group.NEED_AND_PLAN: "keyword case_kind phase direction waited within_14 within_30",
        Group.SERVICE: (
            "channel remote service result started referred completed granted offer rung industry responded hired"
        ),
        Group.EDUCATION_AND_WORK: "employed labour reason to_work ground subsidised kept_1 kept_3 kept_6 kept_12",
        Group.CUSTOMERSHIP: "kind begun_on over_on begun_month over_month last_month",
        Group.TECHNICAL: "id area unit client_id subject_id opened_at closed_at",
    },
    export={},
)
not_personal("reporting.EmployerFact", because="an area's work with employers, without any person")
not_personal("reporting.Target", "reporting.PublishedFigure", because="numbers of public documents")
not_personal("reporting.Computation", "reporting.Cell", because="counts of an area; hidden where they are small")
