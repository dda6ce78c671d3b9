namespace NerWorkshop.Notebooks;

/// <summary>A kind of line that tells the engine something, under the name that .NET Interactive gave it.</summary>
/// <param name="Name">What the line begins with.</param>
/// <param name="Usage">How it is written.</param>
/// <param name="Description">What it does.</param>
internal sealed record Directive(string Name, string Usage, string Description)
{
    public const string Reference = "#r";
    public const string Source = "#i";
    public const string Load = "#load";
    public const string CSharp = "#!csharp";
    public const string Html = "#!html";
    public const string Import = "#!import";
    public const string List = "#!lsmagic";
    public const string Markdown = "#!markdown";
    public const string Set = "#!set";
    public const string Time = "#!time";
    public const string Who = "#!who";
    public const string Whos = "#!whos";

    /// <summary>Every directive there is.</summary>
    public static IReadOnlyList<Directive> All { get; } =
    [
        new(Reference, "#r \"nuget:Package, Version\" or #r \"path/to/Library.dll\"", "Adds a package or a library."),
        new(Source, "#i \"nuget:address or folder\"", "Adds a source of packages."),
        new(Load, "#load \"file.csx\"", "Runs the code of another file; the same as #!import."),
        new(CSharp, "#!csharp", "What follows is C#."),
        new(Html, "#!html", "What follows is HTML, and shown."),
        new(Import, "#!import file", "Runs the code of a .cs, .csx, .ipynb or .dib file."),
        new(List, "#!lsmagic", "Lists the directives."),
        new(Markdown, "#!markdown", "What follows is Markdown, and shown."),
        new(Set, "#!set --name x --value @csharp:y", "Makes a variable: from text, from another variable or from what the user types."),
        new(Time, "#!time", "Shows how long the cell took."),
        new(Who, "#!who", "Shows the names of the variables."),
        new(Whos, "#!whos", "Shows the variables with their types and values."),
    ];

    private static readonly Dictionary<string, string> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["#!fsharp"] = "F#",
        ["#!f#"] = "F#",
        ["#!pwsh"] = "PowerShell",
        ["#!powershell"] = "PowerShell",
        ["#!javascript"] = "JavaScript",
        ["#!js"] = "JavaScript",
        ["#!sql"] = "SQL",
        ["#!kql"] = "KQL",
        ["#!python"] = "Python",
        ["#!r"] = "R",
        ["#!mermaid"] = "Mermaid",
    };

    /// <summary>The name that is meant by another one of .NET Interactive's for the same.</summary>
    public static string Canonical(string name) => name switch
    {
        "#!c#" or "#!C#" => CSharp,
        "#!md" => Markdown,
        _ => name,
    };

    /// <summary>Whether a line of that name begins a section in a language.</summary>
    public static bool IsLanguage(string name) => name is CSharp or Markdown or Html;

    /// <summary>Why there is no such directive, and which may have been meant.</summary>
    public static string Explain(string name) => Languages.TryGetValue(name, out var language)
        ? $"'{name}' begins code in {language}: this engine runs C# alone."
        : $"There is no directive '{name}'. Did you mean '{Names.Nearest(name, All.Select(known => known.Name))}'? "
          + $"{List} lists them all.";
}
