"""The columns of an import file, declared once: what each holds, from which list, and to which form it belongs."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a cell holds."""

    TEXT = "text"
    DATE = "date"
    CODE = "code"
    NUMBER = "number"
    FLAG = "flag"


class Part(Enum):
    """Where a value is kept; a form is there only with its status."""

    PARTICIPATION = "participation"
    CLIENT = "client"
    START = "start"
    END = "end"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `codes` names its code list, `limit` is the length of a text or the largest number."""

    name: str
    kind: Kind
    part: Part
    field: str
    codes: str = ""
    limit: int = 0
    required: bool = False


STATUS, ANSWER, MUNICIPALITY = "labour_market_status", "sensitive_answer", "municipality"

COLUMNS = (
    Column("client_ref", Kind.TEXT, Part.PARTICIPATION, "client_ref", limit=64, required=True),
    Column("unit", Kind.TEXT, Part.PARTICIPATION, "unit", limit=200),
    Column("started_on", Kind.DATE, Part.PARTICIPATION, "started_on", required=True),
    Column("gender", Kind.CODE, Part.CLIENT, "gender", codes="gender"),
    Column("birth_date", Kind.DATE, Part.CLIENT, "birth_date"),
    Column("municipality", Kind.CODE, Part.CLIENT, "municipality", codes=MUNICIPALITY),
    Column("start_status", Kind.CODE, Part.START, "status", codes=STATUS),
    Column("unemployed_months", Kind.NUMBER, Part.START, "unemployed_months", limit=1_200),
    Column("in_education", Kind.FLAG, Part.START, "in_education"),
    Column("isced", Kind.CODE, Part.START, "isced", codes="isced"),
    Column("household", Kind.CODE, Part.START, "household", codes="household"),
    Column("adults", Kind.NUMBER, Part.START, "adults", limit=1_000),
    Column("working_members", Kind.FLAG, Part.START, "working_members"),
    Column("dependent_children", Kind.FLAG, Part.START, "dependent_children"),
    Column("foreign_background", Kind.CODE, Part.START, "foreign_background", codes=ANSWER),
    Column("disability", Kind.CODE, Part.START, "disability", codes=ANSWER),
    Column("other_disadvantage", Kind.CODE, Part.START, "other_disadvantage", codes=ANSWER),
    Column("housing_exclusion", Kind.CODE, Part.START, "housing_exclusion", codes=ANSWER),
    Column("ended_on", Kind.DATE, Part.PARTICIPATION, "ended_on"),
    Column("end_observed_on", Kind.DATE, Part.END, "observed_on"),
    Column("end_status", Kind.CODE, Part.END, "status", codes=STATUS),
    Column("end_in_education", Kind.FLAG, Part.END, "in_education"),
    Column("end_qualification", Kind.FLAG, Part.END, "qualification"),
    Column("end_job_kind", Kind.CODE, Part.END, "job_kind", codes="job_kind"),
    Column("end_reason", Kind.CODE, Part.PARTICIPATION, "end_reason", codes="ending_reason"),
    Column("end_path", Kind.CODE, Part.PARTICIPATION, "end_path", codes="path"),
    Column("end_missing_reason", Kind.CODE, Part.PARTICIPATION, "end_missing_reason", codes="missing_reason"),
    Column("followup_observed_on", Kind.DATE, Part.FOLLOW_UP, "observed_on"),
    Column("followup_status", Kind.CODE, Part.FOLLOW_UP, "status", codes=STATUS),
    Column("followup_improved", Kind.CODE, Part.FOLLOW_UP, "improved", codes="improvement"),
)
NAMES = tuple(column.name for column in COLUMNS)
REQUIRED = tuple(column.name for column in COLUMNS if column.required)
PLACES = {name: place for place, name in enumerate(NAMES)}
CODE_LISTS = frozenset(column.codes for column in COLUMNS if column.codes)
# The status that makes a form be there.
STATUS_OF = {Part.START: "start_status", Part.END: "end_status", Part.FOLLOW_UP: "followup_status"}
