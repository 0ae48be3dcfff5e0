#!/usr/bin/env bash
# Derivations a second of `check --jsonl`, over the documents of tests/Checking/Documents repeated:
#   bench/check.sh [COUNT] [WORKERS]
# One process, which uses all cores, and GNU parallel with workers of one core each; and one derivation as a whole process.
# COUNT: 300 derivations by default. Needs python3; without GNU parallel (Debian: parallel) that part says so.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
count=${1:-300} workers=${2:-$(nproc)}
dotnet build -c Release -m:1 --nologo -v quiet src/Cli
program="dotnet $PWD/src/Cli/bin/Release/net10.0/matrixdiff.dll"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

python3 - "$count" > "$folder/in.jsonl" <<'PY'
import glob, json, sys
texts = [open(f, encoding="utf-8").read() for f in sorted(glob.glob("tests/Checking/Documents/*"))]
for i in range(int(sys.argv[1])):
    print(json.dumps({"id": i, "text": texts[i % len(texts)]}))
PY

# timed NAME COMMAND…: derivations a second.
timed() {
  local name=$1 start end
  shift
  start=$(date +%s.%N)
  "$@" < "$folder/in.jsonl" > "$folder/$name"
  end=$(date +%s.%N)
  awk -v n="$(wc -l < "$folder/$name")" -v s="$start" -v e="$end" -v w="$name" 'BEGIN { printf "%-10s %d derivations, %.1f s, %.1f a second\n", w, n, e - s, n / (e - s) }'
}

timed process $program check --jsonl
if command -v parallel > /dev/null; then
  timed parallel env DOTNET_PROCESSOR_COUNT=1 parallel --will-cite --pipe -k -N 25 -j "$workers" "$program check --jsonl"
  cmp -s "$folder/process" "$folder/parallel" && echo "both gave the same answers in the same order"
else
  echo "GNU parallel is not installed: apt-get install parallel"
fi
start=$(date +%s%N)
$program check tests/Checking/Documents/softmax-cross-entropy.md > /dev/null || true
echo "one derivation of 13 steps as a whole process: $((($(date +%s%N) - start) / 1000000)) ms"
