using System.Globalization;
using System.Text;

namespace NerWorkshop.Notebooks;

/// <summary>
/// Stands in for <see cref="Console.Out"/> and <see cref="Console.Error"/>: what a cell writes goes to that cell, at
/// once and in order with its displays; what the rest of the process writes goes where it always went. So several
/// sessions can run side by side.
/// </summary>
internal sealed class ConsoleRouter : TextWriter
{
    private static readonly Lock Gate = new();
    private static TextWriter? _installedOut;
    private static TextWriter? _installedError;

    private readonly string _stream;
    private readonly TextWriter _outside;

    private ConsoleRouter(string stream, TextWriter outside)
        : base(CultureInfo.InvariantCulture)
    {
        _stream = stream;
        _outside = outside;
        CoreNewLine = ['\n'];
    }

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Puts the routers in place, again where someone has replaced them.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (Console.Out != _installedOut)
            {
                Console.SetOut(new ConsoleRouter(StreamOutput.StandardOutput, Console.Out));
                _installedOut = Console.Out;
            }

            if (Console.Error != _installedError)
            {
                Console.SetError(new ConsoleRouter(StreamOutput.StandardError, Console.Error));
                _installedError = Console.Error;
            }
        }
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        if (CellContext.Current is { } cell)
        {
            cell.Emit(new StreamOutput(_stream, value));
        }
        else
        {
            _outside.Write(value);
        }
    }

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void WriteLine() => Write(NewLine);

    public override void WriteLine(string? value) => Write(value + NewLine);

    public override void WriteLine(ReadOnlySpan<char> buffer) => Write(string.Concat(buffer, NewLine));

    public override void Flush() => _outside.Flush();
}
