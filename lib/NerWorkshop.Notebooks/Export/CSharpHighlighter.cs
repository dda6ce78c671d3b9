using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace NerWorkshop.Notebooks;

/// <summary>
/// C# source as HTML with a class on each span that is coloured. It goes by syntax alone: a page shows code whose
/// libraries are not at hand, and it takes microseconds where a semantic model takes half a second.
/// </summary>
internal static partial class CSharpHighlighter
{
    private const string Keyword = "k";
    private const string Text = "s";
    private const string Number = "n";
    private const string Comment = "c";
    private const string Type = "t";
    private const string Method = "m";
    private const string Directive = "d";

    public static string Highlight(string source)
    {
        source = source.ReplaceLineEndings("\n");
        var (code, directives) = MaskDirectives(source);
        var root = CSharpSyntaxTree.ParseText(code, CellParser.Options).GetRoot();
        var spans = directives.Select(span => (Span: span, Class: Directive)).ToList();
        foreach (var token in root.DescendantTokens())
        {
            if (token.Span.Length > 0 && ClassOf(token) is { } name)
            {
                spans.Add((token.Span, name));
            }

            foreach (var trivia in token.LeadingTrivia.Concat(token.TrailingTrivia))
            {
                if (trivia.IsDirective)
                {
                    spans.Add((Trimmed(trivia.FullSpan), Directive));
                }
                else if (IsComment(trivia))
                {
                    spans.Add((Trimmed(trivia.FullSpan), Comment));
                }
            }
        }

        spans.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
        var html = new StringBuilder(source.Length * 2);
        var position = 0;
        foreach (var (span, name) in spans)
        {
            if (span.Start < position)
            {
                continue;
            }

            html.Append(Formatter.Escape(source[position..span.Start]));
            html.Append("<span class=\"").Append(name).Append("\">");
            html.Append(Formatter.Escape(source[span.Start..span.End])).Append("</span>");
            position = span.End;
        }

        return html.Append(Formatter.Escape(source[position..])).ToString();

        TextSpan Trimmed(TextSpan span)
        {
            var end = span.End;
            while (end > span.Start && code[end - 1] == '\n')
            {
                end--;
            }

            return TextSpan.FromBounds(span.Start, end);
        }
    }

    /// <summary>Blanks out what is not C#: the engine's directives, and the sections in Markdown or HTML.</summary>
    private static (string Code, List<TextSpan> Directives) MaskDirectives(string source)
    {
        var directives = new List<TextSpan>();
        if (!source.StartsWith('#') && !source.Contains("\n#", StringComparison.Ordinal))
        {
            return (source, directives);
        }

        var code = new StringBuilder(source);
        var isText = false;
        foreach (Match line in Line().Matches(source))
        {
            var isDirective = line.Value.StartsWith("#!", StringComparison.Ordinal);
            if (isDirective)
            {
                directives.Add(new TextSpan(line.Index, line.Length));
                isText = SectionOfText().IsMatch(line.Value) || (isText && !SectionOfCode().IsMatch(line.Value));
            }

            if (!isDirective && !isText)
            {
                continue;
            }

            for (var i = line.Index; i < line.Index + line.Length; i++)
            {
                code[i] = ' ';
            }
        }

        return (code.ToString(), directives);
    }

    private static string? ClassOf(SyntaxToken token)
    {
        var kind = token.Kind();
        return kind switch
        {
            SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken
                or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
                or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringStartToken
                or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringEndToken
                or SyntaxKind.InterpolatedVerbatimStringStartToken
                or SyntaxKind.InterpolatedSingleLineRawStringStartToken
                or SyntaxKind.InterpolatedMultiLineRawStringStartToken
                or SyntaxKind.InterpolatedRawStringEndToken => Text,
            SyntaxKind.NumericLiteralToken => Number,
            SyntaxKind.IdentifierToken => ClassOfIdentifier(token),
            _ when SyntaxFacts.IsKeywordKind(kind) => Keyword,
            _ => null,
        };
    }

    private static string? ClassOfIdentifier(SyntaxToken token)
    {
        switch (token.Parent)
        {
            case BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or TypeParameterSyntax:
                return Type;
            case MethodDeclarationSyntax or LocalFunctionStatementSyntax:
                return Method;
            case ConstructorDeclarationSyntax:
                return Type;
            case SimpleNameSyntax name:
                return ClassOfName(name, token.ValueText);
            default:
                return null;
        }
    }

    private static string? ClassOfName(SimpleNameSyntax name, string text)
    {
        if (text == "nameof" && name.Parent is InvocationExpressionSyntax)
        {
            return Keyword;
        }

        if (text is "var" or "dynamic" && SyntaxFacts.IsInTypeOnlyContext(name))
        {
            return Keyword;
        }

        if (name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is not null)
        {
            return null;
        }

        if (IsInvoked(name))
        {
            return Method;
        }

        if (SyntaxFacts.IsInTypeOnlyContext(name) || name.Parent is TypeArgumentListSyntax)
        {
            return Type;
        }

        // What stands left of a dot and begins with a capital is a type, by everybody's convention.
        return name.Parent is MemberAccessExpressionSyntax access && access.Expression == name && char.IsUpper(text[0])
            ? Type
            : null;
    }

    private static bool IsInvoked(SimpleNameSyntax name) => name.Parent switch
    {
        InvocationExpressionSyntax call => call.Expression == name,
        MemberAccessExpressionSyntax access => access.Name == name
            && access.Parent is InvocationExpressionSyntax call && call.Expression == access,
        MemberBindingExpressionSyntax { Parent: InvocationExpressionSyntax } => true,
        _ => false,
    };

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind()
        is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
        or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    [GeneratedRegex("[^\n]+")]
    private static partial Regex Line();

    [GeneratedRegex(@"^#!(markdown|html)\b")]
    private static partial Regex SectionOfText();

    [GeneratedRegex(@"^#!(csharp\b|c#)")]
    private static partial Regex SectionOfCode();
}
