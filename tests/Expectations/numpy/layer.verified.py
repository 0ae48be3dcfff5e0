import numpy as np


def compute(W_lp1, delta_lp1, W_l, a_lm1, b_l, f_l_prime):
    """(W[l+1]'*δ[l+1]) .* f[l]'(W[l]*a[l-1] + b[l])

    W_lp1: array (p, m)
    delta_lp1: array (p,)
    W_l: array (m, n)
    a_lm1: array (n,)
    b_l: array (m,)
    f_l_prime: callable, f[l]' of each entry of an array
    Returns array (m,).
    """
    return (W_lp1.T @ delta_lp1) * f_l_prime(W_l @ a_lm1 + b_l)
