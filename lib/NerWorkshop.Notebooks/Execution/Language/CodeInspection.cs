using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NerWorkshop.Notebooks;

/// <summary>Says what the name at the cursor means: its signature and its documentation.</summary>
internal static class CodeInspection
{
    private static readonly SymbolDisplayFormat SignatureFormat = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(
            SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeRef)
        .WithParameterOptions(
            SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeExtensionThis)
        .WithKindOptions(
            SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword);

    /// <summary>The description as plain text; null where the cursor is at no name that is known.</summary>
    /// <param name="compilation">The code, as the next submission.</param>
    /// <param name="tree">The code's tree.</param>
    /// <param name="position">The cursor, in UTF-16 chars.</param>
    public static string? At(CSharpCompilation compilation, SyntaxTree tree, int position)
    {
        var model = compilation.GetSemanticModel(tree);
        var root = tree.GetRoot();
        if (root.FullSpan.IsEmpty)
        {
            return null;
        }

        IReadOnlyList<ISymbol> symbols = [];
        var token = root.FindToken(Math.Clamp(position, 0, root.FullSpan.End - 1));
        if (token.SpanStart <= position)
        {
            symbols = MeaningOf(token, model);
        }

        if (symbols.Count == 0 && position > 0)
        {
            symbols = MeaningOf(root.FindToken(position - 1), model);
        }

        if (symbols.Count == 0)
        {
            // Between a call's parentheses, what is called is of interest.
            var left = root.FindToken(Math.Max(0, position - 1));
            var arguments = left.Parent?.AncestorsAndSelf().OfType<ArgumentListSyntax>().FirstOrDefault();
            symbols = arguments?.Parent switch
            {
                InvocationExpressionSyntax call => SymbolsOf(call.Expression, model),
                BaseObjectCreationExpressionSyntax creation => SymbolsOf(creation, model),
                _ => [],
            };
        }

        if (symbols.Count == 0)
        {
            return null;
        }

        var lines = symbols.Select(symbol => symbol.ToDisplayString(SignatureFormat)).Distinct().Take(10).ToList();
        if (symbols.Count > 10)
        {
            lines.Add(FormattableString.Invariant($"… {symbols.Count - 10} more overloads"));
        }

        if (SymbolDocumentation.Of(symbols[0], compilation) is { Length: > 0 } documentation)
        {
            lines.AddRange(["", documentation]);
        }

        return string.Join('\n', lines);
    }

    private static IReadOnlyList<ISymbol> MeaningOf(SyntaxToken token, SemanticModel model)
    {
        if (token.Parent is not { } node)
        {
            return [];
        }

        if (token.IsKind(SyntaxKind.IdentifierToken) && node is not SimpleNameSyntax)
        {
            return model.GetDeclaredSymbol(node) is { } declared ? [declared] : [];
        }

        if (node is not (SimpleNameSyntax or PredefinedTypeSyntax))
        {
            return [];
        }

        // 'new Name(…)' means the constructor that it calls.
        if (node.Parent is ObjectCreationExpressionSyntax creation && creation.Type == node
            && SymbolsOf(creation, model) is { Count: > 0 } constructors)
        {
            return constructors;
        }

        return SymbolsOf((ExpressionSyntax)node, model);
    }

    private static IReadOnlyList<ISymbol> SymbolsOf(ExpressionSyntax expression, SemanticModel model)
    {
        var info = model.GetSymbolInfo(expression);
        if (info.Symbol is { } symbol)
        {
            return [symbol];
        }

        if (info.CandidateSymbols.Length > 0)
        {
            return info.CandidateSymbols;
        }

        return [.. model.GetMemberGroup(expression)];
    }
}
