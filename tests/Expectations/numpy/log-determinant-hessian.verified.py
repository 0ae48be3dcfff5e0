import numpy as np


def compute(X):
    """-(X^-1 ⊗ X^-T)*K(n,n)

    X: array (n, n)
    Returns array (n ** 2, n ** 2).
    """
    def commutation_rows(m, n):
        # commutation(m, n) @ x == x[commutation_rows(m, n)]
        return np.arange(m * n).reshape((m, n), order="F").ravel()

    n = X.shape[0]
    t1 = np.linalg.inv(X)
    return -np.kron(t1, t1.T)[:, commutation_rows(n, n)]
