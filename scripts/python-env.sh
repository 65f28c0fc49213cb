#!/usr/bin/env bash
# Makes the Python environments of the tests in .build, once for each state of their requirements.
set -euo pipefail
cd "$(dirname "$0")/.."

# environment NAME REQUIREMENTS
environment() {
    local environment=.build/$1 requirements=$2
    local stamp=$environment/requirements.installed
    [ -f "$stamp" ] && cmp -s "$requirements" "$stamp" && return
    echo "python-env: installing $(grep -vc '^#' "$requirements") packages into $environment" >&2
    rm -rf "$environment"
    python3 -m venv "$environment"
    "$environment/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements"
    cp "$requirements" "$stamp"
}

environment python-env Tests/Clients/requirements.txt
environment checkov-env Tests/Clients/checkov-requirements.txt
