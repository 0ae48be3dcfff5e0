namespace MatrixDiff.Symbolic.Text;

internal static class TextPrinter
{
    public static string Print(Expressions.Expr e) => e.GetType().Name;
}
