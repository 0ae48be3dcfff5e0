#!/usr/bin/env bash
# Mutants of every law and of tests/Mutation/theorems.jsonl, confirmed wrong by an evaluator that shares nothing with the
# engine; none may be accepted:
#   bench/mutations.sh [COUNT] [--seed N] [--keep FILE.jsonl]
# COUNT: how many confirmed wrong mutants at least, 20000 by default. Exit code 0: none was accepted.
# Needs /usr/bin/python3 with NumPy and SciPy.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build -c Release -m:1 --nologo -v quiet src/Cli
exec /usr/bin/python3 bench/mutations/main.py "$@" --engine "dotnet src/Cli/bin/Release/net10.0/matrixdiff.dll" --theorems tests/Mutation
