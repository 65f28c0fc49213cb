#!/usr/bin/env bash
# Makes the Python environment of Tests/Clients in .build/python-env, once for each state of its requirements.
set -euo pipefail
cd "$(dirname "$0")/.."

requirements=Tests/Clients/requirements.txt
environment=.build/python-env
stamp=$environment/requirements.installed

[ -f "$stamp" ] && cmp -s "$requirements" "$stamp" && exit 0
echo "python-env: installing $(grep -vc '^#' "$requirements") packages into $environment" >&2
rm -rf "$environment"
python3 -m venv "$environment"
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements"
cp "$requirements" "$stamp"
