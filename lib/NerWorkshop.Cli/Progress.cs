using System.Diagnostics;

namespace NerWorkshop.Cli;

/// <summary>Says on the error stream how far a long job is: nothing for the first two seconds, then once a second.</summary>
internal sealed class Progress(TextWriter error, string unit, int? total = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next = Patience;

    /// <summary>Number of units done so far.</summary>
    public int Done { get; private set; }

    public void Advance()
    {
        Done++;
        TimeSpan elapsed = _clock.Elapsed;
        if (elapsed < _next)
        {
            return;
        }

        _next = elapsed + Interval;
        string of = total is { } all ? $" of {all:N0}" : "";
        string left = total is { } goal && Done > 0
            ? $", about {elapsed.TotalSeconds / Done * (goal - Done):F0} s left"
            : $", {Done / elapsed.TotalSeconds:N0} a second";
        error.WriteLine(FormattableString.Invariant($"{Done:N0}{of} {unit}{left}"));
    }
}
