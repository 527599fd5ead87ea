"""The state of a participation as an import sees and sets it: one flat row over five tables."""

from dataclasses import dataclass

TEXT, DATE, NUMBER, FLAG, KEY = "text", "date", "smallint", "boolean", "uuid"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the records and which of its columns stands under which name in a state."""

    name: str
    columns: dict[str, str]
    # The name in a state whose value says that the form is there; empty for what every participation has.
    status: str = ""


PARTICIPATION = Table(
    "clients_participation",
    {
        name: name
        for name in (
            "unit_id", "first_started_on", "started_on", "ended_on", "end_reason", "end_path", "end_missing_reason",
            "followup_missing_reason",
        )
    },
)  # fmt: skip
CLIENT = Table(
    "clients_client", {"gender": "gender", "birth_date": "birth_date", "municipality_id": "client_municipality"}
)
START = Table(
    "clients_startform",
    {
        "status": "start_status",
        "municipality_id": "start_municipality",
        **{
            name: name
            for name in (
                "unemployed_months", "in_education", "isced", "household", "adults", "working_members",
                "dependent_children", "foreign_background", "disability", "other_disadvantage", "housing_exclusion",
                "registered_jobseeker", "jobseeker_since", "third_country", "informed_on", "notice_version",
                "filled_by",
            )
        },
        "benefit": "start_benefit",
        "path": "start_path",
        "work_ability": "start_work_ability",
        "functioning": "start_functioning",
        "life_satisfaction": "start_life_satisfaction",
    },
    status="start_status",
)  # fmt: skip
END = Table(
    "clients_endform",
    {
        "observed_on": "end_observed_on",
        "status": "end_status",
        "in_education": "end_in_education",
        "qualification": "end_qualification",
        "job_kind": "end_job_kind",
        "job_search": "end_job_search",
        "education_kind": "end_education_kind",
        "qualification_name": "qualification_name",
        "qualification_level": "qualification_level",
        "qualified_on": "qualified_on",
        "industry": "industry",
        "occupation": "occupation",
        "ended_as_planned": "ended_as_planned",
        "benefit": "end_benefit",
        "work_ability": "end_work_ability",
        "functioning": "end_functioning",
        "life_satisfaction": "end_life_satisfaction",
    },
    status="end_status",
)
FOLLOW_UP = Table(
    "clients_followupform",
    {
        "observed_on": "followup_observed_on",
        "status": "followup_status",
        "improved": "followup_improved",
        "contact_result": "followup_contact",
        "same_employer": "followup_same_employer",
        "weekly_hours": "followup_hours",
        "adjustments_in_use": "followup_adjustments",
        "needs_support": "followup_support",
        "support_note": "followup_support_note",
    },
    status="followup_status",
)
FORMS = (START, END, FOLLOW_UP)

NOT_TEXT = {
    **dict.fromkeys(("unit_id",), KEY),
    **dict.fromkeys(
        (
            "first_started_on", "started_on", "ended_on", "birth_date", "end_observed_on", "followup_observed_on",
            "jobseeker_since", "informed_on", "qualified_on",
        ),
        DATE,
    ),
    **dict.fromkeys(
        (
            "unemployed_months", "adults", "start_work_ability", "start_functioning", "start_life_satisfaction",
            "end_work_ability", "end_functioning", "end_life_satisfaction", "followup_hours",
        ),
        NUMBER,
    ),
    **dict.fromkeys(
        (
            "in_education", "working_members", "dependent_children", "end_in_education", "end_qualification",
            "registered_jobseeker", "end_job_search", "followup_same_employer", "followup_adjustments",
            "followup_support",
        ),
        FLAG,
    ),
}  # fmt: skip
# Asked on pages only: a row of an import says nothing of these.
ASKED_ON_PAGES = frozenset(
    {
        "registered_jobseeker", "jobseeker_since", "third_country", "informed_on", "notice_version", "filled_by",
        "start_benefit", "start_path", "start_work_ability", "start_functioning", "start_life_satisfaction",
        "end_job_search", "end_education_kind", "qualification_name", "qualification_level", "qualified_on",
        "industry", "occupation", "ended_as_planned", "end_benefit", "end_work_ability", "end_functioning",
        "end_life_satisfaction", "followup_contact", "followup_same_employer", "followup_hours",
        "followup_adjustments", "followup_support", "followup_support_note", "followup_missing_reason",
    }
)  # fmt: skip
# Empty is NULL for these texts, as they point to a table.
POINTERS = frozenset({"client_municipality", "start_municipality"})
COLUMNS: dict[str, str] = {
    "participation_id": KEY,
    "client_id": KEY,
    "client_ref": TEXT,
    **{name: NOT_TEXT.get(name, TEXT) for table in (PARTICIPATION, CLIENT, *FORMS) for name in table.columns.values()},
}
ALIASES = {PARTICIPATION.name: "p", CLIENT.name: "c", START.name: "s", END.name: "e", FOLLOW_UP.name: "f"}


def is_plain_text(name: str) -> bool:
    """Whether an empty value of the name is an empty text rather than NULL."""
    return COLUMNS[name] == TEXT and name not in POINTERS


def _selected(table: Table) -> list[str]:
    alias = ALIASES[table.name]
    return [
        f"coalesce({alias}.{column}, '') AS {name}" if is_plain_text(name) else f"{alias}.{column} AS {name}"
        for column, name in table.columns.items()
    ]


# The states of the participations of one area and programme; a condition may follow.
SELECT = f"""
    SELECT p.id AS participation_id, p.client_id, p.client_ref,
           {", ".join(part for table in (PARTICIPATION, CLIENT, *FORMS) for part in _selected(table))}
    FROM clients_participation p
    JOIN clients_client c ON c.id = p.client_id
    LEFT JOIN clients_startform s ON s.participation_id = p.id
    LEFT JOIN clients_endform e ON e.participation_id = p.id
    LEFT JOIN clients_followupform f ON f.participation_id = p.id
    WHERE p.area_id = %(area)s AND p.programme_id = %(programme)s
"""
NAMES = ", ".join(COLUMNS)
DECLARED = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())


def columns_of(alias: str) -> str:
    """The columns of a state, from the table of this alias."""
    return ", ".join(f"{alias}.{name}" for name in COLUMNS)


def as_json(alias: str) -> str:
    """The expression that is the state as JSON, from the table of this alias."""
    return f"(SELECT to_jsonb(state) FROM (SELECT {columns_of(alias)}) AS state)"
