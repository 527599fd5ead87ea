#!/bin/sh
# The browser tests need Chromium. It is installed where that is possible; elsewhere those tests fail and say so.
set -eu

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests …"
    export DEBIAN_FRONTEND=noninteractive
    if apt-get -q update >/dev/null && apt-get -q -y install --no-install-recommends chromium fonts-dejavu-core >/dev/null; then
        exit 0
    fi
fi
echo "Chromium is not installed, so the browser tests will fail: install it (Debian: apt-get install chromium)." >&2
