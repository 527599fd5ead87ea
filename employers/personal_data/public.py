"""Interest from the public pages in the registry of personal data."""

from config.kernel.personal import Group, History, Merge, Retention, Subject, register

INTEREST = Retention(
    code="interest",
    years=None,
    counted_from="7 days when not confirmed, else half a year from the decision",
    ground="906/2019 21 §",
)

register(
    "employers.InterestRequest",
    about=Subject.SENDER,
    purpose="an employer asks from the public pages to be contacted; who wrote is encrypted and then forgotten",
    retention=INTEREST,
    merge=Merge.NOT_CLIENT,
    history=History.TRIGGER,
    fields={
        Group.FEEDBACK: "business_id employer_name contact_cipher language municipality",
        Group.STAFF: "decided_by",
        Group.LOG: "sent_at mailed_at confirmed_at decided_at",
        Group.TECHNICAL: "id version area state token_hash mark_hash employer reason",
    },
)
