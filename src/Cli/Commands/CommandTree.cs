using System.CommandLine;

namespace MatrixDiff.Cli.Commands;

/// <summary>The commands with their options.</summary>
internal static class CommandTree
{
    /// <summary>The tree, its actions bound to a terminal.</summary>
    public static RootCommand Build(Terminal terminal)
    {
        var root = new RootCommand("Symbolic matrix calculus: gradients, Jacobians and Hessians with their derivations.");
        root.Directives.Clear();
        foreach (var command in All(terminal))
        {
            root.Subcommands.Add(command);
        }

        return root;
    }

    private static IEnumerable<Command> All(Terminal terminal)
    {
        yield return QuestionCommand.Build(terminal, "grad", "The gradient of an expression.", Symbolic.Derivations.DerivationKind.Gradient);
        yield return QuestionCommand.Build(terminal, "jacobian", "The Jacobian ∂vec F/∂(vec X)'.", Symbolic.Derivations.DerivationKind.Jacobian);
        yield return QuestionCommand.Build(terminal, "hessian", "The Hessian of a scalar; --wrt X,Y is a mixed block.", Symbolic.Derivations.DerivationKind.Hessian);
        yield return QuestionCommand.Build(terminal, "differential", "The differential dF in terms of dX.", Symbolic.Derivations.DerivationKind.Differential);
        yield return QuestionCommand.Build(terminal, "simplify", "The same value, shorter.", Symbolic.Derivations.DerivationKind.Simplification);
        yield return EqualCommand.Build(terminal);
        yield return ExportCommand.Build(terminal);
        yield return DeriveCommand.Build(terminal);
        yield return CheckCommand.Build(terminal);
        yield return RulesCommand.Build(terminal);
        yield return WitnessCommand.Build(terminal);
    }
}
