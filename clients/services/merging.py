"""Two records of one person become one, and part again as they were.

One record is kept and the other absorbed: it stays as a row that points to the kept one and is in no list any more.
Undoing restores every row that the merge touched to exactly what it was, versions and marks of who had ended what
included; what was recorded since stays with the kept record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import pghistory
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import MessageKind
from accounts.models import User
from accounts.services.messages import tell
from clients.enums import CASELOAD, RelationKind
from clients.enums.merging import PAIR_STEPS, PairState
from clients.models import CaseRelation, Client, ClientMerge, DuplicateCandidate, Participation
from clients.policies import can_manage_relations
from clients.selectors.merging import (
    ABSORBED,
    IDENTITY,
    IDENTITY_COLUMNS,
    KEPT,
    differing,
    field_label,
    preset,
)
from clients.selectors.relation_words import relation_words
from clients.services import moving
from clients.services.moving import Clash
from clients.signals import participations_changed
from config.kernel.encryption import Undecipherable, fingerprint, key_id_of
from config.kernel.errors import Conflict, NotAllowed, NotFound, OutOfOrder, Refusal
from ledger.services.markers import mark_changed

RESPONSIBLE = "responsible"
MARKER = "participation"
FINGERPRINT = 4
ENDED_COLUMNS = ("ended_at", "version")
Values = dict[str, str | None]


@transaction.atomic
def merge_clients(
    *, actor: User, kept_id: UUID, absorbed_id: UUID, versions: tuple[int, int], choices: Mapping[str, str]
) -> ClientMerge:
    """The kept record has the values chosen (`choices`: by field, kept or absorbed) and all that was of the other.

    Refused: fields that differ and must be chosen, what both have and one person can have once (stands_in_the_way).
    Where both have a responsible coordinator, `choices["responsible"]` says who stays it; relations that both have
    alike are ended on the absorbed side. Non-disclosure of either is non-disclosure of the kept record.
    """
    kept, absorbed = _both(actor, kept_id, absorbed_id)
    if (kept.version, absorbed.version) != versions:
        raise Conflict
    chosen = _chosen(kept, absorbed, choices)
    if sentences := stands_in_the_way(kept, absorbed):
        raise Refusal(" ".join(sentences))
    merge = ClientMerge(area_id=kept.area_id, kept=kept, absorbed=absorbed, merged_by=actor, choices=chosen)
    told = _caseload((kept, absorbed))
    try:
        with transaction.atomic(), pghistory.context(merge=str(merge.pk)):
            _write(merge, kept, absorbed, chosen)
    except IntegrityError as error:
        raise Refusal(_("The two records say things that cannot be true of one person. Nothing was merged.")) from error
    _decide(actor, kept, absorbed, PairState.MERGED)
    _announce(actor, (kept, absorbed), told)
    return merge


@transaction.atomic
def undo_merge(*, actor: User, merge_id: UUID, version: int) -> ClientMerge:
    """Both records are as they were; the pair is not proposed again. Refused, naming what, when any of it changed."""
    merge = ClientMerge.objects.visible_to(actor).locked().filter(pk=merge_id).first()
    if merge is None:
        raise NotFound
    held = {client.pk: client for client in Client.objects.filter(pk__in=[merge.kept_id, merge.absorbed_id]).locked()}
    kept, absorbed = held[merge.kept_id], held[merge.absorbed_id]
    _must_manage(actor, kept)
    if merge.version != version:
        raise Conflict
    if merge.undone_at is not None:
        raise OutOfOrder(_("The merge has been undone already."))
    before = json.loads(merge.overwritten)
    if changed := _changed_since(merge, kept, before):
        raise Refusal(
            _("It cannot be undone any more: since the merge this was changed: %(what)s.")
            % {"what": ", ".join(changed)}
        )
    with pghistory.context(undone_merge=str(merge.pk)):
        _restore(merge, kept, absorbed, before)
    merge.undone_at, merge.undone_by, merge.version = timezone.now(), actor, version + 1
    merge.save(update_fields=["undone_at", "undone_by", "version"])
    _decide(actor, kept, absorbed, PairState.NOT_DUPLICATE)
    _announce(actor, (kept, absorbed), _caseload((kept, absorbed)))
    return merge


@transaction.atomic
def part_pair(*, actor: User, pair_id: UUID, version: int) -> DuplicateCandidate:
    """The two are not the same person, and are not proposed as such again."""
    pair = DuplicateCandidate.objects.visible_to(actor).filter(pk=pair_id).locked().first()
    if pair is None:
        raise NotFound
    _both(actor, pair.first_id, pair.second_id)
    if pair.version != version:
        raise Conflict
    _step(pair, PairState.NOT_DUPLICATE, actor=actor)
    return pair


def stands_in_the_way(kept: Client, absorbed: Client) -> list[str]:
    """Why the two cannot be merged as they are, in sentences; found before anything is written."""
    ending = Q(pk__in=[row.pk for row in _to_end(kept, absorbed, {RESPONSIBLE: KEPT})])
    found = moving.clashes(kept=kept, absorbed=absorbed, ignoring={CaseRelation: ending})
    return list(dict.fromkeys(_sentence(clash) for clash in found))


def _sentence(clash: Clash) -> str:
    what = relation_words(clash.pointer.model)
    error = clash.constraint.violation_error_message
    if error and error != models.UniqueConstraint.default_violation_error_message:
        return _("%(what)s: %(rule)s Change or end it on one of the records first.") % {"what": what, "rule": error}
    return _("%(what)s: both records have one, and a client can have only one. Change one of the records first.") % {
        "what": what
    }


def _both(actor: User, kept_id: UUID, absorbed_id: UUID) -> tuple[Client, Client]:
    """Both clients, held in one order, when the actor needs to know both and manages both."""
    found = {one.pk: one for one in Client.objects.visible_to(actor).filter(pk__in=[kept_id, absorbed_id]).locked()}
    if kept_id == absorbed_id or len(found) != 2:
        raise NotFound
    kept, absorbed = found[kept_id], found[absorbed_id]
    if kept.area_id != absorbed.area_id:
        raise NotFound
    _must_manage(actor, kept)
    _must_manage(actor, absorbed)
    return kept, absorbed


def _must_manage(actor: User, client: Client) -> None:
    if not can_manage_relations(actor, client):
        raise NotAllowed(
            _("Only a supervisor of the unit, or the coordinator responsible for both, merges or parts two records.")
        )


def _chosen(kept: Client, absorbed: Client, choices: Mapping[str, str]) -> dict[str, str]:
    """Of every field that differs whose value is taken; Refusal at the first that a person must still choose."""
    chosen = {}
    for name in differing(kept, absorbed):
        taken = choices.get(name) or preset(name, kept, absorbed)
        if taken not in (KEPT, ABSORBED):
            raise Refusal(
                _("Choose which value is right: %(field)s.") % {"field": field_label(name).lower()}, field=name
            )
        chosen[name] = taken
    if choices.get(RESPONSIBLE) == ABSORBED:
        chosen[RESPONSIBLE] = ABSORBED
    return chosen


def _impossible(error: IntegrityError) -> Refusal:
    """What the database says of the values taken together, in the words of the constraint they break."""
    broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
    words = {one.name: one.violation_error_message for one in Client._meta.constraints}
    default = models.BaseConstraint.default_violation_error_message
    if (told := words.get(broken)) and told != default:
        return Refusal(told)
    return Refusal(_("The two records say things that cannot be true of one person. Nothing was merged."))


def _write(merge: ClientMerge, kept: Client, absorbed: Client, chosen: Mapping[str, str]) -> None:
    before: dict[str, Any] = {"kept": _values(kept), "absorbed": _values(absorbed)}
    before["codes"] = {KEPT: _code(kept), ABSORBED: _code(absorbed)}
    ending = _to_end(kept, absorbed, chosen)
    before["ended"] = {str(row.pk): _values(row, ENDED_COLUMNS) for row in ending}
    _take(kept, absorbed, chosen)
    _end(ending, at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    moved = moving.move(to=kept, of=absorbed)
    columns = moving.columns_of(CaseRelation)
    keys = list(before["ended"])
    before["ended_rows"] = {"columns": columns, "rows": moving.digests(CaseRelation, keys, columns)}
    before["after"] = _values(kept)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    merge.moved = moved
    merge.overwrite(json.dumps(before))
    merge.save(force_insert=True)


def _take(kept: Client, absorbed: Client, chosen: Mapping[str, str]) -> None:
    """The kept record has the chosen values; of two identity codes the other stays with the absorbed record."""
    taken = {name for name, whose in chosen.items() if whose == ABSORBED and name != RESPONSIBLE}
    identity = (*(getattr(kept, column) for column in IDENTITY_COLUMNS),)
    for name in taken:
        for column in IDENTITY_COLUMNS if name == IDENTITY else (Client._meta.get_field(name).attname,):  # type: ignore[union-attr]
            setattr(kept, column, getattr(absorbed, column))
    kept.non_disclosure = kept.non_disclosure or absorbed.non_disclosure
    kept.version += 1
    absorbed.merged_into = kept
    Client.objects.filter(pk=absorbed.pk).update(merged_into=kept, **dict.fromkeys(IDENTITY_COLUMNS))
    _save(kept)
    if IDENTITY in taken:
        for column, value in zip(IDENTITY_COLUMNS, identity, strict=True):
            setattr(absorbed, column, value)
    Client.objects.filter(pk=absorbed.pk).update(**{column: getattr(absorbed, column) for column in IDENTITY_COLUMNS})


def _to_end(kept: Client, absorbed: Client, chosen: Mapping[str, str]) -> list[CaseRelation]:
    """Relations that end because one client has only one of each kind and person, and one responsible coordinator."""
    open_rows = CaseRelation.objects.filter(client__in=[kept, absorbed], ended_at__isnull=True).order_by("pk")
    rows = list(open_rows.select_for_update())
    mine = [row for row in rows if row.client_id == kept.pk]
    theirs = [row for row in rows if row.client_id == absorbed.pk]
    alike = {(row.user_id, row.kind) for row in mine}
    ending = {row.pk: row for row in theirs if (row.user_id, row.kind) in alike}
    two = [
        [row for row in side if row.kind == RelationKind.RESPONSIBLE and row.pk not in ending]
        for side in (mine, theirs)
    ]
    if all(two):
        leaving = two[0] if chosen.get(RESPONSIBLE) == ABSORBED else two[1]
        ending |= {row.pk: row for row in leaving}
    return sorted(ending.values(), key=lambda row: str(row.pk))


def _end(rows: Iterable[CaseRelation], *, at: datetime) -> None:
    for row in rows:
        CaseRelation.objects.filter(pk=row.pk).update(ended_at=at, version=row.version + 1)


def _changed_since(merge: ClientMerge, kept: Client, before: Mapping[str, Any]) -> list[str]:
    """In words what was changed since the merge and would be lost or torn by parting."""
    models_changed = [
        *moving.changed_since(merge.moved),
        *moving.bound_since(kept=kept, moved=merge.moved),
    ]
    rows = before["ended_rows"]
    if moving.digests(CaseRelation, list(rows["rows"]), rows["columns"]) != rows["rows"]:
        models_changed.append(CaseRelation)
    now, after, was = _values(kept), before["after"], before["kept"]
    fields = [name for name in after if was[name] != after[name] != now[name] and name not in ("version", "id")]
    words = [relation_words(model) for model in models_changed]
    words += [field_label(IDENTITY if name in IDENTITY_COLUMNS else name) for name in fields]
    return list(dict.fromkeys(words))


def _restore(merge: ClientMerge, kept: Client, absorbed: Client, before: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    moving.move_back(to=absorbed, moved=merge.moved)
    for key, values in before["ended"].items():
        CaseRelation.objects.filter(pk=key).update(**_read(CaseRelation, values))
    after, was = before["after"], before["kept"]
    overwritten = {name: value for name, value in was.items() if value != after[name]}
    if str(kept.version) != after["version"]:
        overwritten["version"] = str(kept.version + 1)
    Client.objects.filter(pk=absorbed.pk).update(**dict.fromkeys(IDENTITY_COLUMNS))
    Client.objects.filter(pk=kept.pk).update(**_read(Client, overwritten))
    Client.objects.filter(pk=absorbed.pk).update(**_read(Client, before["absorbed"]))
    for client, whose in ((kept, KEPT), (absorbed, ABSORBED)):
        client.refresh_from_db()
        _under_our_keys(client, before["codes"][whose])


def _code(client: Client) -> str | None:
    try:
        return client.identity_code
    except Undecipherable:
        return None


def _under_our_keys(client: Client, code: str | None) -> None:
    """An identity code that was kept by keys changed since is kept by ours: its bytes differ then, and only they."""
    held = key_id_of(bytes(client.identity_cipher or b""))
    hashes = [bytes(getattr(client, column) or b"")[:FINGERPRINT] for column in IDENTITY_COLUMNS[1:]]
    ours = {fingerprint(key) for key in settings.HASH_KEYS.values()}
    if code and (held not in settings.FIELD_KEYS or not set(hashes) & ours):
        client.keep_identity_code(code)
        Client.objects.filter(pk=client.pk).update(**{name: getattr(client, name) for name in IDENTITY_COLUMNS})


def _save(client: Client) -> None:
    fields = [field.name for field in Client._meta.concrete_fields if not field.generated and not field.primary_key]
    client.save(update_fields=fields)


def _values(row: models.Model, names: Iterable[str] = ()) -> Values:
    """The row's values as text, of all its columns or of these; what the database works out is left out."""
    fields = [field for field in row._meta.concrete_fields if not field.generated and not field.primary_key]
    wanted = set(names)
    return {
        field.attname: None if getattr(row, field.attname) is None else field.value_to_string(row)
        for field in fields
        if not wanted or field.attname in wanted
    }


