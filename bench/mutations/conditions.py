"""Points that meet a condition of a verdict, made by means of their own, and whether a statement is true at them."""
import re

import numpy as np

from evaluator import Point
from functions import IllShaped, Undefined, unknown
from reader import read

STRUCTURES = {"symmetric": {"symmetric"}, "skew": {"skew"}, "posdef": {"posdef"}, "lower": {"lower"}, "upper": {"upper"},
              "diagonal": {"diagonal"}, "orthogonal": {"orthogonal"}}
POINTS, LEAST = 12, 3


class NotUnderstood(Exception):
    """A condition that no points are made for."""


def refuted(left, right, where, condition, difference):
    """Is a statement false at two of the points that meet a condition? None where too few points have values."""
    differ = agree = 0
    for number in range(POINTS):
        try:
            point, change = under(where, condition, number)
            sides = [np.atleast_2d(point.value(change(read(text, point.functions)))) for text in (left, right)]
            if not all(np.all(np.isfinite(s)) and np.abs(s).max() < 1e9 for s in sides):
                continue
            distance = difference(*sides)
        except (IllShaped, Undefined, np.linalg.LinAlgError, OverflowError, ValueError):
            continue
        wrong = distance is None or distance > (0.05 if "hessian" in left + right else 1e-3)
        differ, agree = differ + wrong, agree + (not wrong and distance < 1e-5)
    return True if differ >= 2 else None if differ + agree < LEAST else False


def under(where, condition, number):
    """A point that meets a condition, and how a side is then read."""
    parts = [part.strip() for part in condition.split(" and ")]
    plain = Point(where, number)
    sizes, structures = {}, {}
    for part in parts:
        if (m := re.fullmatch(r"(\w+) = (\w+)", part)) and m[1] in plain.sizes:
            sizes[m[1]] = int(m[2]) if m[2].isdigit() else plain.sizes[m[2]]
        elif (m := re.fullmatch(r"(\w+) (\w+)", part)) and m[2] in STRUCTURES:
            structures[m[1]] = structures.get(m[1], set()) | STRUCTURES[m[2]]
    point = Point(where, number, sizes, structures)
    random = np.random.default_rng(77 + number)
    change = lambda node: node
    for part in parts:
        if "layout: jacobian" == part:
            change = lambda node: renamed(node, "grad", lambda c: ("call", "jacobian", *c[2:]))
        elif "vec: rows" == part:
            change = lambda node: renamed(node, "vec", lambda c: (*c[:3], tuple(("t", a) for a in c[3])))
        elif not ((m := re.fullmatch(r"(\w+) = (\w+)", part)) and m[1] in plain.sizes) and not ((m := re.fullmatch(r"(\w+) (\w+)", part)) and m[2] in STRUCTURES):
            impose(point, part, number, random)
    return point, change


def impose(point, part, number, random):
    """Changes values or functions so that they meet one condition."""
    v = point.values
    if m := re.fullmatch(r"(\w+)\*(\w+) = \2\*\1", part):
        commute(point, m[1], m[2], number, random)
    elif m := re.fullmatch(r"(\w+)\*\1 = \1", part):
        v[m[1]] = idempotent(v[m[1]], number, random)
    elif m := re.fullmatch(r"(\w+)'\*\1 = 1", part):
        v[m[1]] = v[m[1]] / np.linalg.norm(v[m[1]])
    elif m := re.fullmatch(r"1'\*?(\w+) = 1", part):
        v[m[1]] = v[m[1]] / v[m[1]].sum()
    elif m := re.fullmatch(r"det\((\w+)\) = 1", part):
        a = v[m[1]]
        v[m[1]] = np.diag([1 / np.linalg.det(a), *[1] * (len(a) - 1)]) @ a
    elif m := re.fullmatch(r"(\w+) ([<>]) 0", part):
        v[m[1]] = np.abs(v[m[1]]) * (1 if m[2] == ">" else -1)
    elif (m := re.fullmatch(r"(\w+) = I", part)) and m[1] in v:
        v[m[1]] = np.eye(len(v[m[1]]))
    elif (m := re.fullmatch(r"(\w+) = (\w+)", part)) and {m[1], m[2]} <= v.keys():
        # The one that has the structure of both is the value of both.
        a, b = (point.symbols[n][1] for n in (m[1], m[2]))
        if not (a <= b or b <= a):
            raise NotUnderstood(part)
        v[m[1]] = v[m[2]] = v[m[1] if a >= b else m[2]]
    elif m := re.fullmatch(r"(\w+)'' = 0", part):
        a, b = random.normal(size=2)
        point.kinds[m[1]] = lambda order, t: a * t + b if order == 0 else a + 0 * t if order == 1 else 0 * t
    elif m := re.fullmatch(r"(\w+) identity", part):
        point.kinds[m[1]] = lambda order, t: t if order == 0 else 1 + 0 * t if order == 1 else 0 * t
    elif m := re.fullmatch(r"(\w+) (odd|even)", part):
        sign = 1 if m[2] == "even" else -1
        point.kinds[m[1]] = lambda order, t: unknown("half", order, t) + sign * (-1) ** order * unknown("half", order, -t)
    else:
        raise NotUnderstood(part)


def commute(point, first, second, number, random):
    """A polynomial of the other one; at every third point multiples of I that commute with anything."""
    v, (a, b) = point.values, (point.symbols[n][1] for n in (first, second))
    source, made = (first, second) if a >= b else (second, first)
    own = point.symbols[made][1]
    if own and (own != point.symbols[source][1] or own & {"orthogonal", "skew"}):
        raise NotUnderstood("neither is a polynomial of the other")
    if number % 3 == 2 and not point.symbols[source][1] & {"orthogonal", "skew"}:
        v[source] = abs(random.normal()) * np.eye(len(v[source]))
    else:
        x, (c, d, e) = v[source], random.uniform(0.3, 1, 3)
        v[made] = c * np.eye(len(x)) + d * x + e * x @ x


def idempotent(a, number, random):
    n = len(a)
    rank = number % (n + 1)
    u, w = a[:, :rank], random.normal(size=(rank, n))
    return u @ np.linalg.inv(w @ u) @ w if rank else 0 * a


def renamed(node, name, change):
    """A tree with calls of one name changed."""
    if not isinstance(node, tuple):
        return node
    inner = tuple(renamed(part, name, change) for part in node)
    return change(inner) if len(inner) > 1 and inner[0] == "call" and inner[1] == name else inner
