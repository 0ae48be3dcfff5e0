using System.Numerics.Tensors;

namespace MatrixDiff.Bench.Numeric;

/// <summary>
/// The Hessian of a sigmoid network with cross entropy on logits, by all parameters, times a direction, by hand: forward and backward pass and the
/// derivative of both in the direction (Pearlmutter 1994). Samples are columns.
/// </summary>
internal sealed unsafe class HandCurvature(HandNet<double> net, int m, int n, int p, int batch, double[][] direction)
{
    private readonly double[] z1 = New(n * batch), a1 = New(n * batch), s1 = New(n * batch), rz1 = New(n * batch), ra1 = New(n * batch), t = New(n * batch), rt = New(n * batch), part = New(n * batch);
    private readonly double[] z2 = New(p * batch), d2 = New(p * batch), rz2 = New(p * batch), other = New(p * batch), moreW = New(p * n);

    /// <summary>The product by W₁, b₁, W₂, b₂.</summary>
    public double[][] Results { get; } = [New(n * m), New(n), New(p * n), New(p)];

    /// <summary>Computes <see cref="Results"/>.</summary>
    public double[][] Run()
    {
        fixed (double* x = net.X, w1 = net.W1, w2 = net.W2, v1 = direction[0], v2 = direction[2], pz1 = z1, pa1 = a1, pz2 = z2, pd2 = d2, prz1 = rz1, pra1 = ra1, prz2 = rz2, po = other, pt = t, prt = rt, pp = part)
        fixed (double* g1 = Results[0], g2 = Results[2], pm = moreW)
        {
            Columns.Gemm(pz1, w1, false, x, false, n, batch, m);
            Columns.AddColumns(z1, net.B1);
            TensorPrimitives.Sigmoid<double>(z1, a1);
            TensorPrimitives.Subtract(1.0, a1, s1);
            TensorPrimitives.Multiply(s1, a1, s1);
            Columns.Gemm(pz2, w2, false, pa1, false, p, batch, n);
            Columns.AddColumns(z2, net.B2);
            TensorPrimitives.Sigmoid<double>(z2, z2);
            TensorPrimitives.Subtract(z2, net.Y, d2);
            Columns.Gemm(pt, w2, true, pd2, false, n, batch, p);

            Columns.Gemm(prz1, v1, false, x, false, n, batch, m);
            Columns.AddColumns(rz1, direction[1]);
            TensorPrimitives.Multiply(s1, rz1, ra1);
            Columns.Gemm(prz2, v2, false, pa1, false, p, batch, n);
            Columns.Gemm(po, w2, false, pra1, false, p, batch, n);
            TensorPrimitives.Add(rz2, other, rz2);
            Columns.AddColumns(rz2, direction[3]);
            TensorPrimitives.Subtract(1.0, z2, other);
            TensorPrimitives.Multiply(other, z2, other);
            TensorPrimitives.Multiply(rz2, other, rz2);

            Columns.Gemm(prt, v2, true, pd2, false, n, batch, p);
            Columns.Gemm(pp, w2, true, prz2, false, n, batch, p);
            TensorPrimitives.Add(rt, part, rt);
            TensorPrimitives.Multiply(rt, s1, rt);
            TensorPrimitives.Multiply(a1, -2, part);
            TensorPrimitives.Add(part, 1, part);
            TensorPrimitives.Multiply(part, ra1, part);
            TensorPrimitives.MultiplyAdd<double>(part, t, rt, rt);

            Columns.Gemm(g1, prt, false, x, true, n, m, batch);
            Columns.SumColumns(rt, Results[1]);
            Columns.Gemm(g2, prz2, false, pa1, true, p, n, batch);
            Columns.Gemm(pm, pd2, false, pra1, true, p, n, batch);
            TensorPrimitives.Add(Results[2], moreW, Results[2]);
            Columns.SumColumns(rz2, Results[3]);
        }

        return Results;
    }

    private static double[] New(int length) => GC.AllocateArray<double>(length, pinned: true);
}
