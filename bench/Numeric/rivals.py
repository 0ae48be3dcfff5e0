"""The problems of bench/numeric.sh in NumPy and PyTorch, one thread: seconds of a call on the CPU clock, as JSON {problem: {program: seconds}}."""
import json
import sys
import time

import numpy as np

try:
    import torch
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
except ImportError:
    torch = None


def time_of(f):
    start = time.process_time()
    f()
    return time.process_time() - start


def clock(f):
    f()
    start, n = time.process_time(), 0
    if time_of(f) > 0.2:
        return sorted(time_of(f) for _ in range(3))[1]
    while time.process_time() - start < 0.2:
        f()
        n += 1
    k, times = max(1, n // 40), []
    for _ in range(15):
        start = time.process_time()
        for _ in range(k):
            f()
        times.append((time.process_time() - start) / k)
    return sorted(times)[7]


RESULTS = {}
ONLY = sys.argv[2] if len(sys.argv) > 2 else ""


def row(name, with_numpy, with_torch):
    if ONLY.lower() not in name.lower():
        return
    times = {"numpy": clock(with_numpy) if with_numpy else None, "torch": clock(with_torch) if torch and with_torch else None}
    RESULTS[name] = {program: t for program, t in times.items() if t is not None}


def wave(*shape, phase=0.0, scale=1.0):
    return scale * np.sin(phase + 1.7 * np.arange(np.prod(shape))).reshape(shape)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def net(m, n, p, b, bce, dtype=np.float64):
    x, y = wave(b, m), (wave(b, p, phase=1.3) > 0).astype(float) if bce else np.eye(p)[np.arange(b) % p]
    w = [wave(n, m, scale=m ** -0.5), wave(n, scale=0.1), wave(p, n, scale=n ** -0.5), wave(p, scale=0.1)]
    x, y, w = x.astype(dtype), y.astype(dtype), [v.astype(dtype) for v in w]

    def by_numpy():
        z1 = x @ w[0].T + w[1]
        a1 = sigmoid(z1) if bce else np.maximum(z1, 0)
        z2 = a1 @ w[2].T + w[3]
        if bce:
            e = np.exp(-np.abs(z2))
            loss = (np.maximum(z2, 0) - z2 * y + np.log1p(e)).sum()
            d2 = np.where(z2 >= 0, 1, e) / (1 + e) - y
        else:
            s = z2 - z2.max(1, keepdims=True)
            e = np.exp(s)
            t = e.sum(1, keepdims=True)
            loss = (np.log(t) * y).sum() - (s * y).sum()
            d2 = e / t - y
        d1 = d2 @ w[2]
        d1 = d1 * (a1 * (1 - a1)) if bce else d1 * (a1 > 0)
        return loss, d1.T @ x, d1.sum(0), d2.T @ a1, d2.sum(0)

    if torch:
        tx, ty = torch.tensor(x), torch.tensor(y)
        tw = [torch.tensor(v, requires_grad=True) for v in w]

        def by_torch():
            z1 = torch.nn.functional.linear(tx, tw[0], tw[1])
            z2 = torch.nn.functional.linear(torch.sigmoid(z1) if bce else torch.relu(z1), tw[2], tw[3])
            loss = torch.nn.functional.binary_cross_entropy_with_logits(z2, ty, reduction="sum") if bce else -(torch.log_softmax(z2, 1) * ty).sum()
            return loss, torch.autograd.grad(loss, tw)
    row(f"{'sigmoid+BCE' if bce else 'relu+CE'} {m}-{n}-{p} B{b}{', float' if dtype == np.float32 else ''}", by_numpy, by_torch if torch else None)


def curvature(m, n, p, b):
    """H v by all parameters: the R-operator in NumPy, and PyTorch's functional.hvp."""
    x, y = wave(b, m), (wave(b, p, phase=1.3) > 0).astype(float)
    w = [wave(n, m, scale=m ** -0.5), wave(n, scale=0.1), wave(p, n, scale=n ** -0.5), wave(p, scale=0.1)]
    v = [wave(*a.shape, phase=k) for k, a in enumerate(w)]

    def by_numpy():
        a1 = sigmoid(x @ w[0].T + w[1])
        s1 = a1 * (1 - a1)
        z2 = sigmoid(a1 @ w[2].T + w[3])
        d2 = z2 - y
        t = d2 @ w[2]
        ra1 = s1 * (x @ v[0].T + v[1])
        rd2 = z2 * (1 - z2) * (a1 @ v[2].T + ra1 @ w[2].T + v[3])
        rd1 = (d2 @ v[2] + rd2 @ w[2]) * s1 + t * (1 - 2 * a1) * ra1
        return rd1.T @ x, rd1.sum(0), rd2.T @ a1 + d2.T @ ra1, rd2.sum(0)

    by_torch = None
    if torch:
        tx, ty = torch.tensor(x), torch.tensor(y)
        tw, tv = tuple(torch.tensor(a) for a in w), tuple(torch.tensor(a) for a in v)

        def loss(w1, b1, w2, b2):
            z = torch.nn.functional.linear(torch.sigmoid(torch.nn.functional.linear(tx, w1, b1)), w2, b2)
            return torch.nn.functional.binary_cross_entropy_with_logits(z, ty, reduction="sum")
        by_torch = lambda: torch.autograd.functional.hvp(loss, tw, tv)
    row(f"H v, sigmoid+BCE {m}-{n}-{p} B{b}", by_numpy, by_torch)


def hessian(f, x):
    return lambda: torch.autograd.functional.hessian(f, x)


def main():
    for bce in (True, False):
        for sizes in ((4, 5, 3), (64, 64, 10), (784, 256, 10)):
            for b in (1, 256):
                net(*sizes, b, bce)
                if bce:
                    curvature(*sizes, b)
                    net(*sizes, b, bce, np.float32)

    x, w, y = wave(1000, 50), wave(50), wave(1000)
    def logistic():
        s = sigmoid(x @ w)
        return x.T @ (s - y), (x.T * (s * (1 - s))) @ x
    tx, tw, ty = (torch.tensor(v) for v in (x, w, y)) if torch else (None,) * 3
    loss = lambda v: torch.nn.functional.softplus(tx @ v).sum() - ty @ (tx @ v)
    def torch_logistic():
        v = tw.clone().requires_grad_(True)
        return torch.autograd.grad(loss(v), v), torch.autograd.functional.hessian(loss, tw)
    row("logistic regression 1000×50, gradient and Hessian", logistic, torch_logistic)

    n = 200
    g, y = wave(n, n), wave(n, phase=1.0)
    k = np.eye(n) + g @ g.T / n
    def likelihood():
        l = np.linalg.cholesky(k)
        inverse = np.linalg.inv(k)
        alpha = inverse @ y
        return np.log(np.diag(l)).sum() + y @ alpha / 2, (inverse - np.outer(alpha, alpha)) / 2
    def torch_likelihood():
        v = torch.tensor(k).requires_grad_(True)
        l = torch.linalg.cholesky(v)
        value = torch.log(torch.diagonal(l)).sum() + torch.tensor(y) @ torch.cholesky_solve(torch.tensor(y)[:, None], l)[:, 0] / 2
        return torch.autograd.grad(value, v)
    row("GP likelihood and gradient, n = 200", likelihood, torch_likelihood)

    q, kk, v = wave(64, 32), wave(64, 32, phase=1.0), wave(64, 32, phase=2.0)
    def attention():
        s = q @ kk.T / 4
        p = np.exp(s - s.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        o = p @ v
        dp = o @ v.T
        ds = p * (dp - (dp * p).sum(1, keepdims=True)) / 4
        return (o * o).sum() / 2, ds @ kk, ds.T @ q, p.T @ o
    def torch_attention():
        a, b, c = (torch.tensor(t, requires_grad=True) for t in (q, kk, v))
        return torch.autograd.grad((torch.softmax(a @ b.T / 4, 1) @ c).square().sum() / 2, (a, b, c))
    row("attention 64×32, loss and gradients", attention, torch_attention)

    ws, bs = [wave(64, 64, phase=i, scale=0.25) for i in range(3)], [wave(64, phase=i, scale=0.25) for i in range(3)]
    z, y = wave(64, scale=0.25), wave(64, phase=1.0, scale=0.25)
    def recursion():
        a = [sigmoid(z)]
        for w, b in zip(ws, bs):
            a.append(sigmoid(w @ a[-1] + b))
        delta, block = a[3] - y, np.diag(a[3] * (1 - a[3]))
        for i in (2, 1, 0):
            d, back = a[i] * (1 - a[i]), ws[i].T @ delta
            wd = ws[i] * d
            block = wd.T @ block @ wd + np.diag(d * (1 - 2 * a[i]) * back)
            delta = back * d
        return block
    def torch_net(t):
        for w, b in zip(tws, tbs):
            t = w @ torch.sigmoid(t) + b
        return torch.nn.functional.softplus(t).sum() - torch_y @ t
    if torch:
        tws, tbs, torch_y = [torch.tensor(w) for w in ws], [torch.tensor(b) for b in bs], torch.tensor(y)
    row("Q by z₁, 4 layers of 64", recursion, hessian(torch_net, torch.tensor(z)) if torch else None)

    w, v, x1, y1 = wave(64, 64, scale=0.25), wave(10, 64, scale=0.25), wave(64, phase=1.0, scale=0.25), wave(10, phase=2.0, scale=0.25)
    def layer():
        a = sigmoid(w @ x1)
        d, pi = a * (1 - a), sigmoid(v @ a)
        vd = v * d
        q = vd.T @ (vd * (pi * (1 - pi))[:, None]) + np.diag(d * (1 - 2 * a) * (v.T @ (pi - y1)))
        return np.kron(np.outer(x1, x1), q)
    def torch_layer(t):
        z = tv @ torch.sigmoid(t @ tx1)
        return torch.nn.functional.softplus(z).sum() - ty1 @ z
    if torch:
        tv, tx1, ty1 = torch.tensor(v), torch.tensor(x1), torch.tensor(y1)
    row("∇²_W J of a layer, W 64×64, written out", layer, (lambda a=torch.tensor(w): torch.autograd.functional.hessian(torch_layer, a, vectorize=True)) if torch else None)

    xx, block = wave(64), wave(64, 64)
    row("(x x') ⊗ Q, 64×64, written out", lambda: np.kron(np.outer(xx, xx), block), (lambda a=torch.tensor(xx), b=torch.tensor(block): torch.kron(torch.outer(a, a), b)) if torch else None)


main()
with open(sys.argv[1], "w") as file:
    json.dump(RESULTS, file)
