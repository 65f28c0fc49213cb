#!/usr/bin/env bash
# Installs what a build needs and the machine lacks, and says what it installs.
# Without the rights to install it names the missing package and stops.
set -euo pipefail

fail() {
    echo "bootstrap: $*" >&2
    exit 1
}

command -v swift >/dev/null 2>&1 || fail "swift is missing. Install Swift 6.2 or newer from https://www.swift.org/install"
version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
major=${version%%.*}
minor=${version#*.}
if [ "${major:-0}" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 2 ]; }; then
    fail "Swift 6.2 or newer is needed, this is ${version:-unknown}. See https://www.swift.org/install"
fi

# On macOS everything else comes with Xcode.
[ "$(uname -s)" = Linux ] || exit 0

missing=()
[ -e /usr/include/sqlite3.h ] || missing+=(libsqlite3-dev)
[ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
command -v git >/dev/null 2>&1 || missing+=(git)
command -v python3 >/dev/null 2>&1 || missing+=(python3)
python3 -c 'import venv, ensurepip' >/dev/null 2>&1 || missing+=(python3-venv)
[ ${#missing[@]} -eq 0 ] && exit 0

command -v apt-get >/dev/null 2>&1 || fail "please install: ${missing[*]} (or what your system calls them)"
if [ "$(id -u)" -eq 0 ]; then
    as_root=()
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    fail "these packages are missing and there is no right to install them: ${missing[*]}
Run: sudo apt-get install ${missing[*]}"
fi
echo "bootstrap: installing ${missing[*]}" >&2
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
