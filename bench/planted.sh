#!/usr/bin/env bash
# Slips of every kind, planted into the steps that hold of the derivations in tests/Checking and examples/seeds, those
# that dual numbers find wrong under every reading; none may be accepted:
#   bench/planted.sh [COUNT]
# COUNT: how many in each formula at most, 1000 by default. Prints the table of docs/checking.md, and what was not flagged.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build -c Release -m:1 --nologo -v quiet tests
MATRIXDIFF_PLANTED=${1:-1000} dotnet test -c Release --no-build tests --filter FullyQualifiedName~PlantedErrors --logger "console;verbosity=detailed"
