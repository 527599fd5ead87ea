"""The first texts of consent. Published texts stay; a changed text is a new version in a migration of its own."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import migrations

PUBLISHED = """
CREATE FUNCTION clients_consenttext_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published text of consent stays as it is; publish a new version'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER published_stays BEFORE UPDATE OR DELETE ON clients_consenttext
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION clients_consenttext_stays();
CREATE TRIGGER published_stays_whole BEFORE TRUNCATE ON clients_consenttext
    FOR EACH STATEMENT EXECUTE FUNCTION clients_consenttext_stays();
"""
UNPUBLISHED = """
DROP TRIGGER published_stays ON clients_consenttext;
DROP TRIGGER published_stays_whole ON clients_consenttext;
DROP FUNCTION clients_consenttext_stays();
"""
NAME = ("name", "Nimi", "Namn", "Name")
BIRTH_DATE = ("birth_date", "Syntymäaika", "Födelsetid", "Date of birth")
CONTACT = ("contact", "Yhteystiedot", "Kontaktuppgifter", "Contact details")
LANGUAGES = ("languages", "Äidinkieli ja kielitaito", "Modersmål och språkkunskaper", "Mother tongue and languages")
EDUCATION = ("education", "Koulutus ja tutkinnot", "Utbildning och examina", "Education and qualifications")
WORK_HISTORY = ("work_history", "Työhistoria", "Arbetshistoria", "Work history")
SKILLS = (
    "skills",
    "Osaaminen sekä työ- ja koulutustoiveet",
    "Kunnande samt önskemål om arbete och utbildning",
    "Skills and wishes for work or education",
)
UNEMPLOYED_YEAR = (
    "unemployed_year",
    "Tieto siitä, että olen ollut yhtäjaksoisesti työttömänä 12 kuukautta",
    "Uppgift om att jag har varit arbetslös utan avbrott i 12 månader",
    "That I have been unemployed without a break for 12 months",
)
NEED = (
    "need",
    "Palvelutarve ja suunnitelma",
    "Servicebehov och plan",
    "Need for service and plan",
)
SERVICES = (
    "services",
    "Palvelut, joihin olen osallistunut, ja niiden tulokset",
    "Tjänster som jag har deltagit i och deras resultat",
    "Services I have taken part in and their results",
)
LIMITATIONS = (
    "limitations",
    "Terveystieto: miten sairaus tai vamma rajoittaa työtä",
    "Hälsouppgift: hur sjukdom eller skada begränsar arbetet",
    "Health: how illness or injury limits work",
)
ACCOMMODATION = (
    "accommodation",
    "Terveystieto: tarvittavat työjärjestelyt ja apuvälineet",
    "Hälsouppgift: behövliga arbetsarrangemang och hjälpmedel",
    "Health: accommodations and aids needed at work",
)
WORK_ABILITY = (
    "work_ability",
    "Terveystieto: työkyvyn arvio",
    "Hälsouppgift: bedömning av arbetsförmågan",
    "Health: assessment of work ability",
)
STATEMENTS = (
    "statements",
    "Terveystieto: lääkärin ja muiden asiantuntijoiden lausunnot",
    "Hälsouppgift: utlåtanden av läkare och andra sakkunniga",
    "Health: statements of doctors and other experts",
)
DIAGNOSIS = (
    "diagnosis",
    "Terveystieto: diagnoosin pääluokka",
    "Hälsouppgift: diagnosens huvudgrupp",
    "Health: chapter of the diagnosis",
)
HEALTH = (LIMITATIONS, ACCOMMODATION, WORK_ABILITY, STATEMENTS, DIAGNOSIS)
GENERAL = (NAME, BIRTH_DATE, CONTACT, LANGUAGES, EDUCATION, WORK_HISTORY, SKILLS, UNEMPLOYED_YEAR, NEED, SERVICES)

FREEDOM_FI = (
    "Suostumus on vapaaehtoinen. Voin kieltäytyä kokonaan tai osasta tietoja ja peruuttaa suostumuksen milloin "
    "tahansa; jo luovutettuja tietoja peruuttaminen ei koske. Myös kieltäytyminen kirjataan."
)
FREEDOM_SV = (
    "Samtycket är frivilligt. Jag kan vägra helt eller för en del av uppgifterna och återkalla samtycket när som "
    "helst; återkallelsen gäller inte uppgifter som redan har lämnats ut. Även en vägran antecknas."
)
FREEDOM_EN = (
    "Consent is voluntary. I may refuse all or some of the data and withdraw my consent at any time; withdrawal does "
    "not concern data already disclosed. A refusal is recorded too."
)

TEXTS = (
    (
        "provider",
        ("Suostumus palveluntuottajalle", "Samtycke för en tjänsteproducent", "Consent for a service provider"),
        (
            ("Työvoimaviranomainen saa antaa palveluntuottajalle palvelun kannalta välttämättömät tiedot. Terveyttä ja "
            "työkykyä koskevia tietoja saa antaa vain, jos suostun siihen kirjallisesti tieto kerrallaan "
            "(laki 380/2023, 116 §)."),
            ("Arbetskraftsmyndigheten får lämna en tjänsteproducent de uppgifter som är nödvändiga för tjänsten. "
            "Uppgifter om hälsa och arbetsförmåga får lämnas bara om jag samtycker skriftligt för varje uppgift "
            "(lagen 380/2023, 116 §)."),
            ("The employment authority may give a service provider the data that the service needs. Data on health and "
            "work ability may be given only with my written consent, item by item (Act 380/2023, section 116)."),
        ),
        GENERAL + HEALTH,
    ),
    (
        "employer",
        ("Suostumus työnantajalle", "Samtycke för en arbetsgivare", "Consent for an employer"),
        (
            ("Työnantajalle saa antaa tietojani vain kirjallisella suostumuksellani. Terveystietoja saa antaa vain, jos "
            "suostun siihen tieto kerrallaan ja tieto on välttämätön työn erityisvaatimusten tai työllistymiseni "
            "vuoksi (laki 380/2023, 118 §)."),
            ("Mina uppgifter får lämnas till en arbetsgivare bara med mitt skriftliga samtycke. Hälsouppgifter får "
            "lämnas bara om jag samtycker för varje uppgift och uppgiften är nödvändig på grund av arbetets särskilda "
            "krav eller för att jag ska få arbete (lagen 380/2023, 118 §)."),
            ("My data may be given to an employer only with my written consent. Data on health may be given only if I "
            "consent item by item and the item is necessary for the special requirements of the work or for my "
            "employment (Act 380/2023, section 118)."),
        ),
        (
            NAME, CONTACT, LANGUAGES, EDUCATION, WORK_HISTORY, SKILLS, UNEMPLOYED_YEAR, LIMITATIONS, ACCOMMODATION,
            WORK_ABILITY,
        ),
    ),
    (
        "network",
        ("Suostumus verkostotyöhön", "Samtycke till nätverksarbete", "Consent to working together"),
        (
            ("Asiaani voidaan käsitellä yhdessä nimetyn tahon kanssa, esimerkiksi verkostopalaverissa. Annan luvan "
            "kertoa taholle vain ne tiedot, joihin suostun. Terveystietoihin tarvitaan kirjallinen suostumus."),
            ("Mitt ärende kan behandlas tillsammans med den part som nämns, till exempel på ett nätverksmöte. Parten "
            "får bara veta de uppgifter som jag samtycker till. För hälsouppgifter behövs skriftligt samtycke."),
            ("My case may be dealt with together with the body named, for instance at a network meeting. It may be "
            "told only the data that I consent to. Data on health needs a written consent."),
        ),
        GENERAL + HEALTH,
    ),
    (
        "research",
        ("Suostumus tutkimukseen", "Samtycke till forskning", "Consent to research"),
        (
            ("Tietojani saa antaa nimettyyn tutkimukseen siltä osin kuin suostun. Kieltäytyminen ei vaikuta "
            "palveluihini."),
            ("Mina uppgifter får lämnas till den forskning som nämns till den del jag samtycker. En vägran påverkar "
            "inte mina tjänster."),
            "My data may be given to the research named as far as I consent. A refusal does not affect my services.",
        ),
        (BIRTH_DATE, LANGUAGES, EDUCATION, WORK_HISTORY, UNEMPLOYED_YEAR, NEED, SERVICES, *HEALTH),
    ),
)  # fmt: skip


def publish(apps: Any, schema_editor: Any) -> None:
    texts = apps.get_model("clients", "ConsentText").objects.using(schema_editor.connection.alias)
    for kind, titles, bodies, items in TEXTS:
        words = dict(zip(("title_fi", "title_sv", "title_en"), titles, strict=True))
        for language, body, freedom in zip(
            ("fi", "sv", "en"), bodies, (FREEDOM_FI, FREEDOM_SV, FREEDOM_EN), strict=True
        ):
            words[f"body_{language}"] = f"{body}\n\n{freedom}"
        texts.create(
            id=uuid5(NAMESPACE_URL, f"tasma:consent:{kind}:1"),
            kind=kind,
            version=1,
            items=[dict(zip(("code", "fi", "sv", "en"), item, strict=True)) for item in items],
            valid_from=date(2025, 1, 1),
            published_at=datetime(2025, 1, 1, tzinfo=UTC),
            **words,
        )


OPERATIONS = [
    migrations.RunSQL(PUBLISHED, UNPUBLISHED),
    migrations.RunPython(publish, migrations.RunPython.noop),
]
