#!/usr/bin/env bash
# Compiled functions against code written by hand, MathNet.Numerics, and NumPy and PyTorch where they are installed, on one thread: the tables of
# docs/benchmarks-numeric.md, in a few minutes. With a part of a problem's name, only the problems that have it:
#   bench/numeric.sh [TEXT]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build -c Release -m:1 --nologo -v quiet bench/Numeric
rivals=$(mktemp)
trap 'rm -f "$rivals"' EXIT
echo '{}' > "$rivals"
export DOTNET_TC_DelaySingleProcMultiplier=1 OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
if /usr/bin/python3 -c 'import numpy' 2>/dev/null; then
  taskset -c 0 /usr/bin/python3 bench/Numeric/rivals.py "$rivals" "${1:-}"
fi
taskset -c 0 dotnet bench/Numeric/bin/Release/net10.0/MatrixDiff.Bench.dll --rivals "$rivals" ${1:+--only "$1"}
