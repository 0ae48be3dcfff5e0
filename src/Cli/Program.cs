using System.Text;
using MatrixDiff.Cli;

var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var input = new StreamReader(Console.OpenStandardInput(), utf8);
using var output = new StreamWriter(Console.OpenStandardOutput(), utf8, 1 << 14);
using var error = new StreamWriter(Console.OpenStandardError(), utf8, 1 << 12) { AutoFlush = true };
return CommandLine.Run(args, input, output, error, isConsole: !Console.IsOutputRedirected);
