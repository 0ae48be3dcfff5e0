#!/usr/bin/env bash
# Mutants of every law and of tests/Mutation/theorems.jsonl, confirmed wrong by an evaluator that shares nothing with the
# engine; none may be accepted:
#   bench/mutations.sh [COUNT] [--seed N] [--state FOLDER] [--seconds N]
# COUNT: how many confirmed wrong mutants at least, 20000 by default. Exit code 0: none was accepted, and every condition that
# was given makes its statement true; 3: the time was up, and the same command goes on from what stands in FOLDER
# (artifacts/mutations by default; a new engine needs a new one).
# Needs /usr/bin/python3 with NumPy and SciPy.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build -c Release -m:1 --nologo -v quiet src/Cli
exec /usr/bin/python3 bench/mutations/main.py --state artifacts/mutations "$@" --engine "dotnet src/Cli/bin/Release/net10.0/matrixdiff.dll" --theorems tests/Mutation
