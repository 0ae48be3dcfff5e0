"""Judges answers to derivation problems; see bench/derive-cases.sh."""
import argparse
import json
import os
import statistics
import sys
import zlib

import numpy as np

import sympy_table
from engine import ROOT, Engine
from values import agree, array, compute, draw, projections, sizes_of, spelled

RIGHT, ERROR, WRONG, BROKEN = "right", "error", "wrong", "not ok"


def request_of(problem):
    request = {"id": problem["id"], "expr": problem["expr"], "where": problem["where"]}
    return request | ({"wrt": problem["wrt"]} if "wrt" in problem else {})


def at_sizes(problem, answer, inputs, dims, engine, expected):
    """A verdict on an answer at one point; expected is the value, or None for the witness's."""
    symbols = answer["symbols"]
    functions = problem.get("functions", {})
    point = {}
    for symbol in symbols:
        point[symbol["name"]] = array(inputs[spelled(symbol["name"])], symbol["shape"], dims)
    line = request_of(problem) | {
        "kind": problem["kind"], "dims": dims, "functions": functions, "best": problem.get("best"), "text": answer["result"]["text"],
        "inputs": {k: np.asarray(v).tolist() for k, v in point.items()},
    }
    witness, _ = engine.ask("witness", line)
    if witness is None or "error" in witness:
        return BROKEN, f"witness: {witness and witness['error']['message']}", None
    nodes = witness.get("nodes")
    if not agree(witness["text"], witness["value"]):
        return WRONG, "the text has another value than automatic differentiation", nodes
    try:
        value = compute(answer["result"]["numpy"], symbols, point, dims, functions)
    except Exception as e:
        return BROKEN, f"{type(e).__name__}: {e}", nodes
    for reference, name in ((witness["value"], "automatic differentiation"), (expected, "the given answer")):
        if reference is None or agree(value, reference):
            continue
        accepted = set(problem.get("accept", []))
        if not any(agree(v, value) for k, v in projections(reference, ["symmetric", "skew"]).items() if k in accepted):
            return WRONG, f"not {name}", nodes
    return RIGHT, "", nodes


def other_dims(dims):
    """The second sizes: each one another number, all distinct; sizes of 1 stay."""
    out, used = {}, set()
    for name, size in dims.items():
        other = size if size == 1 else size + 1
        while other in used and size != 1:
            other += 1
        used.add(other)
        out[name] = other
    return out


def judge(problem, values, engine):
    answer, seconds = engine.ask(problem["kind"], request_of(problem))
    if answer is None:
        return BROKEN, "no answer in time", None, seconds
    if problem.get("expect") == "error":
        return (RIGHT if "error" in answer else WRONG), answer.get("error", {}).get("message", "an answer"), None, seconds
    if "error" in answer:
        return (BROKEN if answer["error"]["code"] == "MD9999" else ERROR), f"{answer['error']['code']} {answer['error']['message']}", None, seconds
    given, dims = values[problem["id"]], problem.get("dims", {})
    verdict, why, nodes = at_sizes(problem, answer, given["inputs"], dims, engine, given["answer"])
    ratio = answer["result"]["nodes"] / nodes if nodes else None
    if verdict == RIGHT:
        random = np.random.default_rng(zlib.crc32(problem["id"].encode()))
        dims = other_dims(dims)
        inputs = {spelled(s["name"]): draw(given["inputs"][spelled(s["name"])], *sizes_of(s["shape"], dims), s["attributes"], random) for s in answer["symbols"]}
        verdict, why, _ = at_sizes(problem, answer, inputs, dims, engine, None)
        why = why and "at other sizes: " + why
    if verdict == RIGHT and problem["kind"] == "simplify" and answer["result"]["nodes"] > nodes + 2:
        verdict, why = BROKEN, f"{answer['result']['nodes']} nodes, best {nodes}: {answer['result']['text']}"
    return verdict, why or answer["result"]["text"], ratio, seconds


def table(rows):
    print(f"{'family':20}{'n':>5}{'right':>7}{'error':>7}{'wrong':>7}{'not ok':>8}{'ratio med':>11}{'max':>7}{'time max':>10}")
    families = list(dict.fromkeys(r[0]["family"] for r in rows))
    for family in [*families, None]:
        some = [r for r in rows if family in (None, r[0]["family"])]
        count = [sum(r[1] == v for r in some) for v in (RIGHT, ERROR, WRONG, BROKEN)]
        ratios = [r[3] for r in some if r[3]]
        middle, top = (f"{statistics.median(ratios):.2f}", f"{max(ratios):.2f}") if ratios else ("", "")
        print(f"{family or 'all':20}{len(some):5}{count[0]:7}{count[1]:7}{count[2]:7}{count[3]:8}{middle:>11}{top:>7}{max(r[4] for r in some) * 1000:7.0f} ms")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?", default=os.path.join(ROOT, "..", "shared", "cases", "derive", "given.json"))
    parser.add_argument("--only", help="a family or an id")
    parser.add_argument("--verbose", action="store_true", help="a line for each problem")
    parser.add_argument("--sympy", action="store_true", help="SymPy on the same problems, 10 s for each")
    parser.add_argument("--python", default=sys.executable, help="the interpreter that has SymPy")
    options = parser.parse_args()
    with open(options.file, encoding="utf-8") as f:
        problems = [p for p in json.load(f)["problems"] if options.only in (None, p["family"], p["id"])]
    with open(options.file.removesuffix(".json") + "_values.json", encoding="utf-8") as f:
        values = json.load(f)
    engine, rows = Engine(), []
    for problem in problems:
        rows.append((problem, *judge(problem, values, engine)))
        _, verdict, why, ratio, seconds = rows[-1]
        if options.verbose or verdict != RIGHT:
            print(f"{verdict:7} {problem['id']:10} {problem['kind']:9} {problem['expr']}\n        {why}" + (f"\n        ratio {ratio:.2f}, {seconds * 1000:.0f} ms" if options.verbose and ratio else ""))
    engine.close()
    print()
    table(rows)
    if options.sympy:
        found = sympy_table.rows(options.file, options.only, options.python)
        sympy_table.show(found) if found else print("SymPy: not run (not installed)")
    sys.exit(any(r[1] in (WRONG, BROKEN) for r in rows))


main()
