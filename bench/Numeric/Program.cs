using MatrixDiff.Bench.Numeric;
using MatrixDiff.Numeric.Kernels;

Row.Read(args);
if (!NumericBackends.HasOpenBlas)
{
    Console.WriteLine("The rivals need OpenBLAS (libopenblas0).");
    return 1;
}

Console.WriteLine($"Automatic backend: {NumericBackends.Describe(NumericBackend.Automatic)}; by hand: {NumericBackends.Describe(NumericBackend.OpenBlas)}; .NET {Environment.Version}.");
var machine = new Machine();
if (Row.Wants("the machine"))
{
    machine.Report();
}

var share = new Share(machine);
Row.Title("Loss and gradients, second derivatives", Problem<double>.Heads);
foreach (var (m, n, p, batch, sigmoid) in Nets.All)
{
    Nets.Compare<double>(m, n, p, batch, sigmoid, m > 100 ? share : null);
}

Others.Compare(share);
foreach (var (m, n, p, batch, _) in Nets.All.Where(s => s.Sigmoid))
{
    Nets.Curvature(m, n, p, batch);
}

foreach (var (m, n, p, batch, _) in Nets.All.Where(s => s.Sigmoid))
{
    Nets.Compare<float>(m, n, p, batch, sigmoid: true, null);
}

if (Row.Only.Length == 0)
{
    Row.Title("Loss with gradients over the loss alone", "problem", "loss", "loss and gradients", "ratio");
    foreach (var (m, n, p, batch, sigmoid) in Nets.All)
    {
        Nets.CostOfGradients(m, n, p, batch, sigmoid);
    }

    share.Write();
}

return 0;
