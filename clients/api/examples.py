"""Examples in the description of the API; the people in them are made up."""

from drf_spectacular.utils import OpenApiExample

CLIENT = "0b7a2f1e-6d0c-4f55-9d58-8f1b0a6f2a11"
UNIT = "5f0c1c7e-3a52-4a57-a1d3-0b1a5d0f9c02"
PERSON = "c2a4e0d8-51c9-4f0e-8a44-2f0d6f0a7b33"

NEW_CLIENT = OpenApiExample(
    "A new client",
    request_only=True,
    value={
        "last_name": "Keksitty",
        "first_names": "Kaisa",
        "birth_date": "1990-01-01",
        "contact_details": {"phone": "0401234567", "municipality": "837"},
        "service_language": "fi",
        "unit": UNIT,
        "responsible": PERSON,
        "case": {"kind": "full", "origin": "own", "opened_on": "2026-05-04"},
    },
)
WRITTEN = OpenApiExample(
    "Written",
    response_only=True,
    status_codes=["200", "201"],
    value={"id": CLIENT, "version": 1, "url": f"https://tasma.example/api/v1/clients/{CLIENT}/"},
)
DUPLICATES = OpenApiExample(
    "Possible duplicates",
    response_only=True,
    status_codes=["409"],
    value={
        "error": {
            "code": "possible_duplicates",
            "message": "The client may be one the area has already. Say that it is another person, or use that one.",
            "field": "is_another_person",
        },
        "candidates": [
            {
                "id": CLIENT,
                "last_name": "Keksitty",
                "first_names": "Kaisa",
                "birth_date": "1990-01-01",
                "strength": "likely",
                "reasons": ["name", "birth"],
            }
        ],
    },
)
ONE_CLIENT = OpenApiExample(
    "A client under non-disclosure",
    response_only=True,
    status_codes=["200"],
    value={
        "id": CLIENT,
        "version": 3,
        "last_name": "Keksitty",
        "first_names": "Kaisa",
        "birth_date": "1990-01-01",
        "gender": "1",
        "unit": UNIT,
        "service_language": "fi",
        "needs_interpreter": False,
        "interpreter_language": "",
        "adjustments": ["quiet"],
        "non_disclosure": True,
        "contact_details": None,
    },
)
CHANGE_OF_CLIENT = OpenApiExample(
    "A new telephone number",
    request_only=True,
    value={"version": 1, "contact_details": {"phone": "0407654321"}},
)
NEW_CONTACT = OpenApiExample(
    "A telephone call",
    request_only=True,
    value={
        "at": "2026-05-04T10:15:00+03:00",
        "channel": "phone",
        "minutes": 20,
        "summary": "Agreed on the next meeting.",
        "colleagues": [PERSON],
    },
)
CHANGE_OF_CONTACT = OpenApiExample("A longer call", request_only=True, value={"version": 1, "minutes": 25})
NEW_PARTICIPATION = OpenApiExample(
    "A beginning with its start form",
    request_only=True,
    value={
        "programme": "S20784",
        "started_on": "2026-05-04",
        "start_form": {"start_status": "11", "unemployed_months": 12, "in_education": False, "isced": "3",
                       "household": "1"},
    },
)  # fmt: skip
NEW_PLAN = OpenApiExample(
    "A plan with one goal",
    request_only=True,
    value={
        "kind": "employment",
        "need": "Part-time work near home.",
        "summary": "Wants to go on working, with fewer hours.",
        "follow_up": "A call every month.",
        "parties": ["employment"],
        "review_on": "2026-09-01",
        "goals": [
            {
                "text": "Work four hours a day.",
                "measures": [{"what": "Tries the work out.", "owner": "client", "due_on": "2026-08-31"}],
            }
        ],
    },
)
NEW_REFERRAL = OpenApiExample(
    "A referral that is sent at once",
    request_only=True,
    value={
        "service": "7a4e2f0c-11f5-4a0b-9c7e-52a0f1f7b6d4",
        "message": "Coaching beside a work try-out, please.",
        "items": ["languages"],
        "send": True,
    },
)
