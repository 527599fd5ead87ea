"""Every column that holds an encrypted value, and what each value is bound to (config.kernel.encryption)."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models.feedback import EMAIL_PLACE
from accounts.services.staff_identity import PLACE as STAFF_PLACE
from clients.models.cases import REFERRED_PLACE
from clients.models.clients import IDENTITY_PLACE
from config.signin.adapters import PLACE as FACTOR_PLACE
from employers.models.interest import CONTACT_PLACE
from ledger.models.webhooks import SECRET_PLACE

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Ciphered:
    """A column of ciphers; `place` is told the values of `bound` columns. In JSON the cipher is base64 at `path`."""

    table: str
    column: str
    place: Callable[[Row], str]
    key: str = "id"
    key_kind: str = "bigint"
    bound: tuple[str, ...] = ()
    path: str = ""

    @property
    def bytes_of(self) -> str:
        """The expression that is the cipher as bytes, null where there is none."""
        return f"decode({self.column}->>'{self.path}', 'base64')" if self.path else self.column

    @property
    def key_id_of(self) -> str:
        """The expression that is the id of the key, as text that says nothing else."""
        cipher = self.bytes_of
        return f"encode(substring({cipher} FROM 1 FOR greatest(position('\\x3a'::bytea IN {cipher}) - 1, 0)), 'escape')"

    def stored(self, cipher: bytes) -> str | bytes:
        """The cipher as the column's own statement wants it."""
        return base64.b64encode(cipher).decode() if self.path else cipher


def _identity(_row: Row) -> str:
    return IDENTITY_PLACE


def _referred(_row: Row) -> str:
    return REFERRED_PLACE


def _factor(_row: Row) -> str:
    return FACTOR_PLACE


def _staff(_row: Row) -> str:
    return STAFF_PLACE


def _sender(_row: Row) -> str:
    return EMAIL_PLACE


def _webhook(_row: Row) -> str:
    return SECRET_PLACE


def _interest(_row: Row) -> str:
    return CONTACT_PLACE


def _piece(row: Row) -> str:
    return f"clients.ImportUpload:{row[0]}:{row[1]}"


def _document(row: Row) -> str:
    return f"clients.DocumentPiece:{row[0]}:{row[1]}"


def _merge(row: Row) -> str:
    return f"clients.ClientMerge:{row[0]}"


CIPHERED = (
    Ciphered("clients_client", "identity_cipher", _identity, key_kind="uuid"),
    Ciphered("clients_clientevent", "identity_cipher", _identity, key="pgh_id"),
    Ciphered("clients_incomingreferral", "identity_cipher", _referred, key_kind="uuid"),
    Ciphered("clients_documentpiece", "cipher", _document, key_kind="uuid", bound=("file_id", "position")),
    Ciphered("clients_clientmerge", "before", _merge, key_kind="uuid", bound=("id",)),
    Ciphered("clients_importupload", "cipher", _piece, bound=("batch_id", "position")),
    Ciphered("accounts_user", "identity_cipher", _staff, key_kind="uuid"),
    Ciphered("accounts_servicefeedback", "email_cipher", _sender),
    Ciphered("ledger_webhookendpoint", "secret_cipher", _webhook, key_kind="uuid"),
    Ciphered("employers_interestrequest", "contact_cipher", _interest, key_kind="uuid"),
    Ciphered("mfa_authenticator", "data", _factor, path="secret"),
    Ciphered("mfa_authenticator", "data", _factor, path="seed"),
)
HASHED = (("clients_client", "identity_hash", "1"), ("clients_client", "identity_hash_second", "2"))
# Not under the field keys, so that a change of these leaves them alone.
BY_SESSION = {("clients_formdraft", "cipher"): "under the secret of a session, gone with it or after a day"}
