import numpy as np


def compute(A, x, b):
    """2*A'*(A*x - b)

    A: array (m, n)
    x: array (n,)
    b: array (m,)
    Returns array (n,).
    """
    return 2 * (A.T @ (A @ x - b))
