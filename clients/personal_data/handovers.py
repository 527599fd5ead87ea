"""Offers of a case within the area, and transfers to another area, in the registry of personal data."""

from config.kernel.personal import CLIENT_DATA, Export, Group, History, Merge, Subject, register

register(
    "clients.CaseHandover",
    about=Subject.CLIENT,
    purpose="to which colleague or unit the client was offered, why, and what moved along when it was accepted",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="handover",
    fields={
        Group.CUSTOMERSHIP: (
            "case to_unit reason planned_on note state offered_at answered_at decline_reason answer_text moved"
        ),
        Group.STAFF: "to_user offered_by answered_by",
        Group.TECHNICAL: "id version area client",
    },
    export={"to_user": Export.NO, "offered_by": Export.NO, "answered_by": Export.NO},
)
register(
    "clients.CaseTransfer",
    about=Subject.CLIENT,
    purpose="to which other area the case was sent by the client's consent, what was passed on, and the answer",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as={Group.CUSTOMERSHIP: "handover", Group.CONSENT: "handover", Group.HEALTH: "health"},
    fields={
        Group.CUSTOMERSHIP: "to_area case state sent_on reminded_on closed_on reason reason_text",
        Group.CONSENT: "items consent disclosure",
        Group.HEALTH: "passed_on",
        Group.STAFF: "created_by sent_by answered_by",
        Group.TECHNICAL: "id version area client made_client created_at",
    },
    export={"created_by": Export.NO, "sent_by": Export.NO, "answered_by": Export.NO, "passed_on": Export.WITHHELD},
)
