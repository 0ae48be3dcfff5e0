import numpy as np


def compute(S, v, r):
    """L(n)*(I(n) ⊗ S)*D(n)*v + 1/2*n*(n + 1)*r*e(2,m)

    S: array (n, n)
    v: array (n * (n + 1) // 2,)
    r: array (1, m)
    Returns array (n * (n + 1) // 2,).
    """
    def duplication_rows(n):
        # duplication(n) @ x == x[duplication_rows(n)]
        j, i = np.triu_indices(n)
        rows = np.empty((n, n), dtype=int)
        rows[i, j] = rows[j, i] = np.arange(i.size)
        return rows.ravel()

    def elimination_rows(n):
        # elimination(n) @ x == x[elimination_rows(n)]
        j, i = np.triu_indices(n)
        return i + j * n

    r = r[0]
    n = S.shape[0]
    t1 = (S @ v[duplication_rows(n)].reshape((n, n), order="F")).ravel(order="F")
    return t1[elimination_rows(n)] + 0.5 * n * (n + 1) * r[1]
