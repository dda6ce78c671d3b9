using System.CommandLine;
using NerWorkshop.Notebooks;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner kernel run</c>: serves a C# session to Jupyter until it is shut down.</summary>
internal sealed class KernelRunVerb : Verb
{
    private readonly Argument<string> _connection = new("CONNECTION_FILE")
    {
        Description = "The file in which Jupyter says where to listen.",
    };

    private readonly Terminal _terminal;

    public KernelRunVerb(Terminal terminal)
        : base(
            "run",
            "Run the kernel; Jupyter calls this.",
            "ner kernel run connection.json")
    {
        _terminal = terminal;
        Arguments.Add(_connection);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        ConnectionFile connection = ConnectionFile.Read(parsed.GetValue(_connection)!);
        await JupyterKernel.RunAsync(
            connection,
            Environment.CurrentDirectory,
            line => _terminal.Error.WriteLine($"ner kernel: {line}"),
            cancellation);
        return ExitCode.Done;
    }
}
