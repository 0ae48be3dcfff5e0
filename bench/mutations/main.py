"""Mutants of laws and theorems, confirmed wrong by numbers, and the verdicts on them."""
import argparse
import collections
import json
import os
import random
import subprocess
import sys
import time
import warnings

import numpy as np

from conditions import NotUnderstood, refuted
from evaluator import Point
from functions import IllShaped, Undefined
from reader import SyntaxProblem, read, write
from slips import slips

POINTS, NEEDED, WRONG, PART = 9, 3, 1e-3, 500
VERDICTS = ["fails", "holds-if", "ill-shaped", "undecided", "error", "holds"]


class Theorem:
    """A true statement with the values of its sides at points where both are defined."""

    def __init__(self, name, left, right, where):
        self.name, self.where = name, where
        points = [Point(where, k) for k in range(POINTS)]
        functions = points[0].functions
        self.sides = {"left": read(left, functions), "right": read(right, functions)}
        self.points, self.values = [], []
        for point in points:
            values = {side: value(point, node) for side, node in self.sides.items()}
            if isinstance(values["left"], np.ndarray) and isinstance(values["right"], np.ndarray) and difference(*values.values()) < 1e-5:
                self.points.append(point)
                self.values.append(values)
        symbols = points[0].symbols
        self.names = {n: tuple(write(s) for s in symbols[n][0]) for n in symbols}
        self.sizes = sorted(points[0].sizes)

    def mutants(self, side, node):
        """Mutants of a side by one slip."""
        return slips(node, self.names, self.sizes)

    def judge(self, side, node):
        """wrong, true, ill-shaped or unconfirmed: a side put in the place of the one that was there."""
        other = "right" if side == "left" else "left"
        differ = agree = 0
        for point, values in zip(self.points, self.values):
            mutant = value(point, node)
            if mutant is IllShaped:
                return "ill-shaped"
            if mutant is Undefined:
                continue
            distance = difference(mutant, values[other])
            if distance is None:
                return "ill-shaped"
            differ, agree = differ + (distance > WRONG), agree + (distance < 1e-5)
            if differ + agree >= NEEDED:
                break
        return "wrong" if differ >= 2 else "true" if agree >= 2 and not differ else "unconfirmed"

    def same(self, side, node):
        """Is an expression equal to that side of the theorem?"""
        return sum(same_at(value(p, node), v[side]) for p, v in list(zip(self.points, self.values))[:3]) >= min(3, len(self.points))


def value(point, node):
    """The value, or the reason why there is none."""
    try:
        result = point.value(node)
        return result if np.all(np.isfinite(result)) and np.abs(result).max() < 1e9 else Undefined
    except IllShaped:
        return IllShaped
    except (Undefined, np.linalg.LinAlgError, OverflowError, ValueError):
        return Undefined


def difference(a, b):
    """How far two values are apart, relative to the greater one; None where shapes differ."""
    if a.shape != b.shape and a.size > 1 and b.size > 1:
        return None
    scale = max(np.abs(a).max(), np.abs(b).max())
    return np.abs(a - b).max() / scale if scale > 1e-7 else 0.0


def same_at(a, b):
    return isinstance(a, np.ndarray) and a.shape == b.shape and difference(a, b) < 1e-5


def statements(command, folder):
    """The laws of the catalogue and the theorems of the table."""
    laws = json.loads(subprocess.run([*command, "rules", "--format", "json"], check=True, capture_output=True, text=True).stdout)
    for law in laws:
        yield law["id"], *law["statement"].split(" = "), law["where"]
    with open(os.path.join(folder, "theorems.jsonl"), encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            yield line["id"], line["left"], line["right"], line["where"]


def make(theorems, count, seed):
    """Confirmed wrong mutants and how many were set aside; pairs of slips where single ones are too few."""
    choice, seen, aside, wrong = random.Random(seed), set(), collections.Counter(), []

    def add(theorem, side, kind, node):
        sides = {**theorem.sides, side: node}
        key = (write(sides["left"]), write(sides["right"]), theorem.where)
        if key in seen or node == theorem.sides[side]:
            return
        seen.add(key)
        answer = theorem.judge(side, node)
        aside[kind, answer] += 1
        if answer == "wrong":
            wrong.append((theorem, side, kind, key))

    singles = [(t, s, *m) for t in theorems for s in t.sides for m in t.mutants(s, t.sides[s])]
    choice.shuffle(singles)
    for theorem, side, kind, node in singles:
        add(theorem, side, kind, node)
    while len(wrong) < count and len(seen) < 20 * count:
        theorem, side, _, node = choice.choice(singles)
        add(theorem, side, "two slips", choice.choice(list(theorem.mutants(side, node)))[1])
    return wrong, aside


def stored(state, make_them):
    """What was made before, or what is made now and kept: mutants and how many were set aside."""
    path = os.path.join(state, "mutants.json")
    if not os.path.exists(path):
        wrong, aside = make_them()
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"wrong": [[t.name, s, kind, key] for t, s, kind, key in wrong], "aside": [[*k, n] for k, n in aside.items()]}, file)
    with open(path, encoding="utf-8") as file:
        made = json.load(file)
    return made["wrong"], collections.Counter({(kind, answer): n for kind, answer, n in made["aside"]})


