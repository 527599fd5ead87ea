"""Contacts with employers, persons met there, owners and keywords in the registry of personal data."""

from config.kernel.personal import EMPLOYER_DATA, STAFF_DATA, Export, Group, History, Merge, Subject, register

register(
    "employers.ContactPerson",
    about=Subject.PARTNER,
    purpose="whom to be in touch with at an employer",
    retention=EMPLOYER_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={
        Group.IDENTITY: "name title phone email",
        Group.STAFF: "created_by",
        Group.TECHNICAL: "id version area employer establishment is_shared left_on created_at",
    },
    export={"created_by": Export.NO},
)
register(
    "employers.EmployerContact",
    about=Subject.PARTNER,
    purpose="when and how an area was in touch with an employer, and what came of it",
    retention=EMPLOYER_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={
        Group.IDENTITY: "person note",
        Group.STAFF: "author withdrawn_by",
        Group.TECHNICAL: (
            "id version area employer establishment programme held_on channel initiative answered topics topic_raised"
            " interest attitude_before attitude_after traits accommodations next_step next_step_on created_at"
            " withdrawn_at withdrawal_reason"
        ),
    },
    export={"author": Export.NO, "withdrawn_by": Export.NO},
)
register(
    "employers.EmployerOwner",
    about=Subject.STAFF,
    purpose="who looks after an employer in an area",
    retention=STAFF_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={Group.STAFF: "user set_by", Group.TECHNICAL: "id version area employer since until"},
)
register(
    "employers.WillingKeyword",
    about=Subject.STAFF,
    purpose="which employers are willing to hire people with partial work ability, and who found it out",
    retention=STAFF_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={
        Group.STAFF: "set_by confirmed_by ended_by",
        Group.TECHNICAL: (
            "id version area employer contact set_on traits accommodations confirmed_on asked_on ended_on end_reason"
            " created_at"
        ),
    },
)
register(
    "employers.EmployerFilter",
    about=Subject.STAFF,
    purpose="which employers a person looks for, kept under a name",
    retention=STAFF_DATA,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={Group.STAFF: "owner name values", Group.TECHNICAL: "id version area created_at"},
)
