#!/bin/sh
# The tests of row-level security run through PgBouncer too. It is installed where that is possible; elsewhere those
# tests fail and say so.
set -eu

PATH="$PATH:/usr/sbin:/usr/local/sbin"
if command -v pgbouncer >/dev/null 2>&1; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing PgBouncer for the tests of row-level security …"
    export DEBIAN_FRONTEND=noninteractive
    if apt-get -q update >/dev/null && apt-get -q -y install --no-install-recommends pgbouncer >/dev/null 2>&1; then
        exit 0
    fi
fi
echo "PgBouncer is not installed, so its tests will fail: install it (Debian: apt-get install pgbouncer)." >&2
