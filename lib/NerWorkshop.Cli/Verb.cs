using System.CommandLine;

namespace NerWorkshop.Cli;

/// <summary>A command with examples, which its help shows.</summary>
internal abstract class Verb(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>
    /// Sets an action that works on the thread it is called on. It gets one of its own, for Ctrl-C is listened to only
    /// once the action has been started.
    /// </summary>
    protected void SetWork(Func<ParseResult, CancellationToken, Task<int>> work) =>
        SetAction((parsed, cancellation) => Task.Run(() => work(parsed, cancellation), CancellationToken.None));
}
