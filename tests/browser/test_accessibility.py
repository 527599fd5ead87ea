"""Every page by machine (axe), on a narrow screen, without JavaScript, and the main path by keyboard alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, OTHER_PROGRAMME, PHONE, Complaints, Product, open_dashboard, speak
from tests.browser.keyboard import is_focus_visible
from tests.browser.looks import overflow, violations

# A name and an address without a place to break, for the pages that show administrators.
LONG = "tyokykykoordinaatiopalvelupaallikko@demo.invalid"
A16 = "indicator=A16&part=numerator&period=all"


@dataclass(frozen=True)
class Visit:
    """Who opens the page of a route, and where: an address, or the first link of its table on another page."""

    who: str
    address: str
    follow: str = ""
    then: str = ""

    def open(self, page: Page, links: dict[tuple[str, str, str], str]) -> None:
        """Links that were followed before are known."""
        if not self.follow:
            page.goto(self.address)
            return
        link = (self.who, self.address, self.follow)
        if link not in links:
            page.goto(self.address)
            links[link] = str(page.locator(self.follow).first.get_attribute("href"))
        page.goto(f"{links[link]}{self.then}")


RECKONED = "ground=87&wage=9000&hours=100&begins_on=2026-12-01&months=3"
FIRST = "table.data tbody th a"
PEOPLE = f"/programmes/S20784/people/?{A16}"
CELL = "table.data tbody td a[href^='/service-referrals/']"
REFERRAL = "table.data tbody td a[href^='/job-referrals/']"
PLACEMENT = "table.data tbody td a[href^='/placements/']"
FILE = f"{FIRST}:text('first.csv')"
VISITS = {
    "accounts:signin": Visit("", "/sign-in/"),
    "accounts:signin_link": Visit("", "/sign-in/used-or-wrong/"),
    "accounts:link": Visit("", "/account/link/used-or-wrong/"),
    "accounts:password_reset": Visit("", "/account/reset/"),
    "accounts:security": Visit("supervisor", "/account/security/"),
    "accounts:app_add": Visit("supervisor", "/account/security/app/"),
    "accounts:passkey_add": Visit("supervisor", "/account/security/passkey/"),
    "accounts:password": Visit("supervisor", "/account/password/"),
    "accounts:devices": Visit("supervisor", "/account/devices/"),
    "accounts:messages": Visit("supervisor", "/messages/"),
    "desk:search": Visit("supervisor", "/search/"),
    "accounts:profile": Visit("supervisor", "/profile/"),
    "accounts:help": Visit("supervisor", "/help/"),
    "accounts:people": Visit("administrator", "/administration/people/"),
    "accounts:person": Visit("administrator", "/administration/people/", FIRST),
    "accounts:units": Visit("administrator", "/administration/units/"),
    "accounts:unit_new": Visit("administrator", "/administration/units/new/"),
    "accounts:unit": Visit("administrator", "/administration/units/", FIRST),
    "accounts:codes": Visit("administrator", "/administration/codes/"),
    "network:programme": Visit("administrator", "/administration/programmes/", FIRST),
    "reporting:targets": Visit("administrator", "/administration/programmes/", FIRST, "targets/"),
    "accounts:accessibility": Visit("", "/accessibility/"),
    "accounts:feedback_new": Visit("", "/accessibility/feedback/"),
    "accounts:feedbacks": Visit("administrator", "/administration/feedback/"),
    "clients:clients": Visit("supervisor", "/clients/"),
    "clients:client": Visit("supervisor", "/clients/", FIRST),
    "clients:client_tab": Visit("supervisor", "/clients/", FIRST, "forms/"),
    "clients:assign": Visit("supervisor", "/clients/assign/"),
    "clients:saved_filter_new": Visit("supervisor", "/clients/filters/new/?waiting=client"),
    "desk:my_day": Visit("coordinator", "/my-day/"),
    "clients:intake": Visit("supervisor", "/clients/new/"),
    "clients:client_edit": Visit("supervisor", "/clients/", FIRST, "edit/"),
    "clients:case": Visit("supervisor", "/clients/", FIRST, "case/"),
    "clients:case_open": Visit("supervisor", "/clients/", FIRST, "case/new/"),
    "clients:case_close": Visit("supervisor", "/clients/", FIRST, "case/close/"),
    "clients:incoming_referrals": Visit("supervisor", "/incoming-referrals/"),
    "clients:incoming_referral_new": Visit("supervisor", "/incoming-referrals/new/"),
    "clients:incoming_referral": Visit("supervisor", "/incoming-referrals/", FIRST),
    "clients:relation_new": Visit("supervisor", "/clients/", FIRST, "relations/new/"),
    "clients:non_disclosure": Visit("supervisor", "/clients/", FIRST, "non-disclosure/"),
    "clients:glasses": Visit("supervisor", "/exceptional-access/"),
    "clients:glass_review": Visit("supervisor", "/exceptional-access/", FIRST),
    "clients:glass_open": Visit("coordinator", "/exceptional-access/00000000-0000-4000-8000-000000000000/"),
    "clients:consents": Visit("supervisor", "/clients/", FIRST, "consents/"),
    "clients:consent_new": Visit("supervisor", "/clients/", FIRST, "consents/new/?to=provider"),
    "clients:statements": Visit("supervisor", "/statements/"),
    "clients:statement": Visit("supervisor", "/statements/", FIRST),
    "clients:statement_edit": Visit("supervisor", "/statements/", FIRST, "edit/"),
    "clients:statement_new": Visit("supervisor", "/clients/", FIRST, "statements/new/"),
    "clients:demand_profiles": Visit("supervisor", "/clients/", FIRST, "demands/"),
    "clients:demand_profile_new": Visit("supervisor", "/clients/", FIRST, "demands/new/"),
    "clients:assessment_new": Visit("supervisor", "/clients/", FIRST, "assessments/new/"),
    "clients:abilitator_new": Visit("supervisor", "/clients/", FIRST, "abilitator/new/"),
    "clients:self_rating_new": Visit("supervisor", "/clients/", FIRST, "self-ratings/new/"),
    "clients:barriers": Visit("supervisor", "/clients/", FIRST, "barriers/"),
    "clients:need_areas": Visit("supervisor", "/clients/", FIRST, "need-areas/"),
    "clients:needs_assess": Visit("supervisor", "/clients/", FIRST, "needs/new/"),
    "clients:plan_new": Visit("supervisor", "/clients/?plan=none", FIRST, "plans/new/"),
    "clients:deadline_exception_new": Visit("supervisor", "/clients/", FIRST, "talk-exceptions/new/"),
    "clients:benefit_check_new": Visit("supervisor", "/clients/", FIRST, "benefit-checks/new/"),
    "clients:pension_new": Visit("supervisor", "/clients/", FIRST, "pensions/new/"),
    "clients:disclosures": Visit("supervisor", "/clients/", FIRST, "disclosures/"),
    "clients:disclosure_new": Visit("supervisor", "/clients/", FIRST, "disclosures/new/"),
    "clients:handled": Visit("supervisor", "/clients/", FIRST, "handled/"),
    "clients:names_decide": Visit("supervisor", "/clients/", FIRST, "handled/names/"),
    "clients:documents": Visit("supervisor", "/clients/", FIRST, "documents/all/"),
    "clients:document_new": Visit("supervisor", "/clients/", FIRST, "documents/new/"),
    "clients:person_around_new": Visit("supervisor", "/clients/", FIRST, "people/new/"),
    "clients:target_group": Visit("supervisor", "/target-group/"),
    "clients:chase": Visit("supervisor", "/chase-list/?whose=all"),
    "clients:keyword_new": Visit("supervisor", "/clients/", FIRST, "keywords/new/"),
    "clients:ability_status_new": Visit("supervisor", "/clients/", FIRST, "ability-status/new/"),
    "clients:diagnosis_new": Visit("supervisor", "/clients/", FIRST, "diagnoses/new/"),
    "clients:follow_ups": Visit("supervisor", "/follow-ups/"),
    "clients:labour_spell_new": Visit("supervisor", "/clients/", FIRST, "labour-status/new/"),
    "clients:legal_spell_new": Visit("supervisor", "/clients/", FIRST, "legal-standing/new/"),
    "clients:benefit_spell_new": Visit("supervisor", "/clients/", FIRST, "benefits/new/"),
    "clients:employment_new": Visit("supervisor", "/clients/", FIRST, "employment/new/"),
    "clients:employment_check": Visit("supervisor", "/follow-ups/", FIRST),
    "clients:support_new": Visit("supervisor", "/clients/", FIRST, "supports/new/"),
    "clients:meeting_new": Visit("supervisor", "/clients/", FIRST, "meetings/new/"),
    "reporting:case_figures": Visit("supervisor", "/case-figures/"),
    "reporting:case_figure_rows": Visit("supervisor", "/case-figures/rows/?indicator=W07&period=all"),
    "clients:duplicates": Visit("supervisor", "/duplicates/"),
    "clients:duplicate": Visit("supervisor", "/duplicates/", FIRST),
    "clients:contacts": Visit("supervisor", "/clients/", FIRST, "contacts/all/"),
    "clients:contact_new": Visit("supervisor", "/clients/", FIRST, "contacts/new/"),
    "clients:client_appointment_new": Visit("supervisor", "/clients/", FIRST, "appointments/new/"),
    "clients:client_task_new": Visit("supervisor", "/clients/", FIRST, "tasks/new/"),
    "clients:calendar": Visit("coordinator", "/calendar/"),
    "clients:calendar_feed_settings": Visit("coordinator", "/calendar/feed/"),
    "clients:appointment_new": Visit("coordinator", "/appointments/new/"),
    "clients:appointment": Visit("coordinator", "/calendar/?span=month", ".calendar-entry a"),
    "clients:tasks": Visit("coordinator", "/tasks/"),
    "clients:task_set": Visit("supervisor", "/tasks/kinds/"),
    "clients:feedback_ask": Visit("supervisor", "/clients/", FIRST, "feedback/ask/"),
    "clients:feedback_record": Visit("supervisor", "/clients/", FIRST, "feedback/new/"),
    "clients:feedback_results": Visit("supervisor", "/client-feedback/"),
    "clients:task_new": Visit("coordinator", "/tasks/new/"),
    "clients:task": Visit("coordinator", "/tasks/", FIRST),
    "clients:handovers": Visit("supervisor", "/hand-overs/?state=every"),
    "clients:handover": Visit("supervisor", "/hand-overs/?state=every", FIRST),
    "clients:handover_new": Visit("coordinator", "/clients/?status=open", FIRST, "hand-overs/new/"),
    "clients:transfers": Visit("outsider", "/transfers/"),
    "clients:transfer": Visit("outsider", "/transfers/", FIRST),
    "clients:transfer_accept": Visit("outsider", "/transfers/?state=sent", FIRST, "accept/"),
    "clients:transfer_new": Visit("coordinator", "/clients/?status=open", FIRST, "transfers/new/"),
    "clients:service_referrals": Visit("supervisor", "/service-referrals/?whose=all"),
    "clients:service_referral_answers": Visit("supervisor", "/service-referrals/answers/"),
    "clients:service_referral": Visit("supervisor", "/service-referrals/?whose=all&state=every", CELL),
    "clients:service_referral_edit": Visit("supervisor", "/service-referrals/?whose=all&state=draft", CELL, "edit/"),
    "clients:service_referral_new": Visit("supervisor", "/clients/", FIRST, "referrals/new/"),
    "clients:service_period_new": Visit("supervisor", "/clients/", FIRST, "services/new/"),
    "clients:counterpart_new": Visit("supervisor", "/clients/", FIRST, "counterparts/new/"),
    "network:partners": Visit("supervisor", "/partners/"),
    "network:partner_new": Visit("supervisor", "/partners/new/"),
    "network:partner": Visit("supervisor", "/partners/", FIRST),
    "network:service_new": Visit("supervisor", "/partners/", FIRST, "services/new/"),
    "employers:job_referrals": Visit("supervisor", "/job-referrals/?whose=all&state=every"),
    "employers:job_referral": Visit("supervisor", "/job-referrals/?whose=all&state=every", REFERRAL),
    "employers:job_referral_edit": Visit("supervisor", "/job-referrals/?whose=all&state=draft", REFERRAL, "edit/"),
    "employers:job_referral_new": Visit("supervisor", "/clients/", FIRST, "job-referrals/new/?called=esim"),
    "employers:placements": Visit("supervisor", "/placements/?whose=all&state=every"),
    "employers:placement": Visit("supervisor", "/placements/?whose=all&state=every&rung=try_out", PLACEMENT),
    "employers:placement_new": Visit("supervisor", "/clients/", FIRST, "placements/new/?called=esim"),
    "employers:retention": Visit("supervisor", "/placements/retention/"),
    "employers:employers": Visit("supervisor", "/employers/"),
    "employers:service_package": Visit("", "/employer-services/en/"),
    "employers:reckoning": Visit("", f"/employer-services/en/calculator/?{RECKONED}"),
    "employers:interest_new": Visit("", "/employer-services/sv/interest/"),
    "employers:interest_sent": Visit("", "/employer-services/en/interest/sent/"),
    "employers:interest_confirm": Visit("", "/employer-services/en/interest/used-or-wrong/"),
    "employers:interests": Visit("supervisor", "/employer-interest/"),
    "employers:interest": Visit("supervisor", "/employer-interest/", FIRST),
    "employers:occasions": Visit("supervisor", "/employer-events/"),
    "employers:occasion_new": Visit("supervisor", "/employer-events/new/"),
    "employers:occasion": Visit("supervisor", "/employer-events/?form=panel", FIRST),
    "employers:occasion_clients": Visit("coordinator", "/employer-events/?form=panel", FIRST, "clients/"),
    "employers:services": Visit("supervisor", "/services-to-employers/"),
    "employers:service_new": Visit("supervisor", "/services-to-employers/new/"),
    "employers:service": Visit("supervisor", "/services-to-employers/?stage=going_on", FIRST),
    "employers:teams": Visit("supervisor", "/employer-teams/"),
    "employers:team": Visit("supervisor", "/employer-teams/", FIRST),
    "employers:feedbacks": Visit("supervisor", "/employer-feedback/"),
    "employers:feedback_new": Visit("supervisor", "/employer-feedback/new/"),
    "employers:feedback": Visit("supervisor", "/employer-feedback/?stage=late", FIRST),
    "employers:employer": Visit("supervisor", "/employers/", FIRST),
    "employers:employer_new": Visit("supervisor", "/employers/new/"),
    "employers:employer_change": Visit("supervisor", "/employers/", FIRST, "change/"),
    "employers:establishment_new": Visit("supervisor", "/employers/", FIRST, "establishments/new/"),
    "employers:contact_new": Visit("supervisor", "/employers/contacts/new/"),
    "employers:employer_contact_new": Visit("supervisor", "/employers/", FIRST, "contacts/new/"),
    "employers:contacts": Visit("supervisor", "/employers/contacts/?whose=all"),
    "employers:contact": Visit("supervisor", "/employers/contacts/?whose=all", "table.data tbody td a"),
    "employers:figures": Visit("supervisor", "/employers/figures/"),
    "employers:by_area": Visit("supervisor", "/employers/areas/"),
    "questionnaires:question_sets": Visit("supervisor", "/question-sets/"),
    "questionnaires:question_set_new": Visit("supervisor", "/question-sets/new/"),
    "questionnaires:question_set_import": Visit("supervisor", "/question-sets/import/"),
    "questionnaires:question_set": Visit("supervisor", "/question-sets/?whose=own", FIRST),
    "clients:question_path_new": Visit("supervisor", "/clients/", FIRST, "question-path/new/"),
    "accounts:logs": Visit("officer", "/logs/"),
    "accounts:log_entry": Visit("officer", "/logs/", FIRST),
    "accounts:anomalies": Visit("officer", "/logs/anomalies/"),
    "accounts:anomaly": Visit("officer", "/logs/anomalies/", FIRST),
    "reporting:programmes": Visit("supervisor", "/programmes/"),
    "reporting:programme": Visit("supervisor", "/programmes/S20784/"),
    "reporting:figures": Visit("supervisor", "/programmes/S20784/figures/?period=month&starts=2019-12-01"),
    "reporting:indicator": Visit("supervisor", "/programmes/S20784/indicators/A07/?period=year"),
    "reporting:people": Visit("supervisor", f"/programmes/S20784/people/?{A16}"),
    "reporting:published": Visit("supervisor", "/programmes/S20784/published/"),
    "reporting:runs": Visit("supervisor", "/runs/"),
    "reporting:run": Visit("supervisor", "/runs/", FIRST),
    "clients:imports": Visit("outsider", "/imports/"),
    "clients:import_new": Visit("outsider", "/imports/new/"),
    "clients:import": Visit("outsider", "/imports/?name=first", FILE),
    "clients:import_errors": Visit("outsider", "/imports/?name=first", FILE, "errors/"),
    "clients:import_notes": Visit("outsider", "/imports/?name=first", FILE, "notes/"),
    "clients:import_changes": Visit("outsider", "/imports/?name=first", FILE, "changes/"),
    "clients:import_undo": Visit("outsider", "/imports/?name=first", FILE, "undo/"),
    "clients:participation_detail": Visit("supervisor", PEOPLE, FIRST),
    "clients:participation_stay": Visit("supervisor", PEOPLE, FIRST, "stay/"),
    "clients:participation_form": Visit("supervisor", PEOPLE, FIRST, "forms/end/"),
    "clients:form_missing": Visit("supervisor", PEOPLE, FIRST, "forms/end/missing/"),
    "clients:form_withdraw": Visit("supervisor", PEOPLE, FIRST, "forms/end/withdraw/"),
    "clients:participation_new": Visit("supervisor", "/clients/", FIRST, "participations/new/"),
}
OTHER_STATES = {
    "nothing there": Visit("supervisor", "/programmes/S99999/"),
    "a number that is none": Visit("supervisor", "/programmes/S20784/people/?indicator=A16&part=nonsense"),
    "values that do not fit": Visit(
        "supervisor", "/programmes/S20784/indicators/A16/?starts=2019-01-01&ends=2018-01-01"
    ),
    "nobody fits the filter": Visit("supervisor", f"/programmes/S20784/people/?{A16}&reference=nobody"),
    "a month of the calendar": Visit("coordinator", "/calendar/?span=month&who=unit"),
    "a day of the calendar": Visit("coordinator", "/calendar/?span=day"),
    "a small programme": Visit("outsider", f"/programmes/{OTHER_PROGRAMME}/"),
    "pairs": Visit("supervisor", "/programmes/S20784/indicators/A17/?by=unit"),
}
PAGES = VISITS | OTHER_STATES
NOT_PAGES = {
    "set_language": "a form's address",
    "api_schema": "JSON",
    "api_docs": "Swagger UI as it comes, for makers of machines; docs/api.md says the same",
    "oauth_token": "answers machines",
    "oauth_revoke": "answers machines",
    "desk:search_suggestions": "a fragment",
    "desk:home": "leads on to where the work of the role begins",
    "desk:live": "JSON",
    "desk:metrics": "for Prometheus",
    "desk:ready": "JSON",
    "accounts:signout": "a form's address",
    "account_login": "leads on to sign-in",
    "mfa_authenticate": "leads on to the second factor",
    "directory": "leads on to the directory, where one is set",
    "directory_back": "leads on from the directory",
    "accounts:session": "JSON",
    "accounts:passkey_options": "JSON",
    "accounts:passkey_signin": "a form's address",
    "accounts:second_factor": "in the midst of signing in: tests/browser/test_signin.py",
    "accounts:step_up": "asks a person with a factor: tests/browser/test_signin.py",
    "accounts:factor_remove": "asks a person with a factor: tests/browser/test_signin.py",
    "accounts:recovery_codes": "shown once: tests/browser/test_signin.py",
    "accounts:recovery_codes_new": "a form's address",
    "accounts:devices_end": "a form's address",
    "accounts:device_end": "a form's address",
    "accounts:messages_read": "a form's address",
    "accounts:message": "leads on to what the message is about",
    "accounts:people_csv": "a file",
    "ledger:webhook_deliveries_csv": "a file",
    "clients:intake_duplicates": "a part of the page of intake",
    "clients:assignment": "there when clients were given: tests/browser/test_my_day.py",
    "clients:assignment_undo": "a form's address",
    "clients:form_draft": "an address of the script of forms",
    "clients:form_draft_discard": "a form's address",
    "clients:saved_filter": "there when a filter was kept: tests/browser/test_my_day.py",
    "clients:saved_filter_remove": "a form's address",
    "clients:case_hold": "a form's address",
    "clients:case_resume": "a form's address",
    "clients:case_reopen": "made of the same template as closing a case",
    "clients:incoming_referrals_csv": "a file",
    "clients:incoming_referrals_xlsx": "a file",
    **dict.fromkeys(
        (
            "accounts:reviews",
            "accounts:machines",
            "accounts:machine",
            "accounts:notices",
            "accounts:notice_new",
            "accounts:notice",
            "accounts:code_new",
            "accounts:code",
            "network:programmes",
            "network:programme_new",
            "ledger:webhooks",
            "ledger:webhook",
            "ledger:webhook_deliveries",
            "ledger:webhook_delivery",
            "reporting:target_new",
            "reporting:target",
        ),
        "made of the same templates as people, units and one unit",
    ),
    **dict.fromkeys(
        (
            "accounts:invite",
            "accounts:membership_new",
            "accounts:membership",
            "accounts:person_deactivate",
            "accounts:person_reactivate",
            "accounts:person_reset",
            "accounts:machine_new",
            "ledger:webhook_new",
        ),
        "asks for a fresh second factor: tests/browser/test_administration.py",
    ),
    **dict.fromkeys(
        (
            "accounts:person_rename",
            "accounts:invite_again",
            "accounts:membership_end",
            "accounts:membership_confirm",
            "accounts:machine_secret",
            "accounts:machine_token",
            "accounts:machine_end",
            "accounts:notice_end",
            "ledger:webhook_secret",
            "ledger:webhook_try",
            "ledger:webhook_stop",
            "ledger:webhook_resume",
            "ledger:webhook_again",
            "ledger:webhook_delivery_again",
        ),
        "a form's address",
    ),
    **dict.fromkeys(
        (
            "accounts:feedback_receipt",
            "accounts:feedback",
            "clients:consent",
            "clients:consent_withdraw",
        ),
        "there when something was sent: tests/browser/test_consents_and_feedback.py",
    ),
    **dict.fromkeys(
        ("clients:contact", "clients:contact_edit", "clients:contact_withdraw", "clients:appointment_move"),
        "there when something was recorded: tests/browser/test_calendar.py",
    ),
    **dict.fromkeys(
        ("clients:contacts_csv", "clients:contacts_xlsx", "clients:tasks_csv", "clients:tasks_xlsx"), "a file"
    ),
    **dict.fromkeys(
        (
            "clients:question_path",
            "clients:question_path_step",
            "clients:question_path_outcome",
            "questionnaires:question_version",
            "questionnaires:question_preview",
            "questionnaires:question_compare",
            "questionnaires:question_intro",
            "questionnaires:question_new",
            "questionnaires:question",
            "questionnaires:outcome_rule_new",
            "questionnaires:outcome_rule",
        ),
        "walked and looked at: tests/browser/test_question_path.py",
    ),
    **dict.fromkeys(
        (
            "clients:question_path_discard",
            "questionnaires:question_set_draft",
            "questionnaires:question_publish",
            "questionnaires:question_retire",
            "questionnaires:question_discard",
            "questionnaires:question_up",
            "questionnaires:question_down",
            "questionnaires:question_remove",
            "questionnaires:outcome_rule_up",
            "questionnaires:outcome_rule_down",
            "questionnaires:outcome_rule_remove",
        ),
        "a form's address",
    ),
    **dict.fromkeys(
        (
            "questionnaires:question_sets_csv",
            "questionnaires:question_sets_xlsx",
            "questionnaires:question_version_json",
        ),
        "a file",
    ),
    "clients:calendar_feed": "for calendar programs",
    **dict.fromkeys(
        (
            "employers:establishment",
            "employers:filter_keep",
            "employers:owner",
            "employers:person",
            "employers:person_new",
            "employers:willing_end",
        ),
        "made of the same template as changing an employer",
    ),
    **dict.fromkeys(
        ("employers:contact_withdraw", "employers:filter_drop", "employers:willing_confirm"), "a form's address"
    ),
    **dict.fromkeys(
        (
            *("employers:employers_csv", "employers:employers_xlsx", "employers:contacts_csv"),
            *("employers:contacts_xlsx", "employers:figures_csv", "employers:figures_xlsx"),
            *("employers:by_area_csv", "employers:by_area_xlsx"),
        ),
        "a file",
    ),
    "employers:suggestions": "a fragment",
    "employers:to_confirm": "leads on to the list of employers",
    "employers:establishment": "made of the same template as adding one",
    "employers:occasion_edit": "made of the same form as a new one",
    "employers:team_new": "made of the same form as the team's page",
    "employers:decision_done": "made of the same template as other forms",
    "employers:service_packages": "leads to the page in Finnish",
    **dict.fromkeys(
        (
            "employers:interest_accept",
            "employers:interest_decline",
            "employers:occasion_employer",
            "employers:occasion_staff",
            "employers:occasion_out",
            "employers:occasion_decision",
            "employers:service_stage",
            "employers:service_meeting",
            "employers:service_part",
            "employers:service_job",
            "employers:service_end",
            "employers:feedback_close",
            "employers:feedback_route",
        ),
        "a form's address",
    ),
    **dict.fromkeys(
        (
            "employers:feedbacks_csv",
            "employers:feedbacks_xlsx",
            "employers:interests_csv",
            "employers:interests_xlsx",
            "employers:occasions_csv",
            "employers:occasions_xlsx",
            "employers:package_paper",
            "employers:robots",
            "employers:services_csv",
            "employers:services_xlsx",
            "employers:sitemap",
        ),
        "a file",
    ),
    **dict.fromkeys(
        (
            "clients:document",
            "clients:document_edit",
            "clients:merge",
            "clients:person_around_edit",
            "clients:person_around_end",
        ),
        "there when something was recorded: tests/browser/test_duplicates.py",
    ),
    **dict.fromkeys(
        (
            "clients:document_version_new",
            "clients:duplicate_merge",
            "clients:duplicate_part",
            "clients:merge_undo",
        ),
        "a form's address",
    ),
    **dict.fromkeys(
        (
            "clients:document_file",
            "clients:documents_csv",
            "clients:documents_xlsx",
            "clients:duplicates_csv",
            "clients:duplicates_xlsx",
        ),
        "a file",
    ),
    **dict.fromkeys(
        (
            "clients:contact_finalise",
            "clients:appointment_held",
            "clients:appointment_no_show",
            "clients:appointment_cancel",
            "clients:task_finish",
            "clients:task_reopen",
            "clients:task_hand_over",
            "clients:calendar_feed_new",
            "clients:calendar_feed_revoke",
        ),
        "a form's address",
    ),
    **dict.fromkeys(
        (
            "clients:demand_profile",
            "clients:assessment",
            "clients:abilitator_edit",
            "clients:self_rating_edit",
            "clients:need_area_refer",
            "clients:needs_assessment",
        ),
        "there when something was recorded: tests/browser/test_work_ability.py",
    ),
    **dict.fromkeys(
        (
            "clients:plan_version",
            "clients:plan_edit",
            "clients:plan_approve",
            "clients:plan_review",
            "clients:plan_end",
            "clients:plan_goal_new",
            "clients:plan_goal",
            "clients:plan_measure_new",
            "clients:plan_measure",
            "clients:plan_measure_step",
            "clients:deadline_exception_end",
            "clients:pension",
        ),
        "there when something was recorded: tests/browser/test_plans.py",
    ),
    **dict.fromkeys(
        (
            "clients:plan_version_new",
            "clients:plan_discard",
            "clients:plan_goal_remove",
            "clients:plan_measure_remove",
            "clients:pension_step",
        ),
        "a form's address",
    ),
    "clients:plan_pdf": "a file",
    **dict.fromkeys(
        ("clients:keyword_end", "clients:keyword_correct", "clients:ability_status_back", "clients:diagnosis_end"),
        "there when something was recorded: tests/clients/keywords/test_pages.py",
    ),
    **dict.fromkeys(
        (
            "clients:chase_csv",
            "clients:chase_xlsx",
            "clients:target_group_csv",
            "clients:target_group_xlsx",
            "reporting:case_figures_csv",
            "reporting:case_figures_xlsx",
        ),
        "a file",
    ),
    **dict.fromkeys(
        (
            "clients:labour_spell",
            "clients:legal_spell",
            "clients:benefit_spell",
            "clients:labour_spell_withdraw",
            "clients:legal_spell_withdraw",
            "clients:benefit_spell_withdraw",
            "clients:employment",
            "clients:employment_edit",
            "clients:employment_withdraw",
            "clients:coaching_new",
            "clients:coaching_withdraw",
            "clients:support",
            "clients:support_withdraw",
            "clients:meeting",
            "clients:meeting_held",
            "clients:meeting_withdraw",
        ),
        "there when something was recorded: tests/browser/test_spells.py",
    ),
    "clients:meeting_cancel": "a form's address",
    **dict.fromkeys(("clients:follow_ups_csv", "clients:follow_ups_xlsx"), "a file"),
    "reporting:case_figures_compute": "a form's address",
    **dict.fromkeys(
        (
            "clients:handover_accept",
            "clients:handover_decline",
            "clients:handover_withdraw",
            "clients:transfer_decline",
            "clients:transfer_send",
            "clients:transfer_withdraw",
            "clients:service_referral_send",
            "clients:service_referral_step",
            "clients:service_referral_link_again",
            "clients:counterpart_end",
            "clients:referral_link_answer",
            "clients:referral_link_renew",
        ),
        "a form's address",
    ),
    **dict.fromkeys(
        ("clients:handovers_csv", "clients:handovers_xlsx", "clients:transfers_csv", "clients:transfers_xlsx"), "a file"
    ),
    **dict.fromkeys(
        ("clients:service_referrals_csv", "clients:service_referrals_xlsx", "clients:service_referral_answers_xlsx"),
        "a file",
    ),
    **dict.fromkeys(
        ("employers:job_referral_send", "employers:job_referral_step", "employers:placement_evaluate"),
        "a form's address",
    ),
    **dict.fromkeys(
        (
            *("employers:job_referrals_csv", "employers:job_referrals_xlsx", "employers:job_referral_pdf"),
            *("employers:placements_csv", "employers:placements_xlsx", "employers:placement_contract_pdf"),
            *("employers:retention_csv", "employers:retention_xlsx"),
        ),
        "a file",
    ),
    "clients:referral_link": "there when a referral was sent: tests/browser/test_referrals.py",
    "questionnaires:answer": "there when a client was given a link: tests/browser/test_feedback.py",
    "clients:service_period_edit": "made of the same form as a new one",
    "network:service": "made of the same templates as the partner's page",
    "clients:statement_step": "a form's address",
    "clients:assessment_step": "a form's address",
    "clients:statements_csv": "a file",
    "clients:statements_xlsx": "a file",
    "accounts:feedbacks_csv": "a file",
    "accounts:feedback_extend": "a form's address",
    "accounts:logs_csv": "a file",
    "accounts:anomalies_csv": "a file",
    "accounts:anomaly_comment": "a form's address",
    "accounts:anomaly_close": "a form's address",
    "clients:clients_csv": "a file",
    "clients:clients_xlsx": "a file",
    "clients:glasses_csv": "a file",
    "clients:glasses_xlsx": "a file",
    "clients:relation_end": "a form's address",
    "clients:handled_pdf": "a file",
    "clients:consents_csv": "a file",
    "clients:consents_xlsx": "a file",
    "clients:disclosures_csv": "a file",
    "clients:disclosures_xlsx": "a file",
    "reporting:programme_compute": "a form's address",
    "reporting:run_cancel": "a form's address",
    "reporting:run_progress": "a part of the run's page",
    "reporting:run_jobs": "a part of the run's page",
    "reporting:figures_csv": "a file",
    "reporting:figures_xlsx": "a file",
    "reporting:people_csv": "a file",
    "reporting:people_xlsx": "a file",
    "reporting:published_csv": "a file",
    "reporting:published_xlsx": "a file",
    "clients:import_progress": "a part of the import's page",
    "clients:import_errors_csv": "a file",
    "clients:import_confirm": "a form's address",
    "clients:import_discard": "a form's address",
    "clients:import_cancel": "a form's address",
}


def test_every_route_is_visited() -> None:
    routes = {name for name in route_names(get_resolver().url_patterns) if not name.startswith("api:")}

    assert routes == VISITS.keys() | NOT_PAGES.keys()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_fits_a_narrow_screen(visit, name: str) -> None:
    page = visit(name, language="fi")
    wide = violations(page)
    page.set_viewport_size(PHONE)
    narrow = violations(page)

    assert (wide, narrow) == ([], [])
    assert overflow(page) == 0


@pytest.mark.parametrize("name", PAGES)
def test_page_works_without_javascript(visit, name: str) -> None:
    """In Swedish, which is seen to fit a narrow screen here too."""
    page = visit(name, scripted=False, language="sv")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_be_visible()
    assert page.locator("table.data").count() == page.locator("table.data:visible, details table.data").count()
    assert page.locator("[data-chart]:visible").count() == 0
    assert page.locator("[data-chart]").count() == page.locator(".chart-unavailable").count()
    page.set_viewport_size(PHONE)
    assert overflow(page) == 0


def test_documentation_of_the_api_opens_and_leads_back(new_context) -> None:
    page = new_context().new_page()
    page.goto("/api/v1/docs/")
    expect(page.locator("#swagger-ui")).to_contain_text("/api/v1/values/")

    page.get_by_role("link", name="← Täsmä").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_number_opens_by_keyboard_alone(signed_in) -> None:
    page = signed_in("supervisor")
    open_dashboard(page)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    number = page.locator(".tile-number a").first
    for _step in range(20):
        page.keyboard.press("Tab")
        assert is_focus_visible(page)
        if number.evaluate("link => link === document.activeElement"):
            break
    expect(number).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#count")).to_have_text("774 people.")


def test_months_unfold_by_keyboard(signed_in) -> None:
    page = signed_in("supervisor")
    open_dashboard(page)
    months = page.locator("section[aria-labelledby=months]")
    expect(months.locator("table.data")).to_be_hidden()

    months.locator("summary").focus()
    page.keyboard.press("Enter")

    expect(months.locator("table.data")).to_be_visible()


@dataclass
class Reader:
    """A window that stays open from page to page, and what the pages in it complained of."""

    page: Page
    complaints: Complaints


@pytest.fixture(scope="module")
def readers(
    product: Product, browser: Browser, other_programme: str
) -> Iterator[tuple[Callable[..., Reader], dict[tuple[str, str, str], str]]]:
    """Who reads, with scripts and without, once numbers and long names are there; and the links that were found so far.

    These tests change nothing, so one window serves all pages: opening one takes twice as long as a page.
    """
    opened: dict[tuple[str, bool], Reader] = {}

    def reader(who: str, *, scripted: bool) -> Reader:
        if (who, scripted) not in opened:
            state = product.state_of(browser, who) if who else None
            context = browser.new_context(
                storage_state=state, java_script_enabled=scripted, locale="en-GB", base_url=product.address
            )
            complaints = Complaints(product)
            complaints.watch(context)
            opened[who, scripted] = Reader(context.new_page(), complaints)
        return opened[who, scripted]

    product.make_person(LONG, name=LONG.partition("@")[0].title(), role="paa")
    for who, programme in (("supervisor", "S20784"), ("outsider", other_programme)):
        open_dashboard(reader(who, scripted=True).page, programme)
    yield reader, {}
    for one in opened.values():
        one.page.context.close()


@pytest.fixture
def visit(readers) -> Iterator[Callable[..., Page]]:
    """Opens a page in the window of its reader, which may not complain."""
    reader, links = readers
    used: list[Reader] = []

    def open_page(name: str, *, language: str = "en", scripted: bool = True) -> Page:
        wanted = PAGES[name]
        used.append(one := reader(wanted.who, scripted=scripted))
        one.page.set_viewport_size(DESK)
        speak(one.page.context, language)
        wanted.open(one.page, links)
        return one.page

    yield open_page
    complaints = [each for one in used for each in one.complaints]
    for one in used:
        one.page.goto("about:blank")
        one.complaints.clear()
    assert complaints == []


def route_names(patterns, space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from route_names(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}"
