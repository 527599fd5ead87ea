"""What is typed into filters ends up in addresses, and so in logs: nothing of a client may be asked there."""

import re
from collections import defaultdict

import pytest
from django.test import Client
from django.urls import reverse

from accounts.context import set_context
from accounts.enums import Role
from config.kernel.personal import Group, Subject, registry
from tests.factories.accounts import HOME_AREA, MembershipFactory, member
from tests.factories.network import ProgrammeFactory
from tests.factories.signin import fresh_second_factor
from tests.house.test_addresses import endpoint, patterns

ASKING = re.compile(r"<form\b(?![^>]*method=\"post\")[^>]*>(.*?)</form>", re.DOTALL | re.IGNORECASE)
WHO_AND_WHERE = {Group.IDENTITY, Group.CONTACT, Group.NON_DISCLOSURE, Group.HEALTH, Group.STATEMENTS}
FIELD = re.compile(r'<(?:input|select|textarea|button)\b[^>]*\bname="\w+"[^>]*>')
NAME = re.compile(r'\bname="(\w+)"')
# A choice among listed codes tells of nobody (docs/decisions.md, Filters in addresses); anything else may be typed.
OF_CODES = re.compile(r'<select\b|<input\b[^>]*\btype="(?:checkbox|radio)"')
# Named as something of a client's is: these are all there are, each a choice among codes.
CHOICES = {
    "age": {"/clients/"},
    "kind": {
        "/administration/webhooks/deliveries/",
        "/chase-list/",
        "/employers/",
        "/incoming-referrals/",
        "/job-referrals/",
        "/question-sets/",
        "/tasks/",
    },
    "municipality": {"/employers/"},
    "non_disclosure": {"/clients/"},
    "size": {"/employers/"},
    "stage": {"/employer-feedback/", "/employer-interest/", "/services-to-employers/"},
    "state": {
        "/administration/feedback/",
        "/administration/people/",
        "/administration/webhooks/deliveries/",
        "/chase-list/",
        "/duplicates/",
        "/exceptional-access/",
        "/follow-ups/",
        "/hand-overs/",
        "/hidden-jobs/",
        "/imports/",
        "/incoming-referrals/",
        "/job-referrals/",
        "/logs/anomalies/",
        "/placements/",
        "/service-referrals/",
        "/tasks/",
        "/transfers/",
        "/vacancies/",
    },
}
# A token stands in these addresses: each is good once and for a short time.
SECRETS = {"token", "key", "secret", "session", "password"}
ONE_TIME = {"accounts:signin_link", "accounts:link"}
# A calendar program comes again and again: good until its owner renews or revokes it, and it names nobody.
FEEDS = {"clients:calendar_feed"}
# A partner answers a referral by it for fourteen days at most; it names nobody, and no page behind it is kept.
PARTNERS = {"clients:referral_link", "clients:referral_link_answer", "clients:referral_link_renew"}
# A client answers once by it without a name.
ANSWERS = {"questionnaires:answer"}
# An employer confirms an interest by it once, within a week.
CONFIRMS = {"employers:interest_confirm"}


def of_clients() -> set[str]:
    return {
        field.name
        for rule in registry().values()
        for field in rule.fields.values()
        if rule.about == Subject.CLIENT and field.group in WHO_AND_WHERE
    }


@pytest.fixture
def browsers(db) -> list[Client]:
    ProgrammeFactory(code="S20784")
    made = []
    for roles in ((Role.SUPERVISOR,), (Role.ADMINISTRATOR, Role.DATA_PROTECTION)):
        person = member(role=roles[0])
        for role in roles[1:]:
            MembershipFactory(user=person, role=role, area_id=HOME_AREA)
        browser = Client()
        set_context(user=person.pk)
        browser.force_login(person)
        fresh_second_factor(browser, person)
        set_context(user=None, areas=range(1, 47))
        made.append(browser)
    return made


def test_filters_ask_for_nothing_of_a_client(browsers):
    lists = [
        reverse(name)
        for name, pattern in patterns()
        if not pattern.pattern.converters
        and endpoint(pattern) is None
        and not name.endswith(("_csv", "_xlsx", "signout"))
    ]
    typed: dict[str, set[str]] = defaultdict(set)
    chosen: dict[str, set[str]] = defaultdict(set)

    for browser in browsers:
        for address in lists:
            response = browser.get(address)
            if response.status_code == 200 and "html" in response["Content-Type"]:
                for field in FIELD.findall(" ".join(ASKING.findall(response.content.decode()))):
                    (chosen if OF_CODES.match(field) else typed)[NAME.findall(field)[0]].add(address)

    assert len(set().union(*typed.values(), *chosen.values())) > 4
    assert {name: typed[name] for name in typed if name in of_clients()} == {}
    assert {name: chosen[name] for name in chosen if name in of_clients()} == CHOICES


def test_tokens_stand_in_addresses_of_one_time_links_only():
    assert {name for name, pattern in patterns() if set(pattern.pattern.converters) & SECRETS} == (
        ONE_TIME | FEEDS | PARTNERS | ANSWERS | CONFIRMS
    )
