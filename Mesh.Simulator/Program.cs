using System.Text;
using Mesh.Simulator.Commands;

namespace Mesh.Simulator;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        // Without a byte order mark, also where the output is a file or a pipe.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return CommandLine.Run(arguments, Console.Out, Console.Error);
    }
}
