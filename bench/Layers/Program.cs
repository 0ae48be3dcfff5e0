using MatrixDiff.Bench.Layers;

Console.WriteLine("Agreement\n");
Agreement.Run(Console.Out);
Console.WriteLine("\nDerivation\n");
Growth.Run(Console.Out);