def ask(command, wrong, state, seconds):
    """The engine's verdicts, in order, a part at a time until the time is up; what an earlier run was told is kept."""
    path, begin = os.path.join(state, "answers.jsonl"), time.time()
    answers = [json.loads(line) for line in open(path, encoding="utf-8")] if os.path.exists(path) else []
    while len(answers) < len(wrong) and time.time() - begin < seconds:
        first = len(answers)
        part = enumerate((key for *_, key in wrong[first:first + PART]), first)
        lines = "".join(json.dumps({"id": i, "left": k[0], "right": k[1], "where": k[2]}) + "\n" for i, k in part)
        asked = time.time()
        run = subprocess.run([*command, "equal", "--jsonl"], input=lines, capture_output=True, text=True, check=False)
        if run.stderr:
            print("the engine:", run.returncode, run.stderr[-3000:])
        new = run.stdout.splitlines()
        if len(new) < len(lines.splitlines()):
            raise SystemExit(f"the engine answered {len(new)} of {len(lines.splitlines())} from {first} on")
        with open(path, "a", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in new)
        answers += map(json.loads, new)
        held = sum(a.get("verdict") == "holds" for a in answers)
        print(f"{len(answers)} verdicts, {held} accepted, {len(new) / (time.time() - asked):.0f} a second", file=sys.stderr, flush=True)
    return answers


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("count", nargs="?", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", required=True)
    parser.add_argument("--theorems", required=True)
    parser.add_argument("--state", required=True, help="a folder for mutants and verdicts, where a later run goes on")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop asking after so long")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    os.makedirs(options.state, exist_ok=True)
    command = options.engine.split()
    theorems, unread = [], []
    for statement in statements(command, options.theorems):
        try:
            theorems.append(Theorem(*statement))
        except SyntaxProblem:
            unread.append(statement[0])
    print(f"statements with notation that is not read here: {', '.join(unread) or 'none'}")
    used = [t for t in theorems if len(t.points) >= NEEDED]
    print(f"{len(theorems)} statements, {len(used)} confirmed true by numbers" + "".join(f"; not {t.name}" for t in theorems if t not in used))
    wrong, aside = stored(options.state, lambda: make(used, options.count, options.seed))
    print(f"{sum(aside.values())} mutants, {len(wrong)} of them confirmed wrong")
    answers = ask(command, wrong, options.state, options.seconds)
    if len(answers) < len(wrong):
        print(f"{len(answers)} of {len(wrong)} answered; the same command goes on")
        return 3
    named = {t.name: t for t in used}
    report([(named[name], side, kind, key) for name, side, kind, key in wrong], aside, answers)
    accepted = [a for a in answers if a.get("verdict") == "holds"]
    for answer in accepted:
        print("ACCEPTED", json.dumps(answer, ensure_ascii=False), wrong[answer["id"]][3][2])
    return 1 if conditional(wrong, answers) or accepted else 0


def conditional(wrong, answers):
    """The verdicts whose condition does not make the statement true at points of an own making."""
    counts, false = collections.Counter(), []
    for (*_, key), answer in zip(wrong, answers):
        if answer.get("verdict") == "holds-if":
            try:
                found = refuted(*key, answer["condition"], difference)
            except NotUnderstood:
                found = "no points made"
            counts["false" if found is True else "true" if found is False else found or "too few values"] += 1
            if found is True:
                false.append(answer)
    print("\nconditions: " + ", ".join(f"{n} {what}" for what, n in counts.most_common()))
    for answer in false:
        print("FALSE CONDITION", json.dumps(answer, ensure_ascii=False)[:600], wrong[answer["id"]][3][2])
    return false


def report(wrong, aside, answers):
    """A table by kind of slip."""
    counts, restored, other, false = collections.Counter(), collections.Counter(), collections.Counter(), []
    for (theorem, side, kind, key), answer in zip(wrong, answers):
        counts[kind, answer.get("verdict", "error")] += 1
        text, of = answer.get("suggestion"), answer.get("suggestionFor")
        if text and of:
            try:
                node = read(text, theorem.points[0].functions)
                if of == side and theorem.same(side, node):
                    restored[kind] += 1
                elif mistaken(theorem, side, read(key[0 if side == "left" else 1], theorem.points[0].functions), of, node):
                    false.append(answer)
                else:
                    other[kind] += 1
            except SyntaxProblem as problem:
                print("unreadable suggestion", text, problem)
    kinds = sorted({k for k, _ in aside}, key=lambda k: (k == "two slips", k))
    print(f"\n| {'slip':21} | mutants | still true | ill-shaped | unconfirmed | wrong | " + " | ".join(VERDICTS) + " | restored | other repair |")
    print("|" + " --- |" * 14)
    for kind in [*kinds, "all"]:
        over = kinds if kind == "all" else [kind]
        total = lambda table, *key: sum(table[(k, *key)] if key else table[k] for k in over)
        parts = [total(aside, a) for a in ("true", "ill-shaped", "unconfirmed", "wrong")]
        print(f"| {kind:21} | " + " | ".join(str(n) for n in [sum(parts), *parts, *(total(counts, v) for v in VERDICTS), total(restored), total(other)]) + " |")
    print(f"\nsuggestions that are not true by numbers: {len(false)}")
    for answer in false[:20]:
        print("  ", json.dumps(answer, ensure_ascii=False)[:500])


def mistaken(theorem, side, mutant, of, suggestion):
    """Does a suggested statement fail at points?"""
    kept = mutant if of != side else theorem.sides["left" if side == "right" else "right"]
    differ = 0
    for point in theorem.points[:4]:
        a, b = value(point, suggestion), value(point, kept)
        if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
            distance = difference(a, b)
            differ += distance is None or distance > WRONG
    return differ >= 2


if __name__ == "__main__":
    sys.exit(main())
