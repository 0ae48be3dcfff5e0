#!/usr/bin/env bash
# Makes what the tests produce the verified snapshots, and lists what changed.
# scripts/accept.sh [arguments of dotnet test, such as --filter Documents]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
status=0
MATRIXDIFF_ACCEPT=1 dotnet test "$@" || status=$?
git status --short tests/Expectations
exit "$status"
