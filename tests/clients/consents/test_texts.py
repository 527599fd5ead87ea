import pytest
from django.db import DatabaseError, connections, transaction
from django.utils.translation import override

from clients.disclosure_grounds import CONSENT_KINDS, EVERYTHING, FOR_EMPLOYERS, GROUNDS, ITEM_GROUPS, ONLY_IN_WRITING
from clients.enums import HEALTH_ITEMS, ConsentKind, DataItem, Ground, RecipientKind
from clients.models import ConsentText
from clients.selectors.consents import text_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ConsentKind)
def test_every_kind_has_a_published_text_in_three_languages(kind):
    text = text_for(kind)

    words = {}
    for language in ("fi", "sv", "en"):
        with override(language):
            words[language] = (text.title, text.body, tuple(text.words.values()))
    assert text.published_at is not None
    assert len(set(words.values())) == 3
    assert all(all(parts) for parts in words.values())
    assert set(text.words) <= set(DataItem.values)


def test_an_employers_text_asks_only_for_what_an_employer_may_get():
    assert set(text_for(ConsentKind.EMPLOYER).words) == FOR_EMPLOYERS
    assert not {DataItem.DIAGNOSIS, DataItem.STATEMENTS, DataItem.NEED} & FOR_EMPLOYERS


def test_what_needs_a_consent_can_be_consented_to():
    for (recipient, _ground), rule in GROUNDS.items():
        if rule.by_consent and recipient in CONSENT_KINDS:
            words = set(text_for(CONSENT_KINDS[recipient]).words)
            missing = rule.by_consent - words
            assert missing <= ({DataItem.NAME, DataItem.CONTACT, DataItem.SKILLS} if recipient == "research" else set())


@pytest.mark.parametrize(("recipient", "ground"), sorted(GROUNDS))
def test_rules_of_grounds_agree_with_themselves(recipient, ground):
    rule = GROUNDS[recipient, ground]

    assert rule.in_writing <= rule.by_consent <= rule.allowed <= EVERYTHING
    if rule.by_consent:
        assert rule.in_writing & HEALTH_ITEMS == rule.by_consent & HEALTH_ITEMS
        assert rule.in_writing <= ONLY_IN_WRITING[CONSENT_KINDS[recipient]]


def test_the_law_of_disclosure():
    employer = GROUNDS[RecipientKind.EMPLOYER, Ground.EMPLOYER]
    provider = GROUNDS[RecipientKind.PROVIDER, Ground.SERVICE]
    joint = GROUNDS[RecipientKind.KELA, Ground.JOINT]

    assert [ground for kind, ground in GROUNDS if kind == RecipientKind.EMPLOYER] == [Ground.EMPLOYER]
    assert employer.allowed == employer.by_consent == employer.in_writing
    assert provider.by_consent == HEALTH_ITEMS
    assert joint.by_consent == frozenset()
    assert ITEM_GROUPS.keys() == EVERYTHING


@pytest.mark.parametrize("change", ["UPDATE clients_consenttext SET title_fi = 'x'", "DELETE FROM clients_consenttext"])
def test_the_application_cannot_change_a_text(change):
    with pytest.raises(DatabaseError), transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute(change)

    assert ConsentText.objects.count() == 4
