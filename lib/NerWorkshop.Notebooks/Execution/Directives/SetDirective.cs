using System.Globalization;
using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;

namespace NerWorkshop.Notebooks;

/// <summary>Follows <c>#!set</c>: the variable that it asks for is made by code like any other.</summary>
internal static class SetDirective
{
    /// <summary>The code that makes the variable.</summary>
    /// <param name="text">The directive's argument.</param>
    /// <param name="variables">Those that there are.</param>
    /// <param name="cell">The cell, whose user may be asked.</param>
    /// <exception cref="DirectiveException">The argument is wrong, or the value cannot be had.</exception>
    public static async Task<string> ToCodeAsync(
        string text,
        IReadOnlyList<SessionVariable> variables,
        CellContext cell)
    {
        var arguments = SetArguments.Parse(text);
        var value = arguments.Kind switch
        {
            SetArguments.Source.Text => Literal(arguments.Value),
            SetArguments.Source.Variable when arguments.ByReference => Find(arguments.Value, variables).Name,
            SetArguments.Source.Variable => Copy(Find(arguments.Value, variables), arguments.MimeType, cell),
            var kind => Literal(await AskAsync(arguments.Value, kind == SetArguments.Source.Password, cell)
                .ConfigureAwait(false)),
        };
        return $"var {arguments.Name} = {value};";
    }

    private static async Task<string> AskAsync(string prompt, bool isPassword, CellContext cell)
    {
        if (cell.Input is null)
        {
            throw new DirectiveException("Nobody can be asked here: the notebook runs unattended.");
        }

        try
        {
            return await cell.AskAsync(new InputRequest(prompt, isPassword)).ConfigureAwait(false);
        }
        catch (InvalidOperationException e)
        {
            throw new DirectiveException(e.Message);
        }
    }

    private static SessionVariable Find(string name, IReadOnlyList<SessionVariable> variables) =>
        variables.FirstOrDefault(variable => variable.Name == name) ?? throw new DirectiveException(
            $"There is no variable '{name}'"
            + (variables.Count == 0 ? "." : $". Did you mean '{Names.Nearest(name, variables.Select(v => v.Name))}'?"));

    /// <summary>A copy of a value as an expression. As between .NET Interactive's kernels, it goes by way of JSON.</summary>
    private static string Copy(SessionVariable variable, string? mimeType, CellContext cell)
    {
        mimeType ??= MimeTypes.Json;
        string copied;
        try
        {
            copied = cell.Format(variable.Value, mimeType)[mimeType];
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new DirectiveException($"'{variable.Name}' cannot be copied, but taken with --byref: {e.Message}");
        }

        if (mimeType != MimeTypes.Json)
        {
            return Literal(copied);
        }

        using var json = JsonDocument.Parse(copied);
        return json.RootElement.ValueKind switch
        {
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Null => "(object)null",
            JsonValueKind.String => Literal(json.RootElement.GetString()!),
            JsonValueKind.Number => json.RootElement.GetDouble().ToString("R", CultureInfo.InvariantCulture) + "D",
            _ => $"System.Text.Json.JsonDocument.Parse({Literal(copied)})",
        };
    }

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
