"""Uploads pass a virus scanner: a small server speaks clamd's protocol as clamd documents it."""

import io
import socket
import struct
import threading
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from accounts.context import set_context
from clients.models import ImportBatch, ImportUpload
from clients.services.importing.scanning import Infected, NotScanned, scanned
from config import env
from ledger.models import Job
from tests.factories.accounts import HOME_AREA, member
from tests.factories.imports import csv_text, row
from tests.factories.network import ProgrammeFactory
from tests.factories.signin import fresh_second_factor

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LARGEST = 1_000_000


class Clamd(threading.Thread):
    """Answers INSTREAM; whatever holds the test signature is found, whatever is too large ends the line."""

    def __init__(self, family: socket.AddressFamily, place: object) -> None:
        super().__init__(daemon=True)
        self.door = socket.socket(family, socket.SOCK_STREAM)
        self.door.bind(place)
        self.door.listen()
        self.seen: list[bytes] = []
        self.says: bytes | None = None

    def run(self) -> None:
        while True:
            try:
                line, _from = self.door.accept()
            except OSError:
                return
            with line:
                line.sendall(self._answer(line.makefile("rb")))

    def _answer(self, stream: io.BufferedReader) -> bytes:
        if stream.read(len(b"zINSTREAM\0")) != b"zINSTREAM\0":
            return b"UNKNOWN COMMAND\0"
        whole = b""
        while size := struct.unpack("!L", stream.read(4))[0]:
            whole += stream.read(size)
        stream.close()
        self.seen.append(whole)
        if self.says is not None:
            return self.says
        if len(whole) > LARGEST:
            return b"INSTREAM size limit exceeded. ERROR\0"
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in whole else b"stream: OK\0"


@pytest.fixture
def serve() -> Iterator[Callable[..., Clamd]]:
    started: list[Clamd] = []

    def start(family: socket.AddressFamily, place: object) -> Clamd:
        server = Clamd(family, place)
        server.start()
        started.append(server)
        return server

    yield start
    for server in started:
        server.door.shutdown(socket.SHUT_RDWR)
        server.door.close()
        server.join(5)


@pytest.fixture
def clamd(serve, settings) -> Clamd:
    server = serve(socket.AF_INET, ("127.0.0.1", 0))
    settings.CLAMD = f"127.0.0.1:{server.door.getsockname()[1]}"
    return server


def test_a_clean_file_passes_unchanged(clamd):
    pieces = [b"client_ref", b"", b"x" * 300_000, b"\0\0"]

    assert b"".join(scanned(pieces)) == b"".join(pieces)
    assert clamd.seen == [b"".join(pieces)]


def test_a_socket_file_will_do(serve, settings, tmp_path):
    settings.CLAMD = str(tmp_path / "clamd.sock")
    serve(socket.AF_UNIX, settings.CLAMD)

    assert list(scanned([b"a"])) == [b"a"]


def test_what_the_scanner_knows_is_refused_though_it_comes_in_pieces(clamd):
    with pytest.raises(Infected):
        list(scanned([EICAR[:30], EICAR[30:]]))


NEITHER = [
    b"",
    b"stream: ",
    b"stream: Out of memory ERROR\0",
    b"OK\0",
    b"stream: OK but odd\0",
    b"\xff\xfe\0",
    b"x" * 9000,
]


@pytest.mark.parametrize("says", NEITHER, ids=range(len(NEITHER)))
def test_only_the_one_answer_means_clean(clamd, says):
    clamd.says = says

    with pytest.raises(NotScanned):
        list(scanned([b"a"]))


def test_a_file_beyond_the_scanners_limit_is_refused(clamd):
    with pytest.raises(NotScanned):
        list(scanned([b"a" * (LARGEST + 1)]))


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.sock"])
def test_without_its_scanner_an_installation_takes_no_file(settings, address):
    settings.CLAMD = address

    with pytest.raises(NotScanned):
        list(scanned([b"a"]))


@pytest.mark.parametrize("value", ["localhost", "localhost:", ":3310", "host:port"])
def test_an_address_that_is_none_stops_the_start(value):
    with pytest.raises(env.BadEnvironment):
        env.scanner("TASMA_CLAMD", environ={"TASMA_CLAMD": value})


def send(content: bytes, name: str = "spring.csv"):
    person = member()
    programme = ProgrammeFactory()
    browser = Client()
    set_context(user=person.pk)
    browser.force_login(person)
    fresh_second_factor(browser, person)
    file = io.BytesIO(content)
    file.name = name
    response = browser.post("/imports/new/", {"programme": programme.pk, "area": HOME_AREA, "file": file})
    set_context(user=None, areas=range(1, 47))
    return response


def kept() -> tuple[int, int, int]:
    return ImportBatch.objects.count(), ImportUpload.objects.count(), Job.objects.count()


def test_a_clean_upload_is_kept(db, clamd):
    response = send(csv_text([row()]).encode())

    assert response.status_code == 302
    assert clamd.seen[0].startswith(b"client_ref")
    assert kept() == (1, 1, 1)


def test_an_infected_upload_is_refused_and_nothing_of_it_is_kept(db, clamd):
    response = send(EICAR)

    assert response.status_code == 422
    assert b"Eicar" not in response.content
    assert kept() == (0, 0, 0)


def test_an_upload_is_refused_while_the_scanner_is_away(db, settings):
    settings.CLAMD = "127.0.0.1:1"

    response = send(csv_text([row()]).encode())

    assert response.status_code == 503
    assert kept() == (0, 0, 0)
