#!/bin/sh
# Known holes in what is brought in (pip-audit over both locks) and in our own code (bandit). Needs the network.
# Waivers, each with its reason, stand here and nowhere else.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
.venv/bin/python -m venv "$folder"
"$folder/bin/pip" install -q --disable-pip-version-check pip-audit bandit

for lock in base dev; do
    echo "What requirements/$lock.lock brings in:"
    "$folder/bin/pip-audit" --requirement "requirements/$lock.lock" --strict --disable-pip --require-hashes --progress-spinner off
done

# B101: an assertion tells the type checker what the line before made sure of. B404, B603, B607: the embedded services
# are programs, started from lists, never by a shell. B608: statements are put together from our own constants, values
# are always parameters (ruff S608 has the same waiver). B311: chance that makes demo people is no secret. B104, B105,
# B108 were read one by one: an address that stands for none, words about passwords, a socket's folder made for one user.
echo "Our own code:"
"$folder/bin/bandit" --quiet --recursive --skip B101,B104,B105,B108,B311,B404,B603,B607,B608 \
    config accounts ledger questionnaires network clients employers training reporting desk
echo "make audit: nothing found"
