using MatrixDiff.Numeric.Export.Languages;

namespace MatrixDiff.Tests.Export;

public sealed class TorchTests
{
    private const string Setting = """
        import warnings
        import torch as xp
        warnings.simplefilter("ignore")
        xp.set_default_dtype(xp.float64)
        xp.set_num_threads(1)
        """;

    [ProgramFact("PyTorch", Programs.Python, "-c", "import torch")]
    public void Exported_functions_agree_with_definitions_alone_and_in_batches() => TensorRunner.Check(new Torch(), Setting);
}
