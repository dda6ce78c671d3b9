namespace NerWorkshop.Notebooks;

/// <summary>
/// Stands in for <see cref="Console.In"/>: what a cell reads, its user types in the notebook; the rest of the process
/// reads where it always did.
/// </summary>
internal sealed class ConsoleInput : TextReader
{
    private static readonly Lock Gate = new();
    private static TextReader? _installed;

    private readonly TextReader _outside;

    /// <summary>What is left of a line of which a cell has read single characters.</summary>
    private string _rest = "";

    private ConsoleInput(TextReader outside) => _outside = outside;

    /// <summary>Puts the reader in place, again where someone has replaced it.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (Console.In == _installed)
            {
                return;
            }

            Console.SetIn(new ConsoleInput(Console.In));
            _installed = Console.In;
        }
    }

    public override string? ReadLine()
    {
        if (CellContext.Current is not { Input: not null } cell)
        {
            return _outside.ReadLine();
        }

        if (_rest.Length == 0)
        {
            return Ask(cell);
        }

        var line = _rest.TrimEnd('\n');
        _rest = "";
        return line;
    }

    public override int Peek()
    {
        if (CellContext.Current is not { Input: not null } cell)
        {
            return _outside.Peek();
        }

        if (_rest.Length == 0)
        {
            _rest = Ask(cell) + "\n";
        }

        return _rest[0];
    }

    public override int Read()
    {
        if (CellContext.Current?.Input is null)
        {
            return _outside.Read();
        }

        var next = Peek();
        _rest = _rest[1..];
        return next;
    }

    private static string Ask(CellContext cell) =>
        cell.AskAsync(new InputRequest("", IsPassword: false)).GetAwaiter().GetResult();
}
