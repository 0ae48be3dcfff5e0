namespace MatrixDiff.Numeric.Export.Languages;

/// <content>The pages of both: templates and helper functions, with <c>xp</c> for the module.</content>
internal abstract partial class Tensors
{
    private const string Page = """
        exp | xp.exp({0})
        log | xp.log({0})
        sin | xp.sin({0})
        cos | xp.cos({0})
        tan | xp.tan({0})
        asin | xp.arcsin({0})
        acos | xp.arccos({0})
        atan | xp.arctan({0})
        sinh | xp.sinh({0})
        cosh | xp.cosh({0})
        tanh | xp.tanh({0})
        abs | xp.abs({0})
        sign | xp.sign({0})
        relu | relu({0})
        step | step({0})
        sigmoid | sigmoid({0})
        softplus | softplus({0})
        erf | erf({0})
        gelu | gelu({0})
        silu | {0} * sigmoid({0})
        call | {f}({0})
        power | {0} ** {n0}
        general power | {0} ** {1}
        sum of entries:v | xp.sum({0}, -1)
        sum of entries:m | xp.sum({0}, (-2, -1))
        tr | xp.sum(diagonal({0}), -1)
        mean:v | xp.mean({0}, -1)
        mean:m | xp.mean({0}, (-2, -1))
        max:v | xp.amax({0}, -1)
        max:m | xp.amax({0}, (-2, -1))
        norm1:v | xp.sum(xp.abs({0}), -1)
        norm1:m | xp.sum(xp.abs({0}), (-2, -1))
        norm2 | xp.sqrt(xp.sum({0} ** 2, -1))
        normF | xp.sqrt(xp.sum({0} ** 2, (-2, -1)))
        sumsq:v | xp.sum({0} ** 2, -1)
        sumsq:m | xp.sum({0} ** 2, (-2, -1))
        logsumexp:v | logsumexp({0})
        logsumexp:m | logsumexp(vec({0}))
        softmax | softmax({0}, -1)
        logsoftmax | ({0} - logsumexp({0})[..., None])
        normalize | ({0} / xp.sqrt(xp.sum({0} ** 2, -1))[..., None])
        rowsoftmax | softmax({0}, -1)
        colsoftmax | softmax({0}, -2)
        log of rowsoftmax | logsoftmax({0}, -1)
        log of colsoftmax | logsoftmax({0}, -2)
        cumsum:v | xp.cumsum({0}, -1)
        cumsum:m | xp.cumsum({0}, -2)
        sums of rows | xp.sum({0}, -1)
        sums of columns | xp.sum({0}, -2)
        transpose | {0}.swapaxes(-1, -2)
        diag | diag({0})
        plus diagonal | ({0} + diag({1}))
        diagonal of | diagonal({0})
        tril | xp.tril({0})
        triu | xp.triu({0})
        vech | vec({0})[..., elimination_rows({0}.shape[-1])]
        vec | vec({0})
        unvec | {0}.reshape(*{0}.shape[:-1], {s1}, {s0}).swapaxes(-1, -2)
        hcat | beside({all})
        vcat | stacked({all})
        join | joined({all})
        K of rows:m | {0}[..., commutation_rows({s0}, {s1}), :]
        K of rows:v | {0}[..., commutation_rows({s0}, {s1})]
        K of columns | {0}[..., commutation_rows({s0}, {s1})]
        D of rows:m | {0}[..., duplication_rows({s0}), :]
        D of rows:v | {0}[..., duplication_rows({s0})]
        D of columns | {0}[..., duplication_rows({s0})]
        L of rows:m | {0}[..., elimination_rows({s0}), :]
        L of rows:v | {0}[..., elimination_rows({s0})]
        L of columns | {0}[..., elimination_rows({s0})]
        entry | {0}[..., {s0}]
        row | {0}[..., {s0}, :]
        column | {0}[..., {s0}]
        solve:mm | xp.linalg.solve({0}, {1})
        solve:mv | xp.linalg.solve({0}, {1}[..., None])[..., 0]
        solve posdef:mm | xp.linalg.solve({0}, {1})
        solve posdef:mv | xp.linalg.solve({0}, {1}[..., None])[..., 0]
        inverse | xp.linalg.inv({0})
        inverse posdef | xp.linalg.inv({0})
        det | xp.linalg.det({0})
        det posdef | xp.linalg.det({0})
        logdet | xp.linalg.slogdet({0})[1]
        logdet posdef | xp.linalg.slogdet({0})[1]
        pinv | xp.linalg.pinv({0})
        adj | adjugate({0})
        expm | expm({0})
        logm | logm({0})
        chol | xp.linalg.cholesky({0})
        matrix power | xp.linalg.matrix_power({0}, {n0})
        symbolic power | xp.linalg.matrix_power({0}, int({1}))
        frechet_expm | frechet(expm, {0}, {1})
        frechet_logm | frechet(logm, {0}, {1})
        matmul:mm | {0} @ {1}
        matmul:mv | ({0} @ {1}[..., None])[..., 0]
        dot:v | xp.sum({0} * {1}, -1)
        dot:m | xp.sum({0} * {1}, (-2, -1))
        outer | {0}[..., :, None] * {1}[..., None, :]
        ⊗:vv | joined_kron({0}, {1})
        ⊗ | kron({0}, {1})
        broadcast | {0} * ones({rows}, {columns})
        fill:s | filled({0}, {extent})
        pi | scalar(3.141592653589793)
        δ | scalar(float({s0} == {s1}))
        size | scalar(float({s0}))
        I | eye({s0})
        zeros | 0.0 * ones({extent})
        ones | ones({extent})
        e | eye({s1})[{s0} - 1]
        K | eye({s0} * {s1})[commutation_rows({s0}, {s1}), :]
        D | eye({s0} * ({s0} + 1) // 2)[duplication_rows({s0}), :]
        L | eye({s0} * {s0})[elimination_rows({s0}), :]
        """;

