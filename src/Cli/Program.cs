using MatrixDiff.Cli.Documents;
using MatrixDiff.Latex;
using MatrixDiff.Symbolic.Binding;
using MatrixDiff.Symbolic.Derivations;
using MatrixDiff.Symbolic.Text;
try {
if (args[0] == "derive") { var w = DocumentRunner.Run(File.ReadAllText(args[1]), args[1]); File.WriteAllText("/tmp/o.tex", WriteUpRenderer.ToLatex(w)); File.WriteAllText("/tmp/o.md", WriteUpRenderer.ToMarkdown(w)); File.WriteAllText("/tmp/o.html", WriteUpRenderer.ToHtml(w)); return; }
var scope = args[2].Contains("|") ? DefinitionReader.Read(new SourceText(args[2].Split('|')[0]), new SourceText(args[2].Split('|')[1]), new SourceText(args[2].Split('|')[2])) : ExpressionReader.Declare(args[2]);
var layout = args[2].Contains("|") ? Layout.Vector : Layout.Gradient;
var e = ExpressionReader.Read(args[1], scope);
Console.WriteLine($"read: {e} : {e.Shape}");
var kind = args[0] switch { "grad" => DerivationKind.Gradient, "jacobian" => DerivationKind.Jacobian, "hessian" => DerivationKind.Hessian, _ => DerivationKind.Simplification };
var d = Differentiator.Derivation(kind, e, args.Skip(3).Select(a => ExpressionReader.Variable(a, scope)).ToList(), layout, scope);
foreach (var s in d.Steps) Console.WriteLine($"   {s.After.Left} = {s.After.Right}    [{s.Law.Name}{string.Concat(s.Also.Select(a => "; " + a.Name))}] {s.Note}{string.Concat(s.Given.Select(g => $" {g.Left} = {g.Right};"))}");
Console.WriteLine($"{d.Asked} = {d.Result}  : {d.Result.Shape}");
} catch (DiagnosticException x) { Console.WriteLine(x.Diagnostic.Render()); }
