using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NerWorkshop.Notebooks;

/// <summary>
/// Parameters as papermill has them: the cell tagged <c>parameters</c> declares them with their defaults, and values
/// from outside come in a cell of their own after it, tagged <c>injected-parameters</c>.
/// </summary>
public static class NotebookParameters
{
    private const string DeclaredTag = "parameters";
    private const string InjectedTag = "injected-parameters";

    /// <summary>The names that the notebook's parameters cell declares, in order; empty where it has none.</summary>
    public static IReadOnlyList<string> Names(NotebookDocument document) =>
        [.. Declarations(document).Select(declaration => declaration.Name)];

    /// <summary>
    /// Puts the values into the notebook, in place of those of an earlier run. The type of a value is the one its
    /// parameter is declared with, else int, double, bool or string, whichever its text fits first. Without a
    /// parameters cell the values come first of all cells.
    /// </summary>
    /// <exception cref="NotebookParameterException">The notebook has no parameter of a name, or a value does not fit
    /// its type. The document is unchanged then.</exception>
    public static void Inject(NotebookDocument document, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count == 0)
        {
            Remove(document);
            return;
        }

        var declared = Declarations(document);
        var hasCell = DeclaringCell(document) is not null;
        var source = new StringBuilder("// Parameters\n");
        foreach (var (name, text) in values)
        {
            if (!SyntaxFacts.IsValidIdentifier(name))
            {
                throw new NotebookParameterException($"'{name}' is not a name that C# allows.");
            }

            var declaration = declared.FirstOrDefault(declaration => declaration.Name == name);
            if (hasCell && declaration is null)
            {
                throw new NotebookParameterException(declared.Count == 0
                    ? $"The notebook has no parameter '{name}': its parameters cell declares none."
                    : $"The notebook has no parameter '{name}'. It has {string.Join(", ", Names(document))}.");
            }

            source.Append(CultureInfo.InvariantCulture, $"var {name} = {Literal(name, text, declaration?.Type)};\n");
        }

        Remove(document);
        var cell = new NotebookCell(
            CellKind.Code,
            source.ToString().TrimEnd('\n'),
            document.FreeId(InjectedTag),
            InjectedTag);
        var place = DeclaringCell(document) is { } declaring ? document.Cells.IndexOf(declaring) + 1 : 0;
        document.Cells.Insert(place, cell);
    }

    private static void Remove(NotebookDocument document)
    {
        foreach (var cell in document.Cells.Where(cell => cell.HasTag(InjectedTag)).ToList())
        {
            document.Cells.Remove(cell);
        }
    }

    private static NotebookCell? DeclaringCell(NotebookDocument document) =>
        document.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Code && cell.HasTag(DeclaredTag));

    private static List<Parameter> Declarations(NotebookDocument document)
    {
        if (DeclaringCell(document) is not { } cell)
        {
            return [];
        }

        var code = string.Join('\n', cell.Source.Split('\n')
            .Where(line => !line.StartsWith("#!", StringComparison.Ordinal)));
        var root = CSharpSyntaxTree.ParseText(code, CellParser.Options).GetRoot();
        return
        [
            .. root.ChildNodes().SelectMany(node => node switch
            {
                FieldDeclarationSyntax field => Parameters(field.Declaration),
                GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax local } =>
                    Parameters(local.Declaration),
                _ => [],
            }),
        ];
    }

    private static IEnumerable<Parameter> Parameters(VariableDeclarationSyntax declaration) =>
        declaration.Variables.Select(
            variable => new Parameter(variable.Identifier.ValueText, TypeOf(declaration.Type, variable)));

    /// <summary>The declared type's keyword, for <c>var</c> that of its literal; null where neither says.</summary>
    private static string? TypeOf(TypeSyntax type, VariableDeclaratorSyntax variable)
    {
        if (type is NullableTypeSyntax nullable)
        {
            type = nullable.ElementType;
        }

        if (type is PredefinedTypeSyntax predefined)
        {
            return predefined.Keyword.ValueText;
        }

        if (!type.IsVar)
        {
            return null;
        }

        var value = variable.Initializer?.Value;
        if (value is PrefixUnaryExpressionSyntax { OperatorToken.RawKind: (int)SyntaxKind.MinusToken } minus)
        {
            value = minus.Operand;
        }

        return value switch
        {
            InterpolatedStringExpressionSyntax => "string",
            LiteralExpressionSyntax literal => literal.Token.Value switch
            {
                string => "string",
                bool => "bool",
                int => "int",
                long => "long",
                double => "double",
                float => "float",
                decimal => "decimal",
                _ => null,
            },
            _ => null,
        };
    }

    private static string Literal(string name, string text, string? type)
    {
        const NumberStyles Whole = NumberStyles.AllowLeadingSign;
        const NumberStyles Real = NumberStyles.Float;
        var culture = CultureInfo.InvariantCulture;
        string? literal = type switch
        {
            "string" => SymbolDisplay.FormatLiteral(text, quote: true),
            "bool" => bool.TryParse(text, out var value) ? Bool(value) : null,
            "int" => int.TryParse(text, Whole, culture, out var value) ? value.ToString(culture) : null,
            "long" => long.TryParse(text, Whole, culture, out var value)
                ? value.ToString(culture) + "L"
                : null,
            "double" => double.TryParse(text, Real, culture, out var value) ? Double(value) : null,
            "float" => float.TryParse(text, Real, culture, out var value) && float.IsFinite(value)
                ? value.ToString("R", culture) + "F"
                : null,
            "decimal" => decimal.TryParse(text, Real, culture, out var value)
                ? value.ToString(culture) + "M"
                : null,
            _ => int.TryParse(text, Whole, culture, out var whole) ? whole.ToString(culture)
                : double.TryParse(text, Real, culture, out var real) && Double(real) is { } number ? number
                : bool.TryParse(text, out var truth) ? Bool(truth)
                : SymbolDisplay.FormatLiteral(text, quote: true),
        };
        return literal
            ?? throw new NotebookParameterException($"The parameter '{name}' is of type {type}; '{text}' is not.");

        static string Bool(bool value) => value ? "true" : "false";

        static string? Double(double value) =>
            double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) + "D" : null;
    }

    private sealed record Parameter(string Name, string? Type);
}
