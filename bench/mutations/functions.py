"""What the functions of the language are, on arrays of two dimensions; a scalar is 1×1."""
import itertools

import numpy as np
import scipy.linalg
import scipy.special


class Undefined(Exception):
    """No value at this point."""


class IllShaped(Exception):
    """Shapes that do not conform."""


def sigmoid(t):
    return scipy.special.expit(t)


ELEMENTWISE = {
    "exp": np.exp, "log": np.log, "sin": np.sin, "cos": np.cos, "tan": np.tan, "asin": np.arcsin, "acos": np.arccos,
    "atan": np.arctan, "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh, "sqrt": np.sqrt, "abs": np.abs, "sign": np.sign,
    "square": np.square, "relu": lambda t: np.maximum(t, 0), "step": lambda t: np.where(t > 0, 1.0, 0.0), "sigmoid": sigmoid,
    "σ": sigmoid, "softplus": lambda t: np.logaddexp(0, t), "erf": scipy.special.erf,
    "gelu": lambda t: t * 0.5 * (1 + scipy.special.erf(t / np.sqrt(2))), "silu": lambda t: t * sigmoid(t),
}


def unknown(name, order, t):
    """A smooth function that stands for an unknown one: a sine and an exponential, their numbers drawn from the name."""
    a, b, c, g = np.random.default_rng([ord(x) for x in name]).uniform(0.4, 1.3, 4)
    return a**order * np.sin(a * t + b + order * np.pi / 2) + c * g**order * np.exp(g * t)


def derivative(function, order, t):
    """An elementwise derivative by differences of the fourth order."""
    if order == 0:
        return function(t)
    h = 1e-3 * 4 ** (order - 1)
    f = [derivative(function, order - 1, t + k * h) for k in (-2, -1, 1, 2)]
    return (f[0] - 8 * f[1] + 8 * f[2] - f[3]) / (12 * h)


def square(a):
    if a.shape[0] != a.shape[1]:
        raise IllShaped(f"{a.shape} is not square")
    return a


def vector(a):
    if 1 not in a.shape:
        raise IllShaped(f"{a.shape} is no vector")
    return a


def column(a):
    if a.shape[1] != 1:
        raise IllShaped(f"{a.shape} is no column")
    return a


def inverse(a):
    if not np.all(np.isfinite(a)) or np.linalg.cond(square(a)) > 300:
        raise Undefined("singular")
    return np.linalg.inv(a)


def vec(a):
    return a.reshape(-1, 1, order="F")


def scalar(t):
    return np.array([[float(t)]])


def diag(a):
    return np.diag(a.ravel()) if 1 in a.shape else np.diag(square(a)).reshape(-1, 1).copy()


def adjugate(a):
    n = square(a).shape[0]
    minor = lambda i, j: np.linalg.det(np.delete(np.delete(a, i, 0), j, 1)) if n > 1 else 1.0
    return np.array([[(-1) ** (i + j) * minor(j, i) for j in range(n)] for i in range(n)])


def cholesky(a):
    if np.abs(square(a) - a.T).max() > 1e-9 * np.abs(a).max() or np.linalg.eigvalsh(a)[0] < 1e-3:
        raise Undefined("not positive definite")
    return np.linalg.cholesky(a)


def logarithm(a):
    if np.any(np.linalg.eigvals(square(a)).real <= 0.05):
        raise Undefined("no logarithm")
    b = scipy.linalg.logm(a)
    if np.iscomplexobj(b) and np.abs(b.imag).max() > 1e-9:
        raise Undefined("complex")
    return b.real


def pseudo_inverse(a):
    s = np.linalg.svd(a, compute_uv=False)
    if s[-1] < 1e-3 * s[0]:
        raise Undefined("rank")
    return np.linalg.pinv(a)


def softmax(a):
    return np.exp(a - a.max()) / np.exp(a - a.max()).sum()


def lower_pairs(n):
    return [(i, j) for j, i in itertools.product(range(n), range(n)) if i >= j]


def commutation(m, n):
    k = np.zeros((m * n, m * n))
    for i, j in itertools.product(range(m), range(n)):
        k[i * n + j, j * m + i] = 1
    return k


def duplication(n):
    d = np.zeros((n * n, n * (n + 1) // 2))
    for k, (i, j) in enumerate(lower_pairs(n)):
        d[j * n + i, k] = d[i * n + j, k] = 1
    return d


def elimination(n):
    l = np.zeros((n * (n + 1) // 2, n * n))
    for k, (i, j) in enumerate(lower_pairs(n)):
        l[k, j * n + i] = 1
    return l


def basis(i, n):
    if not 1 <= i <= n:
        raise Undefined("index")
    return np.eye(n)[:, [i - 1]]


UNARY = {
    "vec": vec, "vech": lambda a: elimination(square(a).shape[0]) @ vec(a), "diag": diag, "tril": np.tril, "triu": np.triu,
    "tr": lambda a: scalar(np.trace(square(a))), "trace": lambda a: scalar(np.trace(square(a))), "sum": lambda a: scalar(a.sum()),
    "mean": lambda a: scalar(a.mean()), "norm1": lambda a: scalar(np.abs(a).sum()),
    "norm2": lambda a: scalar(np.sqrt((vector(a) ** 2).sum())), "normF": lambda a: scalar(np.sqrt((a**2).sum())),
    "sumsq": lambda a: scalar((a**2).sum()), "logsumexp": lambda a: scalar(scipy.special.logsumexp(a)),
    "max": lambda a: scalar(a.max()), "inv": inverse, "pinv": pseudo_inverse, "det": lambda a: scalar(np.linalg.det(square(a))),
    "logdet": lambda a: scalar(-np.linalg.slogdet(inverse(a))[1]), "adj": adjugate, "expm": lambda a: scipy.linalg.expm(square(a)),
    "logm": logarithm, "chol": cholesky, "softmax": lambda a: softmax(column(a)),
    "logsoftmax": lambda a: column(a) - scipy.special.logsumexp(a), "normalize": lambda a: a / np.sqrt((vector(a) ** 2).sum()),
    "cumsum": lambda a: np.cumsum(a, axis=0), "rowsoftmax": lambda a: scipy.special.softmax(a, axis=1),
    "colsoftmax": lambda a: scipy.special.softmax(a, axis=0), "transpose": np.transpose,
}
CONSTANTS = {
    "I": np.eye, "ones": lambda m, n=1: np.ones((m, n)), "zeros": lambda m, n=1: np.zeros((m, n)), "e": basis, "K": commutation,
    "D": duplication, "L": elimination,
}
