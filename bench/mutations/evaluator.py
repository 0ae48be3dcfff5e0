"""Values of expressions at points, derivatives by differences: no rule of the engine takes part."""
import numpy as np

from functions import CONSTANTS, ELEMENTWISE, UNARY, IllShaped, Undefined, derivative, inverse, scalar, unknown, vec
from reader import declarations

H = 1e-3
WEIGHTS = ((-2, 1 / 12), (-1, -8 / 12), (1, 8 / 12), (2, -1 / 12))


class Point:
    """Sizes and values of the names of declarations."""

    def __init__(self, where, number, sizes=None, structures=None):
        self.symbols, self.functions = declarations(where)
        self.kinds = {}
        random = np.random.default_rng(1000 + number)
        names = sorted({n for sides, _ in self.symbols.values() for s in sides for n in names_in(s)} | dims(where))
        pool = random.permutation(np.arange(2, max(4, 2 + len(names))))
        self.sizes = {n: int(pool[i]) for i, n in enumerate(names)}
        if len(names) == 1:
            self.sizes[names[0]] = (3, 2, 4)[number % 3]
        self.sizes.update(sizes or {})
        self.values = {}
        for name, (sides, attributes) in self.symbols.items():
            rows, columns = (self.size(s) for s in sides)
            self.values[name] = draw(rows, columns, attributes | (structures or {}).get(name, set()), number % 3 == 1, random)
        self.moving = [n for n in self.values if "d" + n in self.values]

    def size(self, node):
        """A whole number from sizes."""
        kind = node[0]
        if kind == "num" and node[1].denominator == 1:
            return int(node[1])
        if kind == "name" and node[1] in self.sizes:
            return self.sizes[node[1]]
        if kind == "bin" and node[1] in "+-*":
            a, b = self.size(node[2]), self.size(node[3])
            return a + b if node[1] == "+" else a - b if node[1] == "-" else a * b
        raise IllShaped("not a size")

    def moved(self, changes):
        """The same point with other values of some names."""
        other = object.__new__(Point)
        other.__dict__.update(self.__dict__)
        other.values = {**self.values, **changes}
        return other

    def value(self, node):
        """The value of an expression."""
        kind = node[0]
        if kind == "num":
            return scalar(node[1])
        if kind == "name":
            if node[1] in self.values:
                return self.values[node[1]]
            return scalar(self.sizes[node[1]]) if node[1] in self.sizes else fail(f"{node[1]} is unknown")
        if kind == "neg":
            return -self.value(node[1])
        if kind == "t":
            return self.value(node[1]).T if node[1][0] != "num" else fail("a number is transposed")
        if kind == "pow":
            return self.power(node)
        if kind == "bin":
            return self.binary(node[1], self.value(node[2]), self.value(node[3]))
        return self.call(*node[1:])

    def power(self, node):
        base, exponent = self.value(node[1]), self.value(node[2])
        if node[3] or base.size == 1:
            return np.power(*conform(base, exponent))
        if exponent.size != 1 or exponent[0, 0] != round(exponent[0, 0]) or base.shape[0] != base.shape[1]:
            raise IllShaped("power")
        k = int(exponent[0, 0])
        return np.linalg.matrix_power(base if k >= 0 else inverse(base), abs(k))

    @staticmethod
    def binary(sign, a, b):
        if sign in "+-":
            a, b = conform(a, b)
            return a + b if sign == "+" else a - b
        if sign == "⊗":
            return np.kron(a, b)
        if sign == "/":
            return a / b if b.size == 1 else fail("only a scalar divides")
        if sign == "*" and a.size > 1 and b.size > 1:
            return a @ b if a.shape[1] == b.shape[0] else fail(f"{a.shape} * {b.shape}")
        a, b = conform(a, b)
        return a / b if sign == "./" else a * b

    def call(self, name, primes, arguments):
        if name in self.functions:
            return self.kinds.get(name, lambda k, t: unknown(name, k, t))(primes, self.value(arguments[0]))
        if name in ELEMENTWISE:
            return derivative(ELEMENTWISE[name], primes, self.value(arguments[0]))
        if primes:
            raise IllShaped("a prime on no elementwise function")
        if name in CONSTANTS:
            sizes = [self.size(a) for a in arguments]
            if min(sizes) < 1 or len(sizes) > {"I": 1, "D": 1, "L": 1}.get(name, 2) or len(sizes) < {"K": 2, "e": 2}.get(name, 1):
                raise IllShaped("sizes")
            return CONSTANTS[name](*sizes)
        if name == "d":
            return self.along({n: self.values["d" + n] for n in self.moving}, arguments[0])
        if name in ("grad", "jacobian", "hessian"):
            return self.derivative(name, *arguments)
        if name == "unvec":
            return self.unvec(self.value(arguments[0]), self.size(arguments[1]), self.size(arguments[2]))
        values = [self.value(a) for a in arguments]
        if name in UNARY:
            return UNARY[name](values[0])
        if name in ("hcat", "vcat"):
            other = 0 if name == "hcat" else 1
            return np.concatenate(values, 1 - other) if len({v.shape[other] for v in values}) == 1 else fail(name)
        if name in ("kron", "hadamard", "dot"):
            value = self.binary("⊗" if name == "kron" else ".*", *values)
            return scalar(value.sum()) if name == "dot" else value
        raise IllShaped(f"{name} is unknown")

    @staticmethod
    def unvec(a, m, n):
        return a.reshape(m, n, order="F") if a.shape == (m * n, 1) else fail("unvec")

    def along(self, direction, body, h=H):
        """The derivative in a direction."""
        moved = lambda k: self.moved({n: self.values[n] + k * h * v for n, v in direction.items()})
        return sum(w * moved(k).value(body) for k, w in WEIGHTS) / h

    def derivative(self, name, body, *variables):
        names = [v[1] if v[0] == "name" and v[1] in self.values else fail("a variable is a name") for v in variables]
        if name == "hessian":
            if self.value(body).size != 1:
                raise IllShaped("hessian")
            # Rows by the first variable, columns by the last.
            return np.hstack([np.vstack([self.second(body, names[0], a, names[-1], b) for a in self.units(names[0])]) for b in self.units(names[-1])])
        value, x = self.value(body), self.values[names[0]]
        jacobian = np.hstack([vec(self.along({names[0]: u}, body)) for u in self.units(names[0])])
        return jacobian if name == "jacobian" else jacobian.T.reshape(x.shape, order="F") if value.size == 1 else jacobian.T

    def second(self, body, x, a, y, b, h=1e-2):
        inner = lambda k: self.moved({x: self.values[x] + k * h * a}).along({y: b}, body, h)
        return sum(w * inner(k) for k, w in WEIGHTS) / h

    def units(self, name):
        shape = self.values[name].shape
        return [np.eye(shape[0] * shape[1])[:, i].reshape(shape, order="F") for i in range(shape[0] * shape[1])]


