"""The archive a workbook is: opened only when every part of it is what a table needs, of a size a table may have."""

import stat
import struct
import zipfile
import zlib
from typing import BinaryIO

from clients.services.importing.problems import refusal
from clients.services.importing.records import MEGABYTE

MAX_DIRECTORY = MEGABYTE
MAX_PARTS = 500
MAX_UNPACKED = 400 * MEGABYTE
# Measured: sheets of ours pack 9 to 25 times smaller. Below the floor no ratio can do harm.
MAX_RATIO = 100
RATIO_FLOOR = 4 * MEGABYTE
ENCRYPTED = 0x1
END_MARK, END_BYTES, MAX_COMMENT = b"PK\x05\x06", 22, 65_535
END64_LOCATOR_MARK, END64_LOCATOR_BYTES = b"PK\x06\x07", 20
END64_BYTES = 56
UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)
ARCHIVE_MARKS = (b"PK\x03\x04", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zX")


def open_archive(source: BinaryIO) -> zipfile.ZipFile:
    """The archive, checked; reading a part of it yields no more bytes than the part declares, or fails.

    Refused: a directory or parts beyond reason, links, paths that lead out, locked parts, archives within.
    """
    if _directory_size(source) > MAX_DIRECTORY:
        raise refusal("unsafe_archive")
    try:
        archive = zipfile.ZipFile(source)
    except UNREADABLE as error:
        raise refusal("not_workbook") from error
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or len({part.filename.lower() for part in parts}) < len(parts):
        raise refusal("unsafe_archive")
    _check_sizes(parts, packed=source.seek(0, 2))
    for part in parts:
        _check_part(archive, part)
    return archive


def _directory_size(source: BinaryIO) -> int:
    """What the archive says of its directory, which zipfile would read whole into memory."""
    size = source.seek(0, 2)
    tail_start = max(0, size - END_BYTES - MAX_COMMENT)
    source.seek(tail_start)
    tail = source.read()
    end = tail.rfind(END_MARK)
    if end < 0 or end + END_BYTES > len(tail):
        raise refusal("not_workbook")
    (declared,) = struct.unpack_from("<L", tail, end + 12)
    locator = tail_start + end - END64_LOCATOR_BYTES
    if locator < 0:
        return int(declared)
    source.seek(locator)
    found = source.read(END64_LOCATOR_BYTES)
    if found[:4] != END64_LOCATOR_MARK:
        return int(declared)
    source.seek(min(struct.unpack_from("<Q", found, 8)[0], size))
    end64 = source.read(END64_BYTES)
    if len(end64) < END64_BYTES:
        raise refusal("not_workbook")
    return int(struct.unpack_from("<Q", end64, 40)[0])


def _check_sizes(parts: list[zipfile.ZipInfo], *, packed: int) -> None:
    if sum(part.compress_size for part in parts) > packed:
        raise refusal("not_workbook")
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise refusal("inflates")
    for part in parts:
        if part.file_size > RATIO_FLOOR and part.file_size > MAX_RATIO * part.compress_size:
            raise refusal("inflates")


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    name = part.filename.replace("\\", "/")
    leads_out = name.startswith("/") or ":" in name or ".." in name.split("/")
    is_link = stat.S_ISLNK(part.external_attr >> 16)
    if leads_out or is_link or part.flag_bits & ENCRYPTED:
        raise refusal("unsafe_archive")
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusal("unsafe_archive")
    if part.file_size and _first_bytes(archive, part).startswith(ARCHIVE_MARKS):
        raise refusal("unsafe_archive")


def _first_bytes(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(part) as stream:
            return stream.read(6)
    except UNREADABLE as error:
        raise refusal("not_workbook") from error
