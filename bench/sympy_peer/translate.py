"""From the language of the problems to SymPy expressions over MatrixSymbol, where SymPy has what they need."""
import re

import sympy as sp
from sympy import Determinant, HadamardProduct, Identity, Inverse, KroneckerProduct, Lambda, MatrixSymbol, OneMatrix, Trace
from sympy.matrices.expressions.hadamard import HadamardPower
from sympy.matrices.expressions.matexpr import MatrixExpr

TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(\.\*|\./|\.\^|[-+*/^'(),⊗⊙⁻]))")
t = sp.Dummy("t")
FUNCTIONS = {
    "exp": sp.exp(t), "log": sp.log(t), "sin": sp.sin(t), "cos": sp.cos(t), "tanh": sp.tanh(t), "sqrt": sp.sqrt(t), "abs": sp.Abs(t), "erf": sp.erf(t),
    "sigmoid": 1 / (1 + sp.exp(-t)), "softplus": sp.log(1 + sp.exp(t)), "silu": t / (1 + sp.exp(-t)), "relu": sp.Max(0, t),
}


class Inexpressible(Exception):
    """The problem needs something that SymPy has no node for."""


class Translator:
    """
    One problem in one spelling. SymPy does not take a 1×1 matrix for a number: "trace" and "entry" write its trace or its
    only entry wherever it stands, "matrix" leaves it where that makes sense and writes the trace elsewhere. With that goes
    how ones are written: as OneMatrix, or (where SymPy recurses without end on it) as a vector with the name one_n.
    """

    def __init__(self, where, spelling):
        self.spelling, self.symbols, self.tokens, self.at = spelling, {}, [], 0
        for declaration in [d for d in (where or "").split(",") if d.strip()]:
            match = re.fullmatch(r"\s*([A-Za-z_]\w*)\s*:\s*([\w ×]+?)\s*", declaration)
            if not match:
                raise Inexpressible(declaration)
            name, words = match[1], match[2].split()
            if words[0] == "scalar":
                self.symbols[name] = sp.Symbol(name, positive=True)
            elif words[0] == "dim":
                self.symbols[name] = self.size(name)
            else:
                sizes = [self.size(s) for s in words[0].split("×")]
                self.symbols[name] = MatrixSymbol(name, sizes[0], sizes[1] if len(sizes) == 2 else 1)

    @staticmethod
    def size(text):
        return sp.Integer(text) if text.isdigit() else sp.Symbol(text, positive=True, integer=True)

    def read(self, text):
        self.tokens, self.at = [], 0
        text, position = text.rstrip(), 0
        while position < len(text):
            match = TOKEN.match(text, position)
            if not match:
                raise Inexpressible(text[position:])
            self.tokens.append(match[0].strip())
            position = match.end()
        e = self.sum()
        if self.at < len(self.tokens):
            raise Inexpressible(" ".join(self.tokens[self.at:]))
        return e

    def next(self, *accepted):
        if self.at < len(self.tokens) and self.tokens[self.at] in accepted:
            self.at += 1
            return self.tokens[self.at - 1]
        return None

    def sum(self):
        e = -self.product() if self.next("-") else self.product()
        while sign := self.next("+", "-"):
            e = self.add(e, self.product() if sign == "+" else -self.product())
        return e

    def add(self, a, b):
        if not isinstance(a, MatrixExpr) and not isinstance(b, MatrixExpr):
            return a + b
        if self.is_scalar(a) and self.is_scalar(b):
            both = isinstance(a, MatrixExpr) and isinstance(b, MatrixExpr)
            return a + b if both and self.spelling == "matrix" else self.number(a) + self.number(b)
        a, b = self.spread(a, b), self.spread(b, a)
        return a + b

    # A number among matrices stands for a matrix of it.
    def spread(self, a, like):
        return self.number(a) * self.ones(*like.shape) if self.is_scalar(a) else a

    def ones(self, rows, columns):
        if self.spelling == "matrix":
            return OneMatrix(rows, columns)
        parts = [MatrixSymbol(f"one_{size}", size, 1) for size in (rows, columns) if size != 1]
        return parts[0] * parts[1].T if len(parts) == 2 else parts[0] if rows != 1 else parts[0].T

    def product(self):
        e = self.unary()
        while sign := self.next("*", "/", ".*", "./", "⊙", "⊗"):
            f = self.unary()
            e = self.multiply(sign, e, f)
        return e

    def multiply(self, sign, a, b):
        if sign in ("/", "./") and self.is_scalar(b):
            return a / self.number(b) if not isinstance(a, MatrixExpr) else a * (1 / self.number(b))
        if sign == "⊗":
            return KroneckerProduct(a, b)
        if self.is_scalar(a) or self.is_scalar(b):
            if sign == "./":
                raise Inexpressible("number ./ matrix")
            if self.spelling == "matrix" and isinstance(a, MatrixExpr) != isinstance(b, MatrixExpr):
                return a * b
            return (self.number(a) if self.is_scalar(a) else a) * (self.number(b) if self.is_scalar(b) else b)
        if sign == "*":
            return a * b
        return HadamardProduct(a, HadamardPower(b, -1) if sign == "./" else b)

    def unary(self):
        return -self.unary() if self.next("-") else self.power()

    def power(self):
        e = self.postfix(self.atom())
        while sign := self.next("^", ".^"):
            exponent = -self.atom() if self.next("-") else self.atom()
            if self.is_scalar(e):
                e = self.number(e) ** self.number(exponent)
            elif sign == ".^":
                e = HadamardPower(e, self.number(exponent))
            else:
                e = Inverse(e) if exponent == -1 else e ** exponent
            e = self.postfix(e)
        return e

    def postfix(self, e):
        while self.next("'"):
            e = e.T if isinstance(e, MatrixExpr) else e
        return e

    def atom(self):
        if self.next("("):
            e = self.sum()
            self.expect(")")
            return e
        token = self.tokens[self.at] if self.at < len(self.tokens) else ""
        self.at += 1
        if token[:1].isdigit():
            return sp.Rational(token)
        if self.next("("):
            arguments = [self.sum()]
            while self.next(","):
                arguments.append(self.sum())
            self.expect(")")
            return self.call(token, arguments)
        if token in self.symbols:
            return self.symbols[token]
        raise Inexpressible(token)

    def expect(self, token):
        if not self.next(token):
            raise Inexpressible(f"{token} is missing")

    def call(self, name, arguments):
        x = arguments[0]
        if name in FUNCTIONS:
            return FUNCTIONS[name].subs(t, self.number(x)) if self.is_scalar(x) else x.applyfunc(Lambda(t, FUNCTIONS[name]))
        matrix = isinstance(x, MatrixExpr)
        if name == "ones" and not matrix:
            return self.ones(x, arguments[1] if len(arguments) > 1 else sp.S.One)
        if name == "I":
            return Identity(x)
        if not matrix:
            raise Inexpressible(f"{name} of a number")
        rows, columns = x.shape
        made = {
            "tr": lambda: Trace(x), "det": lambda: Determinant(x), "inv": lambda: Inverse(x), "logdet": lambda: sp.log(Determinant(x)),
            "sum": lambda: self.ones(rows, 1).T * x if columns == 1 else self.ones(rows, 1).T * x * self.ones(columns, 1),
            "norm2": lambda: sp.sqrt(self.number(x.T * x)), "normF": lambda: sp.sqrt(Trace(x.T * x)),
            "diag": lambda: sp.DiagMatrix(x) if columns == 1 else sp.matrices.expressions.DiagonalOf(x),
        }
        if name not in made:
            raise Inexpressible(name)
        return made[name]()

    def is_scalar(self, e):
        return not isinstance(e, MatrixExpr) or tuple(e.shape) == (1, 1)

    def number(self, e):
        return e if not isinstance(e, MatrixExpr) else e[0, 0] if self.spelling == "entry" else Trace(e)
