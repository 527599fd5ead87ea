"""Roles, kinds of unit, and what a read of client data is called."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    """What a member may do in an area (domain/06, 6.1)."""

    COORDINATOR = "tyko", _("Work-ability coordinator")
    OWN_COACH = "omavalm", _("Own coach")
    SUPERVISOR = "esihlo", _("Supervisor")
    REGIONAL = "alue", _("Regional coordinator")
    ANALYST = "tilasto", _("Analyst")
    EMPLOYER_SPECIALIST = "yritys", _("Employer-services specialist")
    PARTNER = "kumppani", _("Service provider")
    ADMINISTRATOR = "paa", _("Administrator")
    DATA_PROTECTION = "tsv", _("Data-protection officer")
    MACHINE = "kone", _("API client")


class Right(models.TextChoices):
    """What a membership may name beyond its role; it ends with the membership."""

    NON_DISCLOSURE = "turva", _("See contact details under non-disclosure")
    HEALTH = "terveys", _("See health details")
    EMPLOYER_CONTACTS = "yhteys", _("See contact persons of employers kept by other areas")


# A machine has its own role and no other, and no person has it; the database holds both (accounts_guard_machine_role).
ROLES_OF_PEOPLE = tuple(role for role in Role if role is not Role.MACHINE)
ROLES_WITH_CLIENTS = frozenset({Role.COORDINATOR, Role.OWN_COACH, Role.SUPERVISOR})


class UnitKind(models.TextChoices):
    """Kind of office or team; some ended when the employment areas began (domain/06, 6.1)."""

    TE_OFFICE = "te", _("Employment and economic development office")
    MUNICIPAL_TRIAL = "kk", _("Municipal trial")
    EMPLOYMENT_AREA = "ta", _("Employment area")
    WELLBEING_COUNTY = "hva", _("Wellbeing services county")
    ELY_CENTRE = "ely", _("ELY Centre")
    VITALITY_CENTRE = "evk", _("Economic development centre (elinvoimakeskus)")
    GUIDANCE_CENTRE = "ohj", _("Ohjaamo guidance centre")
    MULTISECTORAL = "tym", _("Multi-sectoral support")
    OFFICE = "tp", _("Office or team")


class Surface(models.TextChoices):
    """Through what a client's data was read."""

    PAGE = "page", _("Page")
    LIST = "list", _("List")
    SEARCH = "search", _("Search")
    EXPORT = "export", _("Export")
    API = "api", _("API")
    COMMAND = "command", _("Command")


# With this begins the reader's name in the log when somebody outside read by a link, without an account.
LINK_READER = "link: "


class ReadEvent(models.TextChoices):
    """What happened (domain/06, 6.14)."""

    VIEW = "katselu", _("View")
    SEARCH = "haku", pgettext_lazy("read log", "Search")
    EXPORT = "vienti", _("Export")
    REFUSED = "estetty", pgettext_lazy("read log", "Refused")


class AnomalyRule(models.TextChoices):
    """Why somebody should look at what a person read (domain/07, A06)."""

    OWN_RECORD = "own_record", _("Own record")
    SURNAME = "surname", _("Same surname")
    MASS_VIEWS = "mass_views", _("Many clients in a day")
    NO_RELATION = "no_relation", _("No case relation at the time")
    NIGHT = "night", _("Night hours")
    QUOTA_ALERT = "quota_alert", _("Many records in an hour")
    QUOTA_STOP = "quota_stop", _("Reading stopped at the hourly limit")


class AnomalyState(models.TextChoices):
    """Whether somebody has looked."""

    OPEN = "open", pgettext_lazy("anomaly", "Open")
    CLOSED = "closed", pgettext_lazy("anomaly", "Closed")


class ApiScope(models.TextChoices):
    """What a machine's token may be used for."""

    READ = "indicators:read", _("Read indicators")
    RUN = "indicators:run", _("Start a computation of indicators")
    CASES_READ = "cases:read", _("Read clients, contacts, forms, plans and referrals")
    CASES_WRITE = "cases:write", _("Write clients, contacts, forms, plans and referrals")
    EMPLOYERS_READ = "employers:read", _("Read employers, contacts with them and vacancies")
    EMPLOYERS_WRITE = "employers:write", _("Write employers, contacts with them and vacancies")


SCOPES_OF_CASES = frozenset({ApiScope.CASES_READ, ApiScope.CASES_WRITE})
SCOPES_WITH_ACTOR = SCOPES_OF_CASES | {ApiScope.EMPLOYERS_READ, ApiScope.EMPLOYERS_WRITE}
"""Who holds one of these acts as somebody: a row among the users with the role of machines."""


class LinkKind(models.TextChoices):
    """What a one-time link opens."""

    CONSOLE = "console", _("Sign in, made by the operator")
    INVITATION = "invitation", _("Set a password and a second factor")
    RESET = "reset", _("Set a new password")


class SecurityEventKind(models.TextChoices):
    """What happened to somebody's way in."""

    SIGNED_IN = "signed_in", _("Signed in")
    SIGN_IN_REFUSED = "sign_in_refused", _("Sign-in refused")
    SIGNED_OUT = "signed_out", _("Signed out")
    LINK_USED = "link_used", _("One-time link used")
    FACTOR_ADDED = "factor_added", _("Second factor added")
    FACTOR_REMOVED = "factor_removed", _("Second factor removed")
    FACTOR_REFUSED = "factor_refused", _("Second factor refused")
    FACTOR_GIVEN = "factor_given", _("Second factor given")
    CODES_MADE = "codes_made", _("Recovery codes made")
    PASSWORD_SET = "password_set", _("Password set")
    RESET_ASKED = "reset_asked", _("Reset of the password asked for")
    RESET_BY_ADMINISTRATOR = "reset_by_administrator", _("Sign-in reset by an administrator")
    SESSIONS_ENDED = "sessions_ended", _("Signed out everywhere")
    LIMITED = "limited", _("Too many attempts")


