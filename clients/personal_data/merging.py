"""Duplicates and merging, documents, people around the client."""

from config.kernel.personal import CLIENT_DATA, Export, Group, History, Merge, Subject, register

register(
    "clients.DuplicateCandidate",
    about=Subject.CLIENT,
    purpose="two records that may be of one person, and what was decided of them",
    retention=CLIENT_DATA,
    merge=Merge.STAYS,
    history=History.TRIGGER,
    read_as="client",
    fields={
        Group.IDENTITY: "score reasons state found_at decided_at",
        Group.STAFF: "decided_by",
        Group.TECHNICAL: "id version area first second",
    },
    export={"decided_by": Export.NO, "score": Export.NO},
)
register(
    "clients.ClientMerge",
    about=Subject.CLIENT,
    purpose="which record was merged into which, and what it takes to undo it",
    retention=CLIENT_DATA,
    merge=Merge.STAYS,
    history=History.TRIGGER,
    read_as="client",
    fields={
        Group.IDENTITY: "choices moved before merged_at undone_at",
        Group.STAFF: "merged_by undone_by",
        Group.TECHNICAL: "id version area kept absorbed",
    },
    export={"before": Export.NO, "moved": Export.NO, "merged_by": Export.NO, "undone_by": Export.NO},
)
register(
    "clients.Document",
    about=Subject.CLIENT,
    purpose="what a document about the client is, and until when it holds",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="documents",
    fields={
        Group.STATEMENTS: "kind title is_health expires_on",
        Group.STAFF: "created_by",
        Group.TECHNICAL: "id version area client created_at",
    },
    export={"created_by": Export.NO},
)
register(
    "clients.DocumentVersion",
    about=Subject.CLIENT,
    purpose="the files of a document, version by version",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="documents",
    fields={
        Group.STATEMENTS: "file_name media_type size",
        Group.STAFF: "uploaded_by",
        Group.TECHNICAL: "id area document number uploaded_at",
    },
    export={"uploaded_by": Export.NO},
)
register(
    "clients.DocumentPiece",
    about=Subject.CLIENT,
    purpose="the content of a document, encrypted",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.INSERT_ONLY,
    read_as="documents",
    fields={Group.STATEMENTS: "cipher", Group.TECHNICAL: "id area file position"},
)
register(
    "clients.PersonAround",
    about=Subject.CLIENT,
    purpose="who does what for the client, and how to reach them",
    retention=CLIENT_DATA,
    merge=Merge.MOVE,
    history=History.TRIGGER,
    read_as="people",
    fields={
        Group.NEED_AND_PLAN: "name role organisation phone email note started_on ended_on",
        Group.STAFF: "created_by",
        Group.TECHNICAL: "id version area client created_at",
    },
    export={"created_by": Export.NO, "phone": Export.WITHHELD, "email": Export.WITHHELD, "note": Export.WITHHELD},
)
