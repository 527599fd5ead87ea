"""Scopes of the endpoints of employers."""

from accounts.enums import ApiScope

READING, WRITING = frozenset({ApiScope.EMPLOYERS_READ.value}), frozenset({ApiScope.EMPLOYERS_WRITE.value})
READ = {"GET": READING, "HEAD": READING}