class MessageKind(models.TextChoices):
    """What a person is told; the label is the sentence, in the list of messages and in the mail alike.

    A sentence names no client and nobody else: it goes by unprotected mail.
    """

    INVITATION = "invitation", _("You have been invited to Täsmä.")
    RIGHTS_CHANGED = "rights_changed", _("Your roles or rights in Täsmä have changed.")
    DEACTIVATED = "deactivated", _("Your account in Täsmä has been deactivated.")
    REACTIVATED = "reactivated", _("Your account in Täsmä has been opened again.")
    NEW_DEVICE = (
        "new_device",
        _("You signed in to Täsmä on a device it did not know. If it was not you, change your password."),
    )
    PASSWORD_SET = "password_set", _("The password of your account in Täsmä was changed.")
    RESET_LINK = "reset_link", _("Somebody, perhaps you, asked for a link to set a new password in Täsmä.")
    SIGN_IN_RESET = "sign_in_reset", _("An administrator of your area has reset your sign-in to Täsmä.")
    FACTOR_ADDED = "factor_added", _("A second factor was added to your account in Täsmä.")
    WEBHOOK_DEAD = "webhook_dead", _("An event could not be delivered by a webhook of your area and was given up.")
    FACTOR_REMOVED = "factor_removed", _("A second factor was removed from your account in Täsmä.")
    CODES_MADE = "codes_made", _("New recovery codes were made for your account in Täsmä.")
    CLIENT_RECEIVED = "client_received", _("You have been made responsible for a client, or a co-owner.")
    CLIENT_HANDED_OVER = "client_handed_over", _("A client you were responsible for has been handed to a colleague.")
    RELATION_ENDED = "relation_ended", _("Your relation to a client has ended.")
    CONSULTATION_OPENED = "consultation_opened", _("A consultation about a client has been opened.")
    CONSULTATION_CLOSED = "consultation_closed", _("A consultation about a client has been closed.")
    GLASS_OPENED = "glass_opened", _("Somebody opened a client of yours by exceptional access.")
    GLASS_TO_REVIEW = "glass_to_review", _("An exceptional access waits for your review within seven days.")
    GLASS_REVIEWED = "glass_reviewed", _("Your exceptional access to a client has been reviewed.")
    GLASS_UNJUSTIFIED = "glass_unjustified", _("An exceptional access was found not justified.")
    READING_TO_REVIEW = "reading_to_review", _("Reading of client data waits for your review.")
    REFERRAL_ARRIVED = "referral_arrived", _("A referral has arrived in your unit's queue.")
    REFERRAL_DECIDED = "referral_decided", _("A referral you sent has been decided on.")
    SERVICE_REFERRAL_ANSWERED = "service_referral_answered", _("A partner has answered a referral of yours.")
    SERVICE_REFERRAL_LATE = "service_referral_late", _("A referral of yours has waited ten days for its answer.")
    SERVICE_REFERRAL_EXPIRED = "service_referral_expired", _("A referral of yours has expired.")
    JOB_REFERRAL_EXPIRED = "job_referral_expired", _("A job referral of yours has expired.")
    TASK_GIVEN = "task_given", _("You have been given a task.")
    TASK_DUE = "task_due", _("Tasks of yours are due.")
    APPOINTMENT_SHARED = "appointment_shared", _("You have been added to an appointment.")
    APPOINTMENT_CHANGED = "appointment_changed", _("An appointment of yours was moved or cancelled.")
    CHASE_DIGEST = "chase_digest", _("Forms wait for you on your chase list.")
    HANDOVER_OFFERED = "handover_offered", _("A client has been offered to you, or to your unit.")
    HANDOVER_DECLINED = "handover_declined", _("A client you offered was not accepted.")
    HANDOVER_WITHDRAWN = "handover_withdrawn", _("An offer of a client to you has been withdrawn.")
    TRANSFER_ARRIVED = "transfer_arrived", _("Another area asks your area to take over a client.")
    TRANSFER_ANSWERED = "transfer_answered", _("Another area has answered a transfer of yours.")
    TRANSFER_LATE = "transfer_late", _("A transfer to another area has waited ten days for its answer.")
    TRANSFER_EXPIRED = "transfer_expired", _("A transfer of yours to another area has expired.")
    WILLING_TO_CONFIRM = "willing_confirm", _("Employers you look after are to be asked whether they still hire.")
    CLIENTS_MERGED = "clients_merged", _("Two records of a client of yours were merged, or parted again.")


def message_kinds() -> list[tuple[str, Any]]:
    """The kinds as choices of a field, asked for when needed: a new kind changes no table and wants no migration."""
    return list(MessageKind.choices)


class Tone(models.TextChoices):
    """How loud a notice is."""

    INFO = "info", _("Information")
    WARN = "warn", pgettext_lazy("tone of a notice", "Warning")
    BAD = "bad", pgettext_lazy("tone of a notice", "Disturbance")


class FeedbackKind(models.TextChoices):
    """What somebody says of the accessibility of this service."""

    NOTICE = "notice", _("Something is not accessible")
    REQUEST = "request", _("I need content in an accessible form")


class FeedbackOutcome(models.TextChoices):
    """How feedback was answered; a refusal is a reasoned certificate (306/2019, section 10)."""

    ANSWERED = "answered", _("Answered")
    REFUSED = "refused", pgettext_lazy("feedback", "Refused, with reasons")
