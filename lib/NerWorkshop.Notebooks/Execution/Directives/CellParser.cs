using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace NerWorkshop.Notebooks;

/// <summary>Splits a cell at its directives: lines that begin with <c>#r</c>, <c>#load</c> or <c>#!</c>.</summary>
internal static partial class CellParser
{
    public static CSharpParseOptions Options { get; } = new(
        LanguageVersion.CSharp14,
        // So that 'inspect' can show the comments of the user's own methods.
        DocumentationMode.Parse,
        SourceCodeKind.Script);

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

            var name = Directive.Canonical(match.Groups["name"].Value);
            // In Markdown or HTML, only what switches the language is a directive.
            if (contentType is not null && !Directive.IsLanguage(name))
            {
                continue;
            }

            var argument = match.Groups["argument"].Value.Trim();
            switch (name)
            {
                case Directive.Reference or Directive.Source:
                    // The code around it is compiled as one.
                    parts.Add(new CellPart.Directive(i + 1, name, Argument()));
                    code[i] = "";
                    break;
                case Directive.Time:
                    parts.Insert(0, new CellPart.Directive(i + 1, name, ""));
                    code[i] = "";
                    break;
                case Directive.Load or Directive.Import:
                    Put(Argument());
                    break;
                case Directive.Set or Directive.Who or Directive.Whos or Directive.List:
                    Put(argument);
                    break;
                case Directive.CSharp:
                    EndSection(i);
                    (contentType, start) = (null, i + 1);
                    break;
                case Directive.Markdown:
                    EndSection(i);
                    (contentType, start) = (MimeTypes.Markdown, i + 1);
                    break;
                case Directive.Html:
                    EndSection(i);
                    (contentType, start) = (MimeTypes.Html, i + 1);
                    break;
                default:
                    throw Failure(Directive.Explain(name));
            }

            // The code before it has run by then.
            void Put(string text)
            {
                EndSection(i);
                parts.Add(new CellPart.Directive(i + 1, name, text));
                start = i + 1;
            }

            string Argument() => argument.Trim('"') is { Length: > 0 } value
                ? value
                : throw Failure($"'{name}' lacks its argument: "
                                + $"{Directive.All.Single(known => known.Name == name).Usage}.");

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

    [GeneratedRegex("""^(?:(?<name>\#(?:r|i|load))(?=[\s"])|(?<name>\#![^\s"]*))(?<argument>.*)$""")]
    private static partial Regex DirectiveLine();
}
