"""The 30 derivation problems: this engine beside the rivals that can be run here; see bench/rivals.sh."""
import argparse
import json
import os
import subprocess
import sys
import tempfile

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "bench", "derive_cases"))
from engine import Engine  # noqa: E402

DIMS = {"n": 4, "m": 5, "p": 3, "N": 6}
ROUTES = ("matrix", "array")


def shapes(problem):
    pairs = [d.split(":") for d in problem["where"].split(",")]
    return {name.strip(): [DIMS[s] for s in shape.strip().split("×")] for name, shape in pairs}


def inputs(problem, random):
    """Values for which everything is defined: invertible X, labels as the losses expect them."""
    name, out = problem["name"], {}
    for symbol, shape in shapes(problem).items():
        a = random.standard_normal(shape)
        if symbol == "X" and name in ("logdet", "tr_invX_A", "a_invX_b"):
            a = a @ a.T + 2 * np.eye(len(a)) + 0.1 * np.triu(a)
        if symbol == "y" and name.startswith("logreg_margin"):
            a = np.sign(a)
        if symbol == "y" and name.startswith("logreg_bce"):
            a = (a > 0).astype(float)
        if symbol == "y" and name.startswith("softmax"):
            a = random.random(shape)
        out[symbol] = a
    return out


def references(problems):
    """Inputs and derivatives of every problem, the derivatives by automatic differentiation of the witness."""
    engine, random, out = Engine(), np.random.default_rng(7), {}
    for problem in problems:
        point, answers = inputs(problem, random), {}
        for variable in problem["wrt"]:
            line = {"id": 0, "expr": problem["expr"], "where": problem["where"], "wrt": variable, "dims": DIMS,
                    "kind": "hessian" if problem["order"] == 2 else "gradient", "inputs": {k: v.tolist() for k, v in point.items()}}
            answer, _ = engine.ask("witness", line)
            value = np.array(answer["value"])
            shape = list(point[variable].shape)
            # Hessians stand in vec form, columns one below the other.
            value = value.reshape(shape + shape, order="F") if problem["order"] == 2 else value.reshape(shape)
            answers[variable] = value.tolist()
        out[problem["name"]] = {"inputs": {k: v.tolist() for k, v in point.items()}, "answers": answers}
    engine.close()
    return out


def lines(command, **more):
    run = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True, **more)
    return {(row["name"], row.get("route")): row for row in map(json.loads, run.stdout.splitlines())}


def milliseconds(value):
    return f"{value:.3f}" if value < 1 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def cell(row):
    if row is None:
        return "-"
    marks = {"ok": "", "ok_as_array": " (arr)", "unevaluated": " UNEV", "wrong": " WRONG", "error": "ERR", "timeout": "TIME", "unusable": " ???"}
    return (milliseconds(row["ms"]) if row["outcome"] not in ("error", "timeout") else "") + marks[row["outcome"]]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", default="0.5", help="time for each problem of this engine")
    parser.add_argument("--peers", default=os.path.join(ROOT, "..", "shared", "peers"))
    parser.add_argument("--python", action="append", help="an interpreter with SymPy and NumPy; can be repeated")
    options = parser.parse_args()
    table = os.path.join(ROOT, "bench", "Rivals", "problems.json")
    with open(table, encoding="utf-8") as f:
        problems = json.load(f)
    own = lines(["dotnet", os.path.join(ROOT, "bench", "Rivals", "bin", "Release", "net10.0", "MatrixDiff.Rivals.dll"), table, options.seconds])

    rivals, columns = {}, []
    if os.path.exists(os.path.join(options.peers, "derive_sympy.py")):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as given:
            json.dump(references(problems), given)
            given.flush()
            for python in options.python or [sys.executable]:
                version = subprocess.run([python, "-c", "import sympy; print(sympy.__version__)"], capture_output=True, encoding="utf-8")
                if version.returncode != 0:
                    print(f"{python} has no SymPy: not run")
                    continue
                rows = lines([python, os.path.join(HERE, "sympy_problems.py"), options.peers, given.name])
                for route in ROUTES:
                    columns.append(f"SymPy {version.stdout.strip()} {route}")
                    rivals[columns[-1]] = {name: row for (name, r), row in rows.items() if r == route}
    print("tensorgrad: not run (not installed)" if subprocess.run([sys.executable, "-c", "import tensorgrad"], capture_output=True).returncode else "tensorgrad: importable, run derive_tensorgrad.py beside")

    print("| problem | ms | p90 | KiB | nodes | shared | right | " + " | ".join(columns) + " | fastest right rival / ours |")
    print("|---" * (8 + len(columns)) + "|")
    ratios = []
    for problem in problems:
        name = problem["name"]
        mine, theirs = own[name, None], [rivals[c].get(name) for c in columns]
        right = [r["ms"] for r in theirs if r and r["outcome"].startswith("ok")]
        ratio = min(right) / mine["ms"] if right else None
        ratios += [ratio] if ratio else []
        print(f"| {name} | {mine['ms']:.3f} | {mine['p90']:.3f} | {mine['kib']:.0f} | {mine['nodes']:.0f} | {mine['shared']} | {'yes' if mine['right'] else 'NO'} | "
              + " | ".join(map(cell, theirs)) + f" | {f'{ratio:.0f}×' if ratio else 'no rival is right'} |")
    print(f"\nright: {sum(r['right'] for r in own.values())} of {len(own)}")
    for column in columns:
        outcomes = [r["outcome"] for r in rivals[column].values()]
        print(f"{column}: " + ", ".join(f"{outcomes.count(o)} {o}" for o in dict.fromkeys(sorted(outcomes))))
    if ratios:
        print(f"fastest right rival against ours: smallest {min(ratios):.0f}×, median {np.median(ratios):.0f}×, at least 20× in {sum(r >= 20 for r in ratios)} of {len(ratios)}")


main()