    /// <summary>Helper functions that are the same in both.</summary>
    protected const string Common = """
        def relu(x):
            return xp.where(x > 0, x, xp.zeros_like(x))

        def step(x):
            return xp.where(x > 0, xp.ones_like(x), xp.zeros_like(x))

        def softplus(x):
            return relu(x) + xp.log1p(xp.exp(-xp.abs(x)))

        def gelu(x):
            return 0.5 * x * erfc(-x / 2.0 ** 0.5)

        def logsumexp(x):
            m = xp.amax(x, -1)
            return m + xp.log(xp.sum(xp.exp(x - m[..., None]), -1))

        def softmax(x, axis):
            e = xp.exp(x - xp.amax(x, axis)[(..., None) if axis == -1 else (..., None, slice(None))])
            return e / xp.sum(e, axis)[(..., None) if axis == -1 else (..., None, slice(None))]

        def logsoftmax(x, axis):
            x = x - xp.amax(x, axis)[(..., None) if axis == -1 else (..., None, slice(None))]
            return x - xp.log(xp.sum(xp.exp(x), axis))[(..., None) if axis == -1 else (..., None, slice(None))]

        def vec(x):
            return x.swapaxes(-1, -2).reshape(*x.shape[:-2], x.shape[-1] * x.shape[-2])

        def diag(x):
            return x[..., :, None] * eye(x.shape[-1])

        def diagonal(x):
            return xp.sum(x * eye(x.shape[-1]), -1)

        def filled(c, *shape):
            return scalar(c)[(...,) + (None,) * len(shape)] * ones(*shape)

        def expanded(blocks, rank):
            batch = xp.broadcast_shapes(*[b.shape[:b.ndim - rank] for b in blocks])
            return [xp.broadcast_to(b, tuple(batch) + tuple(b.shape[b.ndim - rank:])) for b in blocks]

        def beside(blocks, vectors):
            return concatenate(expanded([b[..., None] if v else b for b, v in zip(blocks, vectors)], 2), -1)

        def stacked(blocks, vectors):
            return concatenate(expanded([b[..., None, :] if v else b for b, v in zip(blocks, vectors)], 2), -2)

        def joined(blocks, vectors):
            return concatenate(expanded([b if v else b[..., None] for b, v in zip(blocks, vectors)], 1), -1)

        def kron(a, b):
            k = a[..., :, None, :, None] * b[..., None, :, None, :]
            return k.reshape(*k.shape[:-4], k.shape[-4] * k.shape[-3], k.shape[-2] * k.shape[-1])

        def joined_kron(a, b):
            k = a[..., :, None] * b[..., None, :]
            return k.reshape(*k.shape[:-2], k.shape[-2] * k.shape[-1])

        def commutation_rows(m, n):
            return [i + j * m for i in range(m) for j in range(n)]

        def elimination_rows(n):
            return [i + j * n for j in range(n) for i in range(j, n)]

        def duplication_rows(n):
            return [max(i, j) + min(i, j) * n - min(i, j) * (min(i, j) + 1) // 2 for j in range(n) for i in range(n)]

        def adjugate(x):
            u, s, v = xp.linalg.svd(x)
            n = s.shape[-1]
            others = [xp.prod(s[..., [j for j in range(n) if j != k]], -1)[..., None] for k in range(n)]
            d = concatenate(others, -1)
            sign = xp.linalg.det(u) * xp.linalg.det(v)
            return sign[..., None, None] * ((v.swapaxes(-1, -2) * d[..., None, :]) @ u.swapaxes(-1, -2))

        def logm(x):
            k = 12
            for _ in range(k):
                m, root = x, x
                for _ in range(16):
                    inverse = xp.linalg.inv(m)
                    root = 0.5 * root @ (eye(x.shape[-1]) + inverse)
                    m = 0.5 * (eye(x.shape[-1]) + 0.5 * (m + inverse))
                x = root
            y = x - eye(x.shape[-1])
            return 2.0 ** k * (y - y @ y / 2 + y @ y @ y / 3 - y @ y @ y @ y / 4)

        def frechet(f, x, e):
            n = x.shape[-1]
            x, e = expanded([x, e], 2)
            top = concatenate([x, e], -1)
            return f(concatenate([top, concatenate([0.0 * x, x], -1)], -2))[..., :n, n:]
        """;
}
