#!/usr/bin/env bash
# What checking costs, over the documents of tests/Checking/Documents and examples/seeds:
#   bench/check.sh [COUNT] [WORKERS]
# the time of a step in a warm process; a document of 51 steps as a whole process (median of 11); derivations a second of
# `check --jsonl`, in one process, which uses all cores, and under GNU parallel with workers of one core each.
# COUNT: 300 derivations by default. Needs python3; GNU parallel is installed where apt-get can do it, else that part is left out.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
count=${1:-300} workers=${2:-$(nproc)}
dotnet build -c Release -m:1 --nologo -v quiet src/Cli
dotnet build -c Release -m:1 --nologo -v quiet bench/Checking
program="dotnet $PWD/src/Cli/bin/Release/net10.0/matrixdiff.dll"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
documents=(tests/Checking/Documents/* examples/seeds/[a-z]*.md)

dotnet bench/Checking/bin/Release/net10.0/MatrixDiff.Bench.dll "${documents[@]}"

python3 - "$program" <<'PY'
import resource, statistics, subprocess, sys, time
wall, cpu = [], []
for _ in range(11):
    start, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*sys.argv[1].split(), "check", "examples/seeds/second-order-network.md"], stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall.append(time.perf_counter() - start)
    cpu.append(after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime)
print(f"\na document of 51 steps as a whole process: {statistics.median(wall):.2f} s, {statistics.median(cpu):.2f} s of processor time")
PY

python3 - "$count" "${documents[@]}" > "$folder/in.jsonl" <<'PY'
import json, sys
texts = [open(f, encoding="utf-8").read() for f in sys.argv[2:]]
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

echo
timed process $program check --jsonl
command -v parallel > /dev/null || { [ "$(id -u)" = 0 ] && apt-get install -y -qq parallel > /dev/null 2>&1; } || true
if command -v parallel > /dev/null; then
  timed parallel env DOTNET_PROCESSOR_COUNT=1 parallel --will-cite --pipe -k -N 50 -j "$workers" "$program check --jsonl"
  cmp -s "$folder/process" "$folder/parallel" && echo "both gave the same answers in the same order"
else
  echo "GNU parallel is not installed (Debian: parallel)"
fi
