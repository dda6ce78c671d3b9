using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NerWorkshop.Notebooks;

/// <summary>Whether a cell can be run as it stands: consoles ask this when the user presses Enter.</summary>
internal static class CodeCompleteness
{
    private const string Indent = "    ";

    /// <summary>
    /// <c>complete</c>, <c>incomplete</c> (then with the indent of the line to come) or <c>invalid</c>.
    /// </summary>
    public static (string Status, string Indent) Of(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(CellParser.BlankDirectives(code), CellParser.Options);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
        {
            return ("incomplete", IndentAfter(tree));
        }

        var isWrong = tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return (isWrong ? "invalid" : "complete", "");
    }

    private static string IndentAfter(SyntaxTree tree)
    {
        var depth = 0;
        foreach (var token in tree.GetRoot().DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.OpenBraceToken) && !token.IsMissing)
            {
                depth++;
            }

            if (token.IsKind(SyntaxKind.CloseBraceToken) && !token.IsMissing)
            {
                depth--;
            }
        }

        return string.Concat(Enumerable.Repeat(Indent, Math.Clamp(depth, 0, 40)));
    }
}
