import numpy as np


def compute(X, W, b, Y):
    """X'*(rowsoftmax(X*W + ones(k)*b') - Y)/k

    X: array (k, n)
    W: array (n, p)
    b: array (p,)
    Y: array (k, p)
    Returns array (n, p).
    """
    def rowsoftmax(x):
        e = np.exp(x - np.max(x, axis=1, keepdims=True))
        return e / np.sum(e, axis=1, keepdims=True)

    k = X.shape[0]
    return (X.T @ (rowsoftmax(X @ W + b) - Y)) / k
