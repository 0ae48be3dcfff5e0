#!/usr/bin/env bash
# Runs derivation problems through the command line and judges the Python that it writes:
#   bench/derive-cases.sh [FILE.json] [--only FAMILY-OR-ID] [--verbose] [--sympy [--python INTERPRETER]]
# FILE.json (by default ../shared/cases/derive/given.json) has the problems, FILE_values.json beside it inputs and answers.
# With --sympy, SymPy is asked the same questions, as far as it can express them. Exit code 0: nothing wrong. Needs /usr/bin/python3 with NumPy and SciPy.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build -c Release -m:1 --nologo -v quiet src/Cli
exec /usr/bin/python3 bench/derive_cases/main.py "$@"
