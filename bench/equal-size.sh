#!/usr/bin/env bash
# The time of a verdict against the size of a statement (products, sums, nests of ⊗ and ⊙), a true one and a false one each:
#   bench/equal-size.sh
# then verdicts a second of `equal --jsonl` on all cores, on the theorems of tests/Mutation and on questions that are shared.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build -c Release -m:1 --nologo -v quiet bench/Equality
dotnet build -c Release -m:1 --nologo -v quiet src/Cli
dotnet bench/Equality/bin/Release/net10.0/MatrixDiff.Bench.dll --sizes
for file in tests/Mutation/theorems.jsonl ../shared/cases/equal/given_identities.jsonl ../shared/cases/equal/given_mutants.jsonl; do
    [[ -f $file ]] || continue
    lines=$(mktemp)
    for _ in 1 2 3 4 5; do cat "$file"; done > "$lines"
    begin=$(date +%s.%N)
    dotnet src/Cli/bin/Release/net10.0/matrixdiff.dll equal --jsonl < "$lines" > /dev/null
    awk -v n="$(wc -l < "$lines")" -v a="$begin" -v b="$(date +%s.%N)" -v f="$(basename "$file")" \
        'BEGIN { printf "%s, five times: %d verdicts in %.1f s, %.0f a second\n", f, n, b - a, n / (b - a) }'
    rm "$lines"
done
