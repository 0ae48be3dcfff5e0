#!/usr/bin/env bash
# Compiled functions against code written by hand, and NumPy and PyTorch where they are installed, on one thread:
#   bench/numeric.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build -c Release -m:1 --nologo -v quiet bench/Numeric
export DOTNET_TC_DelaySingleProcMultiplier=1 OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
taskset -c 0 dotnet bench/Numeric/bin/Release/net10.0/MatrixDiff.Bench.dll "$@"
taskset -c 0 /usr/bin/python3 bench/Numeric/rivals.py
