#!/usr/bin/env bash
# Verdicts on questions of equality: truth against verdict, mistakes, suggestions, time of a verdict on one core:
#   bench/equal-cases.sh [FILE.jsonl …] [--only ID] [--verbose]
# FILE.jsonl: by default those of ../shared/cases/equal. Exit code 0: nothing false was accepted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build -c Release -m:1 --nologo -v quiet bench/Equality
files=()
for argument in "$@"; do [[ $argument == *.jsonl ]] && files+=("$argument"); done
[[ ${#files[@]} -gt 0 ]] || set -- ../shared/cases/equal/given_identities.jsonl ../shared/cases/equal/given_mutants.jsonl "$@"
exec dotnet bench/Equality/bin/Release/net10.0/MatrixDiff.Bench.dll "$@"
