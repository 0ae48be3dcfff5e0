#!/usr/bin/env bash
# Networks of any depth: agreement of every block with the reference written by hand, and derivation time and size of results against the number
# of layers, symbolic and written out. Writes the tables of docs/benchmarks-layers.md.
#   bench/layers.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet build -c Release -m:1 --nologo -v quiet bench/Layers
dotnet bench/Layers/bin/Release/net10.0/MatrixDiff.Bench.dll
