"""What the read log says in plain words: for what, what of the data, by what right. One table for pages and papers.

A purpose is the name of a route or begins with a word of its own; one without words here fails tests/house.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

# Begins with → words; the longest beginning that fits counts.
PURPOSES: dict[str, Any] = {
    "accounts:anomalies": _("Data protection: looking into how the data had been read"),
    "accounts:anomaly": _("Data protection: looking into how the data had been read"),
    "accounts:logs": _("Data protection: looking into how the data had been read"),
    "accounts:log_entry": _("Data protection: looking into how the data had been read"),
    "clients:case": _("Serving the client"),
    "clients:appointment": _("Meeting the client"),
    "clients:assign": _("Deciding who serves the client"),
    "clients:saved_filter": _("Looking for a client in a list"),
    "clients:calendar": _("Looking at the calendar"),
    "clients:client": _("Serving the client"),
    "clients:client_appointment_new": _("Meeting the client"),
    "clients:client_task_new": _("Tasks for the client"),
    "clients:clients": _("Looking for a client in a list"),
    "clients:chase": _("Looking for forms that are missing"),
    "clients:feedback": _("The client's feedback"),
    "clients:form": _("Serving the client in a programme"),
    "desk:my_day": _("The work of one's day"),
    "clients:consent": _("The client's consents"),
    "clients:contact": _("Contacts with the client"),
    "clients:document": _("The client's documents"),
    "clients:duplicate": _("Finding out whether two records are of one person"),
    "clients:merge": _("Finding out whether two records are of one person"),
    "clients:person_around": _("The people around the client"),
    "clients:disclosure": _("Disclosing data to another authority or provider"),
    "clients:benefit_check": _("Finding out whether the benefit is right"),
    "clients:deadline_exception": _("The talks and plans that the law asks for"),
    "clients:plan": _("Making and following the client's plan"),
    "clients:pension": _("Clarifying a pension"),
    "clients:glass": _("Exceptional access, for a reason that was written down"),
    "clients:handled": _("Telling the client who has handled the data"),
    "clients:ability_status": _("Work ability: what the client can do and needs"),
    "clients:diagnosis": _("Work ability: what the client can do and needs"),
    "clients:keyword": _("Setting the client's keywords"),
    "clients:target_group": _("Looking for clients of the target group in a list"),
    "clients:names_decide": _("Deciding whether the client is told names"),
    "api:client": _("Another system of the area: clients"),
    "api:notes": _("Another system of the area: contacts"),
    "api:participation": _("Another system of the area: programmes and their forms"),
    "api:plan": _("Another system of the area: plans"),
    "api:service_referral": _("Another system of the area: referrals to services"),
    "employers:": _("Working with employers"),
    "client_report": _("Telling the client who has handled the data"),
    "clients:incoming_referral": _("Deciding on a referral to the service"),
    "clients:intake": _("Taking a client into the service"),
    "clients:import": _("Bringing in data from another system"),
    "clients:non_disclosure": _("Non-disclosure for safety reasons"),
    "clients:participation": _("Serving the client in a programme"),
    "clients:question_path": _("Finding out whether work ability needs support"),
    "clients:handover": _("Handing a client over to a colleague or unit"),
    "clients:transfer": _("Transferring a client to another area"),
    "clients:relation": _("Deciding who serves the client"),
    "clients:task": _("Tasks for the client"),
    "clients:abilitator": _("The client's own numbers on work ability"),
    "clients:assessment": _("Assessments of work ability"),
    "clients:barriers": _("What stands between the client and work"),
    "clients:demand_profile": _("What work the client is able to do"),
    "clients:need": _("Assessing the need of services"),
    "clients:counterpart": _("Working together with partners for the client"),
    "clients:referral_link": _("A partner answering a referral by its link"),
    "clients:service_period": _("Services for the client"),
    "clients:service_referral": _("Guiding the client to a service"),
    "clients:self_rating": _("The client's own numbers on work ability"),
    "clients:benefit_spell": _("Labour-market status and benefits"),
    "clients:labour_spell": _("Labour-market status and benefits"),
    "clients:legal_spell": _("Labour-market status and benefits"),
    "clients:employment": _("The client's work and its support"),
    "clients:coaching": _("The client's work and its support"),
    "clients:support": _("The client's work and its support"),
    "clients:follow_ups": _("Asking how work goes after employment"),
    "clients:meeting": _("Meetings of the client's network"),
    "clients:statement": _("Statements on work ability"),
    "employers:job_referral": _("Bringing the client and an employer together"),
    "employers:client_jobs": _("Looking for jobs for the client"),
    "employers:job_wish": _("Looking for jobs for the client"),
    "employers:match": _("Looking for jobs for the client"),
    "employers:vacancy_candidates": _("Looking for clients for a vacancy"),
    "employers:placement": _("Placing the client in work"),
    "employers:retention": _("Statistics: how long work lasts"),
    "desk:search": _("Searching for a client"),
    "employers:occasion": _("Events with employers"),
    "indicator ": _("Statistics: checking the people behind a number"),
    "reporting:people": _("Statistics: checking the people behind a number"),
}
FIELD_GROUPS: dict[str, Any] = {
    "client": _("basic data"),
    "identity": _("name and identity code"),
    "contact": _("contact details"),
    "contacts": _("contact details"),
    "non_disclosure": _("non-disclosure for safety reasons"),
    "participation": _("participation in a programme"),
    "forms": _("start, end and follow-up forms"),
    "sensitive": _("sensitive answers of the forms"),
    "health": _("health and work ability"),
    "keywords": _("keywords"),
    "question_path": _("outcome of the question path"),
    "statements": _("statements on health"),
    "work_ability": _("work ability and needs"),
    "consent": _("consents and disclosures"),
    "notes": _("contacts and notes"),
    "appointments": _("appointments"),
    "tasks": _("tasks"),
    "case": _("the case: its kind, phase and direction"),
    "referral": _("referral to the service"),
    "service_referral": _("services, referrals to them and counterparts"),
    "relations": _("who serves the client"),
    "handover": _("handing the case over"),
    "break_glass": _("exceptional access"),
    "history": _("history of changes"),
    "log": _("who has handled the data"),
    "reference": _("reference of the client"),
    "documents": _("documents"),
    "people": _("people around the client"),
    "feedback": _("feedback of the client"),
    "labour": _("labour-market status"),
    "benefits": _("benefits"),
    "employment": _("employment and its support"),
    "meetings": _("meetings of the network"),
    "plan": _("the plan, what is due, and benefits"),
    "occasions": _("events with employers"),
    "job_wishes": _("what work the client looks for"),
    "matches": _("vacancies proposed for the client"),
    "placing": _("job referrals and placements"),
}
GROUNDS: dict[str, Any] = {
    "": _("not recorded"),
    "caseload": _("own client"),
    "unit": _("client of the unit"),
    "consultation": _("asked to consult"),
    "break_glass": _("exceptional access"),
    "handover": _("offered to the reader, or sent to the reader's area"),
}


def purpose_words(purpose: str) -> str | None:
    """The purpose in the reader's language, or None when there are no words for it."""
    fitting = [beginning for beginning in PURPOSES if purpose.startswith(beginning)]
    return str(PURPOSES[max(fitting, key=len)]) if fitting else None


def purpose_text(purpose: str) -> str:
    """The purpose in words, else as it was logged: the route of a refused page has no other words."""
    return purpose_words(purpose) or purpose


def groups_text(groups: list[str]) -> str:
    """The groups of fields in words."""
    return ", ".join(str(FIELD_GROUPS.get(group, group)) for group in groups)


def ground_text(ground: str) -> str:
    """By what right, in words."""
    return str(GROUNDS.get(ground, ground))
