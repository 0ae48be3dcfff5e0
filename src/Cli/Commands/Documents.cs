namespace MatrixDiff.Cli.Commands;

/// <summary>Where <c>derive</c> finds what runs documents.</summary>
internal static class Documents
{
    /// <summary>The runner.</summary>
    public static IDocumentRunner Runner { get; set; } = new NotBuilt();

    private sealed class NotBuilt : IDocumentRunner
    {
        public int Run(DocumentRequest request, Terminal terminal) =>
            throw UsageErrors.Missing("derive", "documents are not part of this build", "grad, jacobian, hessian and differential work without one");
    }
}
