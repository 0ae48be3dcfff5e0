#!/usr/bin/env bash
# Typesets every .tex file of a folder with pdflatex, in a folder of its own that is removed.
#   tools/latex.sh FOLDER
# Tells each failure with the first error, and boxes that stick out by more than 5 pt as warnings;
# the last line is `N documents, M failed`. Exit code 0: all typeset; 1: some not; 2: no folder.
set -euo pipefail

if [[ $# -ne 1 || ! -d $1 ]]; then
  echo "usage: tools/latex.sh FOLDER" >&2
  exit 2
fi

folder=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
documents=0 failed=0

# One line for each box wider than the text by more than 5 pt.
overfull() {
  awk -v name="$1" '
    /^Overfull \\hbox \(/ {
      width = $3
      gsub(/[^0-9.]/, "", width)
      if (width + 0 > 5) print "warning: " name ": " $0
    }' "$2"
}

shopt -s nullglob
for tex in "$folder"/*.tex; do
  name=$(basename "$tex")
  log=$work/${name%.tex}.log
  documents=$((documents + 1))
  if (cd "$folder" && max_print_line=1000 timeout 60 pdflatex -halt-on-error -no-shell-escape -interaction=nonstopmode \
      -output-directory="$work" "$name" </dev/null >"$work/output" 2>&1); then
    overfull "$name" "$log"
  else
    failed=$((failed + 1))
    echo "error: $name: pdflatex failed"
    { grep -A 5 '^!' "$work/output" || tail -n 10 "$work/output"; } | head -n 20 | sed 's/^/    /'
  fi
done

echo "$documents documents, $failed failed"
((failed == 0))
