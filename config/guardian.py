"""The process that runs PostgreSQL and Valkey for one base while somebody holds a lease on it (config/embedded.py).

Both services die with this process. Each inherits a locked file, so the next guardian knows when the last process of
an earlier run is gone, and never starts a second server on the same data.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import signal
import stat
import sys
import time
from pathlib import Path
from types import FrameType

from config.embedded import Place, ServicesUnavailable, open_lock, place_of, write_pid
from config.service_account import Account, account_for, binaries_for, can_enter
from config.services import Postgres, Service, Valkey

RESTARTS = 5
RESTART_WINDOW = 300.0
BEAT = 0.25


def main(arguments: list[str]) -> None:
    """Guard one base; the first word to whoever waits is ready, busy, or a sentence that says what is wrong."""
    base, status, speed = Path(arguments[0]), int(arguments[1]), arguments[2]
    if os.fork():
        os._exit(0)
    os.umask(0o077)
    place = place_of(base)
    try:
        own = _claim(place.guardian_lock)
        if own is None:
            _say(status, "busy")
            return
        Guardian(place=place, fast=speed == "fast").run(status)
    except ServicesUnavailable as error:
        _note(str(error))
        _say(status, str(error))
    except Exception as error:
        _say(status, f"The services could not be started ({type(error).__name__}: {error}); see {place.logs}.")
        raise


def _claim(path: Path) -> int | None:
    """The exclusive lock of a guardian, or nothing when another holds it."""
    held = open_lock(path)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        return None
    write_pid(held, os.getpid())
    return held


def _say(status: int, word: str) -> None:
    with contextlib.suppress(OSError):
        os.write(status, " ".join(word.split()).encode() + b"\n")
    with contextlib.suppress(OSError):
        os.close(status)


def _note(text: str) -> None:
    print(time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), os.getpid(), text, file=sys.stderr, flush=True)


class Guardian:
    """Keeps both services running until nobody needs them, they keep dying, or it is told to stop."""

    def __init__(self, *, place: Place, fast: bool) -> None:
        self.place = place
        self.fast = fast
        self.told_to_stop = False
        self.deaths: list[float] = []
        self.users = open_lock(place.users_lock)
        self.ready: int | None = None

    def run(self, status: int) -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._hear)
        services = self._prepare()
        try:
            self._start(services)
            _say(status, "ready")
            self._watch(services)
        finally:
            self._unready()
            for service in services:
                service.ask_to_stop()
            for service in services:
                service.end()
            _note("stopped")

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        self.told_to_stop = True

    def _prepare(self) -> list[Service]:
        """Owner, directories and binaries are in place; nothing runs yet."""
        account = account_for(self.place)
        if os.geteuid() == 0:
            self._vault_root()
        run = self._private(self.place.run, account)
        home = self._home(account)
        binaries = binaries_for(account, vault=self.place.vault.parent)
        return [
            Postgres(
                account=account, home=home, run=run, logs=self.place.logs, binary=binaries.postgres, fast=self.fast
            ),
            Valkey(account=account, home=home, run=run, logs=self.place.logs, binary=binaries.valkey, fast=self.fast),
        ]

    def _home(self, account: Account) -> Path:
        """The base itself, or the service user's own directory when it cannot enter the base."""
        vault = self.place.vault
        if account.is_service:
            self._leave_strangers(account)
        enters = can_enter(account, self.place.base)
        if (self.place.base / "pg").exists() and not enters:
            raise ServicesUnavailable(
                f"The data in {self.place.base} cannot be reached by the user {account.name}, because a directory "
                "above it is private: move the project back, or allow that user to pass."
            )
        if not account.is_service or (enters and not (vault / "pg").exists()):
            return self.place.base
        return vault

    def _leave_strangers(self, account: Account) -> None:
        """Data in the vault of a base that was deleted and made anew is put aside: the new base starts empty."""
        vault = self.place.vault
        mark = self.place.base / "installation"
        if not mark.exists():
            mark.write_text(secrets.token_hex(16))
        known = vault / "installation"
        if known.exists() and known.read_text() != mark.read_text():
            aside = vault.with_name(f"{vault.name}.left")
            shutil.rmtree(aside, ignore_errors=True)
            _note(f"data of an earlier {self.place.base} is put aside in {aside}")
            vault.rename(aside)
        self._private(vault, account)
        known.write_text(mark.read_text())

    def _private(self, folder: Path, account: Account) -> Path:
        """A directory that only the account enters; one that somebody else prepared is refused."""
        try:
            folder.mkdir(mode=0o700)
            os.chown(folder, account.uid, account.gid, follow_symlinks=False)
        except FileExistsError:
            pass
        except OSError as error:
            raise ServicesUnavailable(f"The directory {folder} cannot be made: {error.strerror}.") from error
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
            raise ServicesUnavailable(
                f"{folder} is not a private directory of the user {account.name}: remove it and try again."
            )
        return folder

    def _vault_root(self) -> None:
        root = self.place.vault.parent
        root.mkdir(parents=True, exist_ok=True)
        found = root.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            raise ServicesUnavailable(f"{root} is not a directory of the administrator: remove it and try again.")
        root.chmod(0o755)

    def _start(self, services: list[Service]) -> None:
        for service in services:
            service.start()
        for service in services:
            service.await_ready()
        self.ready = open_lock(self.place.ready_lock)
        fcntl.flock(self.ready, fcntl.LOCK_EX)
        _note("ready")

    def _unready(self) -> None:
        if self.ready is not None:
            os.close(self.ready)
            self.ready = None

    def _watch(self, services: list[Service]) -> None:
        while not self.told_to_stop and not self._nobody_is_left():
            fallen = [service for service in services if service.has_ended()]
            if fallen and not self._revive(fallen):
                return
            time.sleep(BEAT)

    def _nobody_is_left(self) -> bool:
        """True when the last lease has ended, which is then final, or when the base was deleted."""
        try:
            if not os.path.samestat(self.place.users_lock.stat(), os.fstat(self.users)):
                return True
            fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except FileNotFoundError:
            return True
        return True

    def _revive(self, fallen: list[Service]) -> bool:
        """Start what has fallen, unless that has happened too often lately."""
        now = time.monotonic()
        self._unready()
        self.deaths = [moment for moment in self.deaths if now - moment < RESTART_WINDOW] + [now]
        names = ", ".join(service.name for service in fallen)
        if len(self.deaths) > RESTARTS:
            _note(f"{names} ended {len(self.deaths)} times in {RESTART_WINDOW:.0f} s: giving up")
            return False
        _note(f"{names} ended by itself and is started again")
        self._start(fallen)
        return True
