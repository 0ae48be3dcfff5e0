import numpy as np
from scipy.linalg import expm


def compute(A, C, D, x, b, c):
    """(b'*c)*A*x - 2/3*C*(c .* exp(b)) + 1 - sin(A*x + b) ./ (1 + sin(A*x + b).^2) + norm2(x)*b - D*expm(C)*c

    A: array (m, n)
    C: array (m, m)
    D: array (m, m)
    x: array (n,)
    b: array (m,)
    c: array (m,)
    Returns array (m,).
    """
    t1 = A @ x
    t2 = np.sin(t1 + b)
    return (
        (b @ c) * t1
        - 2 * (C @ (c * np.exp(b))) / 3
        - t2 / (t2 ** 2 + 1)
        + np.linalg.norm(x) * b
        - D @ (expm(C) @ c)
        + 1
    )
