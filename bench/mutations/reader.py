"""Reads and writes expressions and declarations in the text syntax of the language, by itself.

Nodes are tuples: ("num", Fraction), ("name", text), ("call", function, primes, arguments), ("neg", a), ("t", a),
("pow", base, exponent, elementwise), ("bin", sign, a, b) with a sign of * / .* ./ ⊗ ⊙ + -.
"""
import re
from fractions import Fraction

TOKEN = re.compile(r"\s*(?:(?P<num>\d+(?:\.\d+)?(?:e-?\d+)?)|(?P<name>[A-Za-zΑ-ω∂][A-Za-zΑ-ω0-9_]*(?:\[[^\]]*\])?)"
                   r"|(?P<op>\.\*|\./|\.\^|[-+*/^()\[\],'⊗⊙∘·]))")
LEVEL = {"+": 1, "-": 1, "⊗": 2, "⊙": 2, "*": 3, "/": 3, ".*": 3, "./": 3}
FUNCTIONS = set("""exp log sin cos tan asin acos atan sinh cosh tanh sqrt abs sign square relu step sigmoid softplus erf gelu
silu leakyrelu vec vech diag unvec tril triu kron hadamard hcat vcat tr trace sum mean norm1 norm2 normF sumsq dot logsumexp max
inv pinv det logdet adj expm logm chol softmax logsoftmax normalize cumsum rowsoftmax colsoftmax I ones zeros e K D L
d grad jacobian hessian transpose σ""".split())


class SyntaxProblem(Exception):
    """Text that is not an expression."""


class Reader:
    """A recursive reader by levels of binding."""

    def __init__(self, text, functions):
        self.tokens, self.at, self.functions = [], 0, FUNCTIONS | functions
        text, place = text.rstrip(), 0
        while place < len(text):
            match = TOKEN.match(text, place)
            if not match:
                raise SyntaxProblem(f"{text!r} at {place}")
            self.tokens.append((match.lastgroup, match.group(match.lastgroup)))
            place = match.end()
        self.tokens.append(("end", ""))

    def peek(self, ahead=0):
        """The text of a coming token; numbers and names are no operators."""
        kind, text = self.tokens[min(self.at + ahead, len(self.tokens) - 1)]
        return text if kind == "op" else None

    def take(self, expected=None):
        kind, text = self.tokens[self.at]
        if expected is not None and (kind, text) != ("op", expected):
            raise SyntaxProblem(f"{expected} expected, {text!r} found")
        self.at += 1
        return text

    def whole(self):
        node = self.binary(1)
        if self.tokens[self.at][0] != "end":
            raise SyntaxProblem(f"{self.tokens[self.at][1]!r} after the end")
        return node

    def binary(self, lowest):
        left = self.prefix()
        while True:
            kind, text = self.tokens[self.at]
            sign = {"∘": "⊙", "·": "*"}.get(text, text) if kind == "op" else None
            if sign in LEVEL and LEVEL[sign] >= lowest:
                self.at += 1
                left = ("bin", sign, left, self.binary(LEVEL[sign] + 1))
            elif (kind in ("name", "num") or sign == "(") and lowest <= 3:
                left = ("bin", "*", left, self.binary(4))
            else:
                return left

    def prefix(self):
        if self.peek() == "-":
            self.at += 1
            return ("neg", self.prefix())
        return self.postfix()

    def postfix(self):
        node = self.primary()
        while True:
            sign = self.peek()
            if sign == "'":
                self.at += 1
                node = ("t", node)
            elif sign in ("^", ".^"):
                self.at += 1
                node = self.power(node, sign == ".^")
            else:
                return node

    def power(self, base, elementwise):
        negative = self.peek() == "-"
        self.at += negative
        if self.tokens[self.at] == ("name", "T"):
            self.at += 1
            return ("t", ("pow", base, ("num", Fraction(-1)), False)) if negative else ("t", base)
        exponent = self.primary()
        if negative:
            exponent = ("num", -exponent[1]) if exponent[0] == "num" else ("neg", exponent)
        return ("pow", base, exponent, elementwise)

    def primary(self):
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "num":
            return ("num", Fraction(text))
        if kind == "name":
            return self.name(text.replace(" ", ""))
        if (kind, text) == ("op", "("):
            node = self.binary(1)
            self.take(")")
            return node
        raise SyntaxProblem(f"operand expected, {text!r} found")

    def name(self, text):
        primes = 0
        while text in self.functions and self.peek(primes) == "'":
            primes += 1
        if text not in self.functions or self.peek(primes) != "(":
            return ("name", text)
        self.at += primes + 1
        arguments = [self.binary(1)]
        while self.peek() == ",":
            self.at += 1
            arguments.append(self.binary(1))
        self.take(")")
        return ("call", text, primes, tuple(arguments))


def read(text, functions=frozenset()):
    """The expression that a text is."""
    return Reader(text, set(functions)).whole()


def level(node):
    """How tightly the outermost operation binds."""
    kind = node[0]
    if kind == "bin":
        return LEVEL[node[1]]
    if kind == "num":
        return 6 if node[1] >= 0 and node[1].denominator == 1 else 3 if node[1] >= 0 else 1
    return {"neg": 4, "t": 5, "pow": 5}.get(kind, 6)


def write(node):
    """The text of an expression, with the brackets that are needed."""
    kind = node[0]
    if kind == "num":
        return str(node[1])
    if kind == "name":
        return node[1]
    if kind == "call":
        return f"{node[1]}{chr(39) * node[2]}({', '.join(map(write, node[3]))})"
    if kind == "neg":
        return "-" + at(node[1], 5)
    if kind == "t":
        return at(node[1], 5) + "'"
    if kind == "pow":
        exponent = node[2]
        bare = exponent[0] == "name" or (exponent[0] == "num" and exponent[1].denominator == 1)
        return f"{at(node[1], 5)}{'.^' if node[3] else '^'}{write(exponent) if bare else '(' + write(exponent) + ')'}"
    sign, own = node[1], LEVEL[node[1]]
    left, right = at(node[2], own), at(node[3], own + 1)
    if own == 2 and node[2][0] == "bin" and LEVEL[node[2][1]] == 2 and node[2][1] != sign:
        left = f"({write(node[2])})"
    return f"{left}{sign}{right}" if sign in "*/" else f"{left} {sign} {right}"


def at(node, least):
    return write(node) if level(node) >= least else f"({write(node)})"


def declarations(where):
    """Names with their sizes (two expressions) and attributes, and the unknown functions and sizes that are declared."""
    symbols, functions, pending = {}, set(), []
    for part in re.split(r"[;\n]|,(?![^(\[]*[)\]])", where):
        if not part.strip():
            continue
        name, colon, kind = part.partition(":")
        pending.append(name.strip().replace(" ", ""))
        if not colon:
            continue
        words = re.sub(r"\s*×\s*", "×", kind.strip()).split()
        for declared in pending:
            if words[0] == "elementwise":
                functions.add(declared)
            elif words[0] != "dim":
                sides = ["1", "1"] if words[0] == "scalar" else (words[0].split("×") + ["1"])[:2]
                symbols[declared] = ([read(s) for s in sides], frozenset(words[1:]))
        pending = []
    return symbols, functions
