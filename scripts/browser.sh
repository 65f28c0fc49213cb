#!/usr/bin/env bash
# Finds a Chromium for the tests of pages, or installs one: Debian's by its packages, elsewhere Playwright's own build.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -n "${SLUICE_BROWSER:-}" ] && exit 0
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
stamp=.build/python-env/browser.installed
[ -e "$stamp" ] && exit 0

as_root=(false)
if [ "$(id -u)" -eq 0 ]; then
    as_root=(env)
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
fi
if grep -q '^ID=debian' /etc/os-release 2>/dev/null; then
    echo "browser: installing chromium" >&2
    if "${as_root[@]}" apt-get update -qq \
        && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; then
        exit 0
    fi
    echo "browser: please run: sudo apt-get install chromium" >&2
    exit 1
fi
echo "browser: installing Playwright's Chromium" >&2
.build/python-env/bin/python -m playwright install chromium
touch "$stamp"
