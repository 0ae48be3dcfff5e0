"""SymPy on the same problems: its outcomes as a table by family."""
import json
import os
import statistics
import subprocess

from engine import ROOT

OUTCOMES = {
    "right": ("ok",), "as array": ("ok_as_array",), "wrong": ("wrong",), "unevaluated": ("unevaluated",),
    "error": ("error", "unusable", "timeout"), "not in SymPy": ("inexpressible",),
}


def rows(file, only, python):
    """One row for each problem, from a process of its own; None where SymPy or its evaluator is not there."""
    peers = os.path.join(ROOT, "..", "shared", "peers")
    command = [python, os.path.join(ROOT, "bench", "sympy_peer", "sympy_cases.py"), file, peers, *([only] if only else [])]
    if not os.path.exists(os.path.join(peers, "derive_sympy.py")) or subprocess.run([python, "-c", "import sympy"], capture_output=True).returncode:
        return None
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def show(found):
    print(f"\n{'SymPy: family':20}{'n':>5}" + "".join(f"{o:>14}" for o in OUTCOMES) + f"{'time med':>12}{'max':>10}")
    for family in [*dict.fromkeys(r["family"] for r in found), None]:
        some = [r for r in found if family in (None, r["family"])]
        count = [sum(r["outcome"].split(":")[0] in names for r in some) for names in OUTCOMES.values()]
        times = [r["ms"] for r in some if r["outcome"].startswith("ok")]
        middle, top = (f"{statistics.median(times):.0f} ms", f"{max(times):.0f} ms") if times else ("", "")
        print(f"{family or 'all':20}{len(some):5}" + "".join(f"{c:14}" for c in count) + f"{middle:>12}{top:>10}")
