using System.Runtime.CompilerServices;
using MatrixDiff.Symbolic.Expressions;
using MatrixDiff.Symbolic.Operators;

namespace MatrixDiff.Numeric.Witness;

/// <content>Derivatives: a symbol is moved by ε, and what depends on it is evaluated over dual numbers.</content>
internal sealed partial class Evaluator<T>
{
    private const int Deepest = 6;

    // The evaluator with all symbols moved that dX is given for.
    private object? along;

    /// <summary>
    /// The evaluator over dual numbers with symbols moved in directions. A moved symbol moves by its direction alone, also
    /// where it has a definition; what has a definition or is the derivative of something moves along with what it depends on.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Evaluator<Dual<T>> Move(params ReadOnlySpan<(Symbol Symbol, Matrix<T> Direction)> moves)
    {
        if (depth == Deepest)
        {
            throw new WitnessException("derivatives are nested too deeply");
        }

        var lifted = new Dictionary<Symbol, Matrix<Dual<T>>>();
        foreach (var (symbol, offset) in offsets)
        {
            lifted[symbol] = Lift(offset);
        }

        foreach (var (symbol, direction) in moves)
        {
            var zero = new Matrix<T>(direction.Rows, direction.Columns);
            var own = Pair(zero, direction);
            lifted[symbol] = lifted.TryGetValue(symbol, out var outer) ? outer + own : own;
        }

        var result = new Evaluator<Dual<T>>(model, lifted, depth + 1);
        foreach (var (symbol, direction) in moves)
        {
            result.values[symbol] = Pair(Value(symbol), direction);
        }

        return result;
    }

    /// <summary>
    /// ∇_wrt of, dim(wrt)×dim(of). A partial one of an unknown function lets its other arguments rest, as the chain rule does.
    /// </summary>
    public Matrix<T> Gradient(Expr of, Symbol wrt, bool partial = false)
    {
        Matrix<T>? gradient = null;
        int count = Value(wrt).Entries.Length;
        for (int k = 0; k < count; k++)
        {
            var value = Unit(of, wrt, k, partial).Value(of).Entries;
            gradient ??= new(count, value.Length);
            for (int i = 0; i < value.Length; i++)
            {
                gradient[k, i] = value[i].Slope;
            }
        }

        return gradient ?? throw new WitnessException($"{wrt.Name} has no entries");
    }

    /// <summary>The second derivatives: (i, j + dim(y)·k) is that of entry k in vec(x)ᵢ and vec(y)ⱼ, dim(x)×(dim(y)·dim(of)).</summary>
    public Matrix<T> Hessian(Expr of, Symbol x, Symbol y, bool partial = false)
    {
        Matrix<T>? hessian = null;
        int count = Value(x).Entries.Length;
        for (int i = 0; i < count; i++)
        {
            var gradient = Unit(of, x, i, partial).Gradient(of, y, partial).Entries;
            hessian ??= new(count, gradient.Length);
            for (int j = 0; j < gradient.Length; j++)
            {
                hessian[i, j] = gradient[j].Slope;
            }
        }

        return hessian ?? throw new WitnessException($"{x.Name} has no entries");
    }

    /// <summary>The derivative of an expression along all dX that are given.</summary>
    public Matrix<T> Along(Expr e)
    {
        along ??= Move([.. model.Moving.Select(s => (s, Matrix<T>.Of(model.Direction(s)!)))]);
        return Slopes(((Evaluator<Dual<T>>)along).Value(e));
    }

    /// <summary>The derivatives in a matrix of dual numbers.</summary>
    public static Matrix<T> Slopes(Matrix<Dual<T>> a)
    {
        var result = new Matrix<T>(a.Rows, a.Columns);
        for (int i = 0; i < result.Entries.Length; i++)
        {
            result.Entries[i] = a.Entries[i].Slope;
        }

        return result;
    }

    private Evaluator<Dual<T>> Unit(Expr of, Symbol wrt, int entry, bool partial)
    {
        var at = Value(wrt);
        var direction = new Matrix<T>(at.Rows, at.Columns);
        direction.Entries[entry] = T.Of(1);
        var moved = Move((wrt, direction));
        if (partial && of is Symbol s && Root(s) is var root && !model.Scope.Definitions.ContainsKey(root) && model.Scope.Dependencies.TryGetValue(root, out var arguments) && arguments.Contains(wrt))
        {
            foreach (var other in arguments)
            {
                if (!ReferenceEquals(other, wrt))
                {
                    moved.values[other] = Lift(Value(other));
                }
            }
        }

        return moved;
    }

    // What a derivative without a name is one of.
    private static Symbol Root(Symbol s) => s.Derivative is { } d ? Root(d.Of) : s;

    private Matrix<T> DifferentialValue(Symbol s) => model.Direction(s) is { } direction ? Matrix<T>.Of(direction) : Along(s);

    private Matrix<T> NablaValue(Nabla nabla, Expr of)
    {
        var (rows, columns) = model.Count(nabla.Result);
        var (x, y) = (nabla.Variables[0], nabla.Variables[^1]);
        var value = nabla.Kind switch
        {
            NablaKind.Gradient => Gradient(of, x),
            NablaKind.Jacobian => Gradient(of, x).Transposed(),
            _ => Hessian(of, x, y),
        };
        return value.Reshaped(rows, columns);
    }

    private static Matrix<Dual<T>> Lift(Matrix<T> a) => Pair(a, new(a.Rows, a.Columns));

    private static Matrix<Dual<T>> Pair(Matrix<T> value, Matrix<T> slope)
    {
        var result = new Matrix<Dual<T>>(value.Rows, value.Columns);
        for (int i = 0; i < result.Entries.Length; i++)
        {
            result.Entries[i] = new(value.Entries[i], slope.Entries[i]);
        }

        return result;
    }
}
