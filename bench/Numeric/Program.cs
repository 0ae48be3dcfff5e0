using MatrixDiff;
using MatrixDiff.Bench.Numeric;
using MatrixDiff.Numeric.Kernels;

if (args is ["gemm"])
{
    Probe.Gemm();
    return;
}

if (args is ["probe", var a, var b])
{
    Probe.Run(int.Parse(a), int.Parse(b));
    return;
}

foreach (bool sigmoid in new[] { true, false })
{
    foreach (var (m, n, p) in new[] { (4, 5, 3), (64, 64, 10), (784, 256, 10) })
    {
        foreach (int batch in new[] { 1, 256 })
        {
            Nets.Compare(m, n, p, batch, sigmoid, args.Contains("--explain"));
        }
    }
}
