using MatrixDiff.Numeric.Plans;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Shapes;

namespace MatrixDiff.Numeric.Export;

/// <summary>What the inputs, functions and sizes of a plan are called amid other code, and the names that are taken there.</summary>
/// <param name="Input">The code of an input: an array (n,) for a column or row, as in the plan.</param>
/// <param name="Function">The code of an unknown function.</param>
/// <param name="Size">The code of a size that no input of the plan has.</param>
/// <param name="Names">The names that are taken.</param>
internal sealed record NumPyContext(Func<Expr, string> Input, Func<FunctionUse, string> Function, Func<Name, string> Size, PythonNames Names);