def conform(a, b):
    """Two of one shape, or a scalar among them."""
    return (a, b) if a.shape == b.shape or a.size == 1 or b.size == 1 else fail(f"{a.shape} against {b.shape}")


def fail(why):
    raise IllShaped(why)


def names_in(node):
    return {node[1]} if node[0] == "name" else {n for part in node[2:] if isinstance(part, tuple) for n in names_in(part)} if node[0] == "bin" else set()


def dims(where):
    return {n.strip() for part in where.replace(";", "\n").split("\n") if part.strip().endswith(": dim") for n in part.split(":")[0].split(",")}


def draw(rows, columns, attributes, positive, random):
    """A random matrix with a structure."""
    a = random.uniform(0.3, 1.6, (rows, columns)) if positive or "positive" in attributes else random.normal(0, 0.9, (rows, columns))
    if attributes & {"symmetric", "posdef", "skew", "orthogonal"} and rows != columns:
        raise Undefined("structure")
    if "posdef" in attributes:
        return a @ a.T + 0.5 * np.eye(rows)
    if "orthogonal" in attributes:
        return np.linalg.qr(a)[0]
    for word, change in (("symmetric", lambda m: (m + m.T) / 2), ("skew", lambda m: (m - m.T) / 2), ("diagonal", lambda m: np.diag(np.diag(m))),
                         ("lower", np.tril), ("upper", np.triu)):
        if word in attributes:
            a = change(a)
    return a
