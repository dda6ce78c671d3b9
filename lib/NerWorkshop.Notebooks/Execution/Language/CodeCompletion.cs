using System.ComponentModel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NerWorkshop.Notebooks;

/// <summary>Completes names, members and keywords from what the compiler knows of the code.</summary>
internal static class CodeCompletion
{
    private static readonly string[] Keywords =
    [
        .. SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds())
            .Select(SyntaxFacts.GetText)
            .Where(text => text.Length > 1 && !text.StartsWith('_') && char.IsAsciiLetter(text[0]))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static readonly SymbolDisplayFormat SignatureFormat = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeType);

    /// <summary>The completions at a position.</summary>
    /// <param name="compilation">The code, as the next submission.</param>
    /// <param name="tree">The code's tree.</param>
    /// <param name="position">The cursor, in UTF-16 chars.</param>
    public static CompletionList At(CSharpCompilation compilation, SyntaxTree tree, int position)
    {
        var text = tree.GetText();
        var start = position;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(text[start - 1]))
        {
            start--;
        }

        var nothing = new CompletionList(start, []);
        var word = text.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(start, position));
        if ((word.Length > 0 && char.IsAsciiDigit(word[0])) || IsInText(tree, position))
        {
            return nothing;
        }

        var model = compilation.GetSemanticModel(tree);
        var before = TokenBefore(tree, start);
        if (before.IsKind(SyntaxKind.DotToken) || before.IsKind(SyntaxKind.ColonColonToken)
            || before.IsKind(SyntaxKind.MinusGreaterThanToken))
        {
            return new CompletionList(start, Choose(MembersAfter(before, model), word));
        }

        var symbols = model.LookupSymbols(start).AsEnumerable();
        var isType = before.IsKind(SyntaxKind.NewKeyword);
        if (isType)
        {
            symbols = symbols.Where(symbol => symbol is INamespaceOrTypeSymbol);
        }

        var found = Choose(symbols, word);
        // A name cannot be told from the list of all keywords: they come once there is a letter.
        if (word.Length == 0 || isType)
        {
            return new CompletionList(start, found);
        }

        var keywords = Keywords
            .Where(keyword => keyword.StartsWith(word, StringComparison.Ordinal))
            .Where(keyword => found.All(item => item.Text != keyword))
            .Select(keyword => new Completion(keyword, "keyword"));
        return new CompletionList(start, [.. found, .. keywords]);
    }

    /// <summary>Within a string, a character or a comment there is nothing to complete.</summary>
    private static bool IsInText(SyntaxTree tree, int position)
    {
        var root = tree.GetRoot();
        if (position == 0)
        {
            return false;
        }

        var trivia = root.FindTrivia(position - 1);
        if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
        {
            return true;
        }

        if (trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
        {
            return position < trivia.Span.End;
        }

        var token = root.FindToken(position - 1);
        if (token.Span.End < position || token.SpanStart >= position)
        {
            return false;
        }

        var isUnended = token.GetDiagnostics().Any();
        return token.Kind() switch
        {
            SyntaxKind.InterpolatedStringTextToken => true,
            SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken
                or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
                or SyntaxKind.Utf8StringLiteralToken => position < token.Span.End || isUnended,
            SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken => true,
            _ => false,
        };
    }

    private static SyntaxToken TokenBefore(SyntaxTree tree, int position)
    {
        if (position == 0)
        {
            return default;
        }

        var token = tree.GetRoot().FindToken(position - 1, findInsideTrivia: false);
        return token.SpanStart >= position || token.IsMissing ? token.GetPreviousToken() : token;
    }

    private static IEnumerable<ISymbol> MembersAfter(SyntaxToken dot, SemanticModel model)
    {
        var target = dot.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            MemberBindingExpressionSyntax binding =>
                binding.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault()?.Expression,
            QualifiedNameSyntax name => name.Left,
            AliasQualifiedNameSyntax alias => alias.Alias,
            _ => (SyntaxNode?)null,
        };
        if (target is null)
        {
            return [];
        }

        var info = model.GetSymbolInfo(target);
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        var type = model.GetTypeInfo(target).Type;
        // A name may mean a type and a value of that type, such as "Color Color": then the type's members too.
        if (symbol is IAliasSymbol alias2)
        {
            symbol = alias2.Target;
        }

        if (symbol is INamespaceSymbol space)
        {
            return model.LookupSymbols(dot.SpanStart, space);
        }

        if (symbol is ITypeSymbol named && (target is not ExpressionSyntax || type is null || Same(named, type)))
        {
            return model.LookupSymbols(dot.SpanStart, named)
                .Where(member => member.IsStatic || member is INamedTypeSymbol);
        }

        if (dot.Parent is MemberBindingExpressionSyntax && type?.OriginalDefinition.SpecialType
                == SpecialType.System_Nullable_T)
        {
            type = ((INamedTypeSymbol)type).TypeArguments[0];
        }

        if (type is null or IErrorTypeSymbol)
        {
            return [];
        }

        return model.LookupSymbols(dot.SpanStart, type, includeReducedExtensionMethods: true)
            .Where(member => !member.IsStatic && member is not INamedTypeSymbol);
    }

    private static bool Same(ITypeSymbol a, ITypeSymbol b) => SymbolEqualityComparer.Default.Equals(a, b);

    private static List<Completion> Choose(IEnumerable<ISymbol> symbols, string word) =>
    [
        .. symbols
            .Where(symbol => symbol.CanBeReferencedByName && !IsHidden(symbol))
            .Where(symbol => symbol.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .GroupBy(symbol => symbol.Name, StringComparer.Ordinal)
            .OrderByDescending(group => group.Key.StartsWith(word, StringComparison.Ordinal))
            .ThenBy(group => group.Key, StringComparer.OrdinalIgnoreCase)
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => ToCompletion(group.First(), group.Count())),
    ];

    private static bool IsHidden(ISymbol symbol) => symbol.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.Name == nameof(EditorBrowsableAttribute)
        && attribute.ConstructorArguments is [{ Value: (int)EditorBrowsableState.Never }]);

    private static Completion ToCompletion(ISymbol symbol, int overloads)
    {
        var name = SyntaxFacts.GetKeywordKind(symbol.Name) == SyntaxKind.None ? symbol.Name : "@" + symbol.Name;
        var (kind, signature) = symbol switch
        {
            IMethodSymbol method => ("method", method.ToDisplayString(SignatureFormat)
                + (overloads > 1 ? FormattableString.Invariant($" (+ {overloads - 1} overloads)") : "")),
            IPropertySymbol property => ("property", property.Type.ToDisplayString(SignatureFormat)),
            IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => ("enum", ""),
            IFieldSymbol { IsConst: true } field => ("constant", field.Type.ToDisplayString(SignatureFormat)),
            IFieldSymbol field => ("field", field.Type.ToDisplayString(SignatureFormat)),
            ILocalSymbol local => ("variable", local.Type.ToDisplayString(SignatureFormat)),
            IParameterSymbol parameter => ("variable", parameter.Type.ToDisplayString(SignatureFormat)),
            IEventSymbol @event => ("event", @event.Type.ToDisplayString(SignatureFormat)),
            INamespaceSymbol => ("module", ""),
            INamedTypeSymbol type => (type.TypeKind.ToString().ToLowerInvariant(), ""),
            _ => ("text", ""),
        };
        return new Completion(name, kind, signature);
    }
}
