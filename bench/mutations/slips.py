"""The usual slips: what a side becomes when one is made somewhere in it."""
from fractions import Fraction

ONE = ("num", Fraction(1))
TWO, HALF = ("num", Fraction(2)), ("num", Fraction(1, 2))
PAIRS = [("sin", "cos"), ("exp", "log"), ("sigmoid", "tanh"), ("tanh", "sin"), ("softplus", "relu"), ("relu", "step"), ("sinh", "cosh"), ("abs", "sign"),
         ("silu", "gelu"), ("sqrt", "square"), ("exp", "sin"), ("sigmoid", "softplus"), ("f", "g"), ("log", "sqrt")]
REDUCTIONS = [("tr", "det"), ("tr", "sum"), ("det", "logdet"), ("sum", "mean"), ("sumsq", "normF"), ("norm2", "sumsq"), ("norm2", "norm1"),
              ("logsumexp", "sum"), ("logsumexp", "max"), ("sumsq", "sum"), ("normF", "norm1")]
SHAPED = [("tril", "triu"), ("rowsoftmax", "colsoftmax"), ("softmax", "logsoftmax"), ("hcat", "vcat"), ("inv", "adj"), ("inv", "pinv"), ("softmax", "normalize"),
          ("expm", "logm"), ("chol", "inv")]
SIZED = {"I", "ones", "zeros", "e", "K", "D", "L"}


def mul(a, b, sign="*"):
    return ("bin", sign, a, b)


def call(name, *arguments):
    return ("call", name, 0, arguments)


def inverse(a):
    return ("pow", a, ("num", Fraction(-1)), False)


def places(node, put=lambda x: x, inside=""):
    """Every part with what puts another in its place, and the call that it is a size in."""
    yield node, put, inside
    kind = node[0]
    if kind == "bin":
        yield from places(node[2], lambda x: put((*node[:2], x, node[3])), inside)
        yield from places(node[3], lambda x: put((*node[:3], x)), inside)
    elif kind in ("neg", "t"):
        yield from places(node[1], lambda x: put((kind, x)), inside)
    elif kind == "pow":
        yield from places(node[1], lambda x: put((kind, x, *node[2:])), inside)
        yield from places(node[2], lambda x: put((kind, node[1], x, node[3])), "exponent")
    elif kind == "call":
        for i, argument in enumerate(node[3]):
            size = node[1] in SIZED or (node[1] == "unvec" and i > 0)
            variable = node[1] in ("grad", "jacobian", "hessian") and i > 0
            yield from places(argument, lambda x, i=i: put((*node[:3], node[3][:i] + (x,) + node[3][i + 1:])), "size" if size else "variable" if variable else inside)


def slips(root, names, sizes):
    """Pairs of a kind of slip and the mutant; names: shape key by name, sizes: names of sizes."""
    for node, put, inside in places(root):
        for kind, other in at(node, names, sizes, inside):
            if other != node:
                yield kind, put(other)
    yield "factor 2 or 1/2", mul(TWO, root)
    yield "factor 2 or 1/2", mul(HALF, root)
    yield "sign", ("neg", root)


def at(node, names, sizes, inside):
    """The slips in one part."""
    kind = node[0]
    if inside == "size":
        if kind == "name":
            yield from (("size", ("name", n)) for n in sizes)
        return
    if inside == "variable":
        if kind == "name":
            yield from (("other variable", ("name", n)) for n in names if n[0] != "d")
        return
    if kind == "num":
        for value in (node[1] + 1, node[1] - 1, 2 * node[1], node[1] / 2):
            yield "exponent" if inside == "exponent" else "constant", ("num", value)
        return
    if inside == "exponent":
        yield "exponent", mul(node, ONE, "+")
        return
    yield "transpose", node[1] if kind == "t" else ("t", node)
    if kind in ("name", "call", "t"):
        yield "inverse", inverse(node)
        yield "diag", call("diag", node)
        yield "term repeated", mul(node, node, "+")
    yield from {"name": of_name, "call": of_call, "bin": of_pair, "neg": of_negative, "t": of_transpose, "pow": of_power}[kind](node, names, sizes)


def of_name(node, names, sizes):
    name = node[1]
    for other in names:
        if names[other] == names.get(name) and other != name:
            indexed = "[" in name and other.split("[")[0] == name.split("[")[0]
            yield "layer index" if indexed else "other name", ("name", other)
    if name[0] == "d" and name[1:] in names:
        yield "d dropped", ("name", name[1:])
    yield "exponent", ("pow", node, TWO, False)


def of_negative(node, names, sizes):
    yield "sign", node[1]


def of_transpose(node, names, sizes):
    a = node[1]
    if a[0] == "bin" and a[1] == "*":
        yield "product not reversed", mul(("t", a[2]), ("t", a[3]))
        yield "moved bracket", mul(a[2], ("t", a[3]))


