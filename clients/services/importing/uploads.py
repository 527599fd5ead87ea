"""The uploaded file while it waits: encrypted pieces in the database, read back piece by piece as a file."""

import io
from collections.abc import Iterable
from typing import BinaryIO
from uuid import UUID

from clients.models import ImportBatch, ImportUpload
from config.kernel.encryption import decrypt, encrypt

PIECE = 256 * 1024


def keep_upload(*, batch: ImportBatch, chunks: Iterable[bytes]) -> int:
    """The file waits in pieces that only our key opens, each bound to its place; returns its size."""
    size = 0
    for position, piece in enumerate(_pieces(chunks)):
        cipher = encrypt(piece, place=_place(batch.pk, position))
        ImportUpload.objects.create(area_id=batch.area_id, batch=batch, position=position, cipher=cipher)
        size += len(piece)
    return size


def open_upload(*, batch: ImportBatch) -> BinaryIO:
    """The file as it was uploaded, decrypted piece by piece as it is read."""
    return io.BufferedReader(_Pieces(batch.pk, count=batch.pieces.count()), buffer_size=PIECE)


def delete_upload(*, batch: ImportBatch) -> None:
    """Nothing of the file is left."""
    batch.pieces.all().delete()


def _pieces(chunks: Iterable[bytes]) -> Iterable[bytes]:
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= PIECE:
            yield bytes(waiting[:PIECE])
            del waiting[:PIECE]
    if waiting:
        yield bytes(waiting)


def _place(batch_id: UUID, position: int) -> str:
    return f"clients.ImportUpload:{batch_id}:{position}"


class _Pieces(io.RawIOBase):
    """Every piece but the last is of one size, so that a place in the file tells its piece."""

    def __init__(self, batch_id: UUID, *, count: int) -> None:
        self._batch_id = batch_id
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")
        self._size = (count - 1) * PIECE + len(self._piece(count - 1)) if count else 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        number, offset = divmod(self._at, PIECE)
        found = self._piece(number)[offset : offset + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)

    def _piece(self, position: int) -> bytes:
        if self._held[0] != position:
            cipher = ImportUpload.objects.values_list("cipher", flat=True).get(batch=self._batch_id, position=position)
            self._held = (position, decrypt(bytes(cipher), place=_place(self._batch_id, position)))
        return self._held[1]
