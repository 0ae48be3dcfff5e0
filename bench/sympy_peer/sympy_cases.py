"""SymPy on derivation problems that it can express: a line of JSON for each; see bench/derive-cases.sh --sympy."""
import json
import os
import sys
import time

import numpy as np
import sympy as sp

from translate import Inexpressible, Translator

FILE, PEERS = sys.argv[1:3]
ONLY = sys.argv[3] if len(sys.argv) > 3 else None
LIMIT = 10  # seconds for a problem in all its spellings
sys.path.insert(0, PEERS)
import derive_sympy as peer  # noqa: E402
from common import TimeOut, limit  # noqa: E402

RANK = ["error", "timeout", "unusable", "wrong", "unevaluated", "ok_as_array", "ok"]


def reference(problem, given, e, variables):
    """The given answer with an axis for rows and one for columns of the expression and of each variable; SymPy may have them in any order."""
    value = np.array(given["answer"], dtype=float)
    if problem["kind"] == "gradient" and getattr(e, "shape", (1, 1)) == (1, 1):
        return value
    sizes = [np.array(given["inputs"][v], dtype=float) for v in variables]
    axes = [list(s.reshape(len(s), -1).shape) if s.ndim else [1, 1] for s in sizes]
    if problem["kind"] == "hessian":
        return value.reshape(axes[0] + axes[-1], order="F")
    numbers = {Translator.size(name): size for name, size in problem["dims"].items()}
    f = [int(s.subs(numbers)) for s in map(sp.sympify, getattr(e, "shape", (1, 1)))]
    value = value.T if problem["kind"] == "gradient" else value
    return value.reshape(f + axes[0], order="F")


def derivative(e, variables, route):
    if route == "matrix":
        for v in variables:
            e = e.diff(v)
        return e
    from sympy.tensor.array.expressions.arrayexpr_derivatives import array_derive
    try:
        from sympy.tensor.array.expressions.from_array_to_matrix import convert_array_to_matrix
        from sympy.tensor.array.expressions.from_matrix_to_array import convert_matrix_to_array
    except ImportError:
        from sympy.tensor.array.expressions.conv_array_to_matrix import convert_array_to_matrix
        from sympy.tensor.array.expressions.conv_matrix_to_array import convert_matrix_to_array
    e = convert_matrix_to_array(e)
    for v in variables:
        e = array_derive(e, v)
    return convert_array_to_matrix(e) if route == "array" else e


def attempt(problem, given, spelling, route):
    translator = Translator(problem["where"], spelling)
    e = translator.read(problem["expr"])
    names = problem["wrt"].split(",") if isinstance(problem["wrt"], str) else problem["wrt"]
    variables = [translator.symbols[v.strip()] for v in names]
    if problem["kind"] == "hessian" and len(variables) == 1:
        variables *= 2
    environment = {k: np.array(v, dtype=float) for k, v in given["inputs"].items()}
    environment = {k: v.reshape(len(v), -1) if v.ndim else v.reshape(1, 1) for k, v in environment.items()}
    scalars = {k: float(v) for k, v in environment.items() if v.size == 1 and not hasattr(translator.symbols.get(k), "shape")}
    environment |= {f"one_{k}": np.ones((d, 1)) for k, d in problem["dims"].items()}
    environment["_dims"] = problem["dims"] | scalars
    peer.clear_cache()
    start = time.process_time()
    result = derivative(e, variables, route)
    seconds = time.process_time() - start
    return peer.judge(result, reference(problem, given, e, [str(v) for v in variables]), environment)[0], seconds


def best_of(problem, given):
    best, deadline = ("error", 0.0), time.process_time() + LIMIT
    for spelling in ("matrix", "trace", "entry"):
        for route in ("matrix", "array", "left as array"):
            left = deadline - time.process_time()
            if left <= 0:
                return best
            start = time.process_time()
            try:
                with limit(left):
                    outcome = attempt(problem, given, spelling, route)
            except Inexpressible as x:
                return f"inexpressible: {x}", 0.0
            except TimeOut:
                outcome = ("timeout", time.process_time() - start)
            except Exception:
                outcome = ("error", time.process_time() - start)
            if (RANK.index(outcome[0]), -outcome[1]) > (RANK.index(best[0]), -best[1]):
                best = outcome
            if outcome[0] == "ok":
                return best
    return best


def main():
    with open(FILE, encoding="utf-8") as f:
        problems = [p for p in json.load(f)["problems"] if ONLY in (None, p["family"], p["id"])]
    with open(FILE.removesuffix(".json") + "_values.json", encoding="utf-8") as f:
        values = json.load(f)
    for problem in problems:
        if problem.get("expect") == "error":
            continue
        if problem["kind"] == "simplify":
            outcome, seconds = "inexpressible: simplify", 0.0
        else:
            outcome, seconds = best_of(problem | {"dims": problem.get("dims", {})}, values[problem["id"]])
        print(json.dumps({"id": problem["id"], "family": problem["family"], "outcome": outcome, "ms": seconds * 1000}, ensure_ascii=False), flush=True)


main()
os._exit(0)
