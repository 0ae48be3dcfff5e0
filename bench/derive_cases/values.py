"""Values: of inputs at other sizes, of exported code, of unknown functions; and when two values agree."""
import inspect
import re
import unicodedata

import numpy as np

TOLERANCE = 1e-6


def spelled(name):
    """A name with Greek letters spelled out: μ_0 is mu_0."""
    def letter(c):
        words = unicodedata.name(c, "").split()
        if words[:1] != ["GREEK"]:
            return c
        word = {"lamda": "lambda"}.get(words[-1].lower(), words[-1].lower())
        return word.capitalize() if "CAPITAL" in words else word
    return "".join(map(letter, name))


def sizes_of(shape, dims):
    """Rows and columns as numbers; sizes are formulas in named dims."""
    env = {re.sub(r"\W", "_", k): v for k, v in dims.items()}
    return tuple(int(eval(re.sub(r"\[[^]]*\]", lambda m: re.sub(r"\W", "_", m.group()), s).replace("^", "**"), {}, env)) for s in shape)


def array(value, shape, dims):
    """An input as compute() takes it: scalars as floats, columns as (n,), the rest two-dimensional."""
    flat = np.array(value, dtype=float)
    if shape == ["1", "1"]:
        return float(flat.reshape(-1)[0])
    rows, columns = sizes_of(shape, dims)
    return flat.reshape(rows) if shape[1] == "1" else flat.reshape(rows, columns)


def matrix(value):
    """Any value as a matrix."""
    a = np.array(value, dtype=float)
    return a.reshape(1, 1) if a.ndim == 0 else a.reshape(-1, 1) if a.ndim == 1 else a


def draw(given, rows, columns, attributes, random):
    """An input of another size, its entries drawn from the given ones, with its structure."""
    pool = np.array(given, dtype=float).reshape(-1)
    pool = pool[pool != 0] if np.any(pool != 0) else pool
    a = random.choice(pool, (rows, columns))
    if not np.all(pool == np.round(pool)):
        a = a * random.uniform(0.8, 1.2, (rows, columns))
    if rows != columns or rows == 1:
        return a
    if "posdef" in attributes:
        a = a @ a.T / rows + np.eye(rows)
        return np.diag(np.diag(a)) if "diagonal" in attributes else a
    if "orthogonal" in attributes:
        return np.linalg.qr(a)[0]
    if "diagonal" in attributes:
        return np.diag(np.diag(a))
    if "symmetric" in attributes:
        return (a + a.T) / 2
    if "skew" in attributes:
        return (a - a.T) / 2
    if "lower" in attributes:
        return np.tril(a)
    if "upper" in attributes:
        return np.triu(a)
    g = np.array(given, dtype=float)
    if g.ndim == 2 and g.shape[0] == g.shape[1] and np.allclose(g, g.T):
        a = (a + a.T) / 2
        return a + rows * np.eye(rows) if np.all(np.linalg.eigvalsh(g) > 0) else a
    return a + 2 * np.eye(rows)


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


def _tanh3(x):
    t = np.tanh(x)
    return -2 * (1 - t**2) ** 2 + 4 * t**2 * (1 - t**2)


def _sigmoid3(x):
    s = _sigmoid(x)
    return s * (1 - s) * (1 - 6 * s + 6 * s**2)


# A function with its first three derivatives.
FUNCTIONS = {
    "tanh": (np.tanh, lambda x: 1 - np.tanh(x) ** 2, lambda x: -2 * np.tanh(x) * (1 - np.tanh(x) ** 2), _tanh3),
    "sin": (np.sin, np.cos, lambda x: -np.sin(x), lambda x: -np.cos(x)),
    "cos": (np.cos, lambda x: -np.sin(x), lambda x: -np.cos(x), np.sin),
    "exp": (np.exp, np.exp, np.exp, np.exp),
    "sigmoid": (_sigmoid, lambda x: _sigmoid(x) * (1 - _sigmoid(x)), lambda x: _sigmoid(x) * (1 - _sigmoid(x)) * (1 - 2 * _sigmoid(x)), _sigmoid3),
}
ORDERS = {"": 0, "_prime": 1, "_prime2": 2, "_prime3": 3}


def compute(code, symbols, inputs, dims, functions):
    """What compute() returns: parameters by name where they have one, else in the order of the symbols."""
    namespace = {}
    exec(compile(code, "<compute>", "exec"), namespace)
    plain = lambda name: re.sub(r"[^0-9a-zA-Z]", "", name)
    known = {plain(spelled(s["name"])): inputs[s["name"]] for s in symbols if s["name"] in inputs}
    known.update({plain(k): v for k, v in dims.items() if plain(k) not in known})
    for f, name in functions.items():
        known.update({plain(f + end): FUNCTIONS[name][order] for end, order in ORDERS.items()})
    arguments = []
    for position, name in enumerate(inspect.signature(namespace["compute"]).parameters):
        arguments.append(known[plain(name)] if plain(name) in known else inputs[symbols[position]["name"]])
    with np.errstate(all="ignore"):
        return namespace["compute"](*arguments)


def agree(a, b):
    """Do two values agree in shape and entries?"""
    a, b = matrix(a), matrix(b)
    return a.shape == b.shape and bool(np.all(np.abs(a - b) <= TOLERANCE * (1 + np.max(np.abs(b), initial=0))))


def projections(value, attributes):
    """The gradient in other conventions for a variable with a structure."""
    g = matrix(value)
    out = {}
    if g.shape[0] != g.shape[1]:
        return out
    if "symmetric" in attributes or "posdef" in attributes:
        out["projected"] = (g + g.T) / 2
        out["cookbook"] = g + g.T - np.diag(np.diag(g))
    elif "skew" in attributes:
        out["projected"] = (g - g.T) / 2
    elif "diagonal" in attributes:
        out["projected"] = np.diag(np.diag(g))
    elif "lower" in attributes:
        out["projected"] = np.tril(g)
    elif "upper" in attributes:
        out["projected"] = np.triu(g)
    return out
