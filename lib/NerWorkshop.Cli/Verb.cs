using System.CommandLine;

namespace NerWorkshop.Cli;

/// <summary>A command with examples, which its help shows.</summary>
internal abstract class Verb(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