def of_power(node, names, sizes):
    base, exponent, elementwise = node[1:]
    if exponent == ("num", Fraction(-1)) and not elementwise:
        yield "inverse", base
        yield "inverse", ("t", base)
        if base[0] == "bin" and base[1] == "*":
            yield "product not reversed", mul(inverse(base[2]), inverse(base[3]))
        if base[0] == "bin" and base[1] in "+-":
            yield "product not reversed", mul(inverse(base[2]), inverse(base[3]), base[1])
    yield "exponent", base
    yield "exponent", ("pow", base, exponent, not elementwise)


def of_call(node, names, sizes):
    name, primes, arguments = node[1:]
    first = arguments[0]
    unknown = name in ("f", "g")
    if unknown or name in ("sigmoid", "tanh", "softplus", "exp", "sin", "silu", "relu"):
        yield "prime", ("call", name, primes + 1, arguments)
        if primes:
            yield "prime", ("call", name, primes - 1, arguments)
    for pairs, kind in ((PAIRS, "function"), (REDUCTIONS, "tr, det, sum"), (SHAPED, "shaped function")):
        for a, b in pairs:
            if name in (a, b):
                yield kind, ("call", b if name == a else a, primes, arguments)
    if name not in SIZED and name not in ("d", "grad", "jacobian", "hessian", "unvec", "hcat", "vcat") and len(arguments) == 1:
        yield {"diag": "diag", "vec": "vec", "inv": "inverse", "det": "tr, det, sum", "tr": "tr, det, sum"}.get(name, "function"), first
        if first[0] == "bin" and first[1] in "+-*":
            yield "moved bracket", mul(("call", name, primes, (first[2],)), first[3], first[1])
            yield "moved bracket", mul(first[2], ("call", name, primes, (first[3],)), first[1])
        if first[0] == "neg":
            yield "moved bracket", ("neg", ("call", name, primes, (first[1],)))
    if name == "diag":
        yield "diag", call("diag", node)
    if name == "vec":
        yield from (("K", mul(call("K", ("name", m), ("name", n)), node)) for m in sizes for n in sizes)
    if name == "K":
        yield "K", call("K", *reversed(arguments))
        yield "K", call("I", mul(*arguments))
    if name == "I":
        yield "ones for I", call("ones", first, first)
    if name == "ones" and len(set(arguments)) == 1 and len(arguments) == 2:
        yield "ones for I", call("I", first)
    if name == "d":
        yield "d dropped", first
    if name in ("jacobian", "grad"):
        yield "layout", ("call", "grad" if name == "jacobian" else "jacobian", 0, arguments)
    if name == "hessian" and len(arguments) == 3:
        yield "layout", call(name, first, arguments[2], arguments[1])


def of_pair(node, names, sizes):
    sign, a, b = node[1:]
    if sign in "+-":
        yield "sign", mul(a, b, "-" if sign == "+" else "+")
        yield "term dropped", a
        yield "term dropped", b
        yield "term repeated", mul(node, b, "+")
        yield "term repeated", mul(a, a, sign)
        yield "sign", mul(b, a, "-")
        yield from (("factor 2 or 1/2", mul(x, y, sign)) for c in (TWO, HALF) for x, y in ((mul(c, a), b), (a, mul(c, b))))
        return
    yield {"⊗": "⊗ swapped", "/": "division", "./": "division"}.get(sign, "factors swapped"), mul(b, a, sign)
    for other in ("*", "⊙", "⊗"):
        if other != {".*": "⊙"}.get(sign, sign):
            yield "division" if sign in ("/", "./") else "⊙, ⊗ for product", mul(a, b, other)
    yield "factor 2 or 1/2" if a in (TWO, HALF) else "factor dropped", b
    yield "factor dropped", a
    if a[0] == "call" and a[1] == "K" or b[0] == "call" and b[1] == "K":
        yield "K", b if a[0] == "call" and a[1] == "K" else a
    yield "sign", mul(("neg", a), b, sign)
    if a[0] == "bin" and a[1] == "*" and sign == "*":
        yield "factors swapped", mul(mul(a[2], b), a[3])
        yield "transpose", mul(mul(a[2], ("t", a[3])), ("t", b))
    yield "transpose", mul(("t", a), ("t", b), sign)
    for outer, inner, rebuilt in ((a, b, lambda x: mul(x, b, sign)), (b, a, lambda x: mul(a, x, sign))):
        if outer[0] == "bin" and outer[1] in "+-":
            yield "moved bracket", mul(outer[2], rebuilt(outer[3]), outer[1])
            yield "moved bracket", mul(rebuilt(outer[2]), outer[3], outer[1])
    if a[0] == "call" and len(a[3]) == 1 and a[1] not in SIZED:
        yield "moved bracket", ("call", a[1], a[2], (mul(a[3][0], b, sign),))
