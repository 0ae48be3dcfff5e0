#!/usr/bin/env bash
# The 30 problems of bench/Rivals/problems.json, warm and under other names each time, beside SymPy on the same problems:
#   bench/rivals.sh [--seconds S] [--python INTERPRETER]...
# SymPy is run where an interpreter has it (by default /usr/bin/python3) and ../shared/peers has its spellings of the
# problems; its times are CPU medians with fresh caches. Right or wrong is judged by the witness's automatic differentiation.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build -c Release -m:1 --nologo -v quiet bench/Rivals
dotnet build -c Release -m:1 --nologo -v quiet src/Cli
exec /usr/bin/python3 bench/sympy_peer/rivals.py "$@"