def _read(model: type[models.Model], values: Mapping[str, str | None]) -> dict[str, Any]:
    """The values again."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return {name: None if said is None else fields[name].to_python(said) for name, said in values.items()}


def _decide(actor: User, kept: Client, absorbed: Client, state: PairState) -> None:
    """The pair is on record with what was decided of it, proposed before or not."""
    first, second = sorted((kept.pk, absorbed.pk))
    pair = DuplicateCandidate.objects.filter(first_id=first, second_id=second).locked().first()
    if pair is None:
        now = timezone.now()
        DuplicateCandidate.objects.create(
            area_id=kept.area_id, first_id=first, second_id=second, score=0, reasons=[], state=state,
            decided_by=actor, decided_at=now,
        )  # fmt: skip
    elif pair.state != state:
        _step(pair, state, actor=actor, forced=True)


def _step(pair: DuplicateCandidate, state: PairState, *, actor: User, forced: bool = False) -> None:
    if not forced and state not in PAIR_STEPS[PairState(pair.state)]:
        raise OutOfOrder(_("It has been decided already."))
    pair.state, pair.decided_by, pair.decided_at, pair.version = state, actor, timezone.now(), pair.version + 1
    pair.save(update_fields=["state", "decided_by", "decided_at", "version"])


def _caseload(clients: Iterable[Client]) -> set[UUID]:
    found = CaseRelation.objects.in_force(timezone.localdate()).filter(client__in=clients, kind__in=CASELOAD)
    return set(found.order_by().values_list("user_id", flat=True))


def _announce(actor: User, clients: tuple[Client, Client], told: set[UUID]) -> None:
    """Those whose client it is are told; what is worked out from the participations is worked out anew."""
    kept, _absorbed = clients
    for user_id in sorted(told - {actor.pk}):
        tell(user_id=user_id, kind=MessageKind.CLIENTS_MERGED, about=kept.pk)
    found = Participation.objects.filter(client__in=clients).order_by().values_list("pk", "programme_id")
    mark_changed(area_id=kept.area_id, kind=MARKER, subjects=[key for key, _programme in found])
    for programme_id in sorted({programme for _key, programme in found}):
        participations_changed.send(sender=ClientMerge, area_id=kept.area_id, programme_id=programme_id)
