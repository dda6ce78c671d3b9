using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace NerWorkshop.Notebooks;

/// <summary>Splits a cell at its directives: lines that begin with <c>#r</c>, <c>#load</c> or <c>#!</c>.</summary>
internal static partial class CellParser
{
    private static readonly string[] Known = ["#!csharp", "#!html", "#!import", "#!markdown", "#!time"];

    public static CSharpParseOptions Options { get; } = new(
        LanguageVersion.CSharp14,
        // So that 'inspect' can show the comments of the user's own methods.
        DocumentationMode.Parse,
        SourceCodeKind.Script);

    /// <summary>The directives that a cell may have.</summary>
    public static IReadOnlyList<string> Directives => ["#r", "#i", "#load", .. Known];

    /// <summary>The code with its directives' lines blank, every other char in its place.</summary>
    public static string BlankDirectives(string source)
    {
        if (!source.StartsWith('#') && !source.Contains("\n#", StringComparison.Ordinal))
        {
            return source;
        }

        var lines = source.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (DirectiveLine().IsMatch(lines[i].TrimEnd('\r')))
            {
                lines[i] = new string(' ', lines[i].Length);
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>The cell's parts in order.</summary>
    /// <exception cref="CellFailureException">A directive is unknown or lacks its argument.</exception>
    public static IReadOnlyList<CellPart> Parse(string source, string origin)
    {
        source = source.ReplaceLineEndings("\n");
        if (!source.StartsWith('#') && !source.Contains("\n#", StringComparison.Ordinal))
        {
            return [new CellPart.Code(1, source)];
        }

        var lines = source.Split('\n');
        var parts = new List<CellPart>();
        var insideText = LinesInsideText(source, lines.Length);
        string? contentType = null;
        var start = 0;
        var code = new string[lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            code[i] = lines[i];
            var match = DirectiveLine().Match(lines[i]);
            if (!match.Success || (insideText[i] && contentType is null))
            {
                continue;
            }

            var name = match.Groups["name"].Value;
            var argument = match.Groups["argument"].Value.Trim();
            // In Markdown or HTML, only what switches the language is a directive.
            if (contentType is not null && name is not ("#!csharp" or "#!c#" or "#!markdown" or "#!html"))
            {
                continue;
            }

            switch (name)
            {
                case "#r":
                    parts.Add(new CellPart.Reference(i + 1, Argument()));
                    code[i] = "";
                    break;
                case "#i":
                    throw Failure("#i, a package source, is of no use here: packages are not supported.");
                case "#load" or "#!import":
                    EndSection(i);
                    parts.Add(new CellPart.Import(i + 1, Argument()));
                    start = i + 1;
                    break;
                case "#!time":
                    parts.Insert(0, new CellPart.Time(i + 1));
                    code[i] = "";
                    break;
                case "#!csharp" or "#!c#":
                    EndSection(i);
                    (contentType, start) = (null, i + 1);
                    break;
                case "#!markdown":
                    EndSection(i);
                    (contentType, start) = (MimeTypes.Markdown, i + 1);
                    break;
                case "#!html":
                    EndSection(i);
                    (contentType, start) = (MimeTypes.Html, i + 1);
                    break;
                default:
                    throw Failure($"There is no directive '{name}'. Did you mean '{Nearest(name)}'? Known are "
                                  + $"#r, #load, {string.Join(", ", Known)}.");
            }

            string Argument() => argument.Trim('"') is { Length: > 0 } value
                ? value
                : throw Failure($"'{name}' lacks its argument, for example: {name} \"file\".");

            CellFailureException Failure(string message) =>
                new(ErrorReport.OfDirective(message, origin, i + 1, lines[i]));
        }

        EndSection(lines.Length);
        return parts;

        void EndSection(int end)
        {
            if (start >= end)
            {
                return;
            }

            if (contentType is not null)
            {
                parts.Add(new CellPart.Content(start + 1, string.Join('\n', lines[start..end]), contentType));
            }
            else if (!code[start..end].All(string.IsNullOrWhiteSpace))
            {
                var padding = new string('\n', start);
                parts.Add(new CellPart.Code(start + 1, padding + string.Join('\n', code[start..end])));
            }
        }
    }

    /// <summary>Which lines begin within a string or a comment that spans lines: they are no directives.</summary>
    private static bool[] LinesInsideText(string source, int count)
    {
        var inside = new bool[count];
        var text = SourceText.From(source);
        var root = CSharpSyntaxTree.ParseText(text, Options).GetRoot();
        foreach (var token in root.DescendantTokens())
        {
            if (token.Span.Length > 0)
            {
                Mark(token.Span);
            }

            foreach (var trivia in token.LeadingTrivia)
            {
                if (trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
                {
                    Mark(trivia.Span);
                }
            }
        }

        return inside;

        void Mark(TextSpan span)
        {
            var first = text.Lines.IndexOf(span.Start);
            var last = text.Lines.IndexOf(span.End);
            for (var i = first + 1; i <= last && i < count; i++)
            {
                inside[i] = true;
            }
        }
    }

    private static string Nearest(string name) => Known.MinBy(known => Distance(name, known))!;

    /// <summary>The Levenshtein distance.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }

    [GeneratedRegex("""^(?:(?<name>\#(?:r|i|load))(?=[\s"])|(?<name>\#![^\s"]*))(?<argument>.*)$""")]
    private static partial Regex DirectiveLine();
}
