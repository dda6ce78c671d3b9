using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NerWorkshop.Notebooks;

/// <summary>Says what went wrong in a cell in the user's terms: with the user's lines and frames only.</summary>
internal static partial class ErrorReport
{
    private const int ShownDiagnostics = 20;

    public static CellError OfDirective(string message, string origin, int line, string sourceLine) => new(
        CellErrorKind.Compilation,
        "DirectiveError",
        message,
        line,
        1,
        [Invariant($"{origin}, line {line}: {message}"), "    " + sourceLine]);

    public static CellError OfDiagnostics(IEnumerable<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ToList();
        var lines = new List<string>();
        foreach (var error in errors.Take(ShownDiagnostics))
        {
            AddDiagnostic(lines, error);
        }

        if (errors.Count > ShownDiagnostics)
        {
            lines.Add(Invariant($"... ({errors.Count - ShownDiagnostics} more errors)"));
        }

        var first = errors[0];
        LinePosition? place = first.Location.IsInSource ? first.Location.GetLineSpan().StartLinePosition : null;
        return new CellError(
            CellErrorKind.Compilation,
            first.Id,
            first.GetMessage(CultureInfo.InvariantCulture),
            place?.Line + 1,
            place?.Character + 1,
            lines);
    }

    public static CellError OfException(Exception exception, string origin)
    {
        var lines = Describe(exception).Split('\n');
        int? line = null;
        for (var inner = exception; inner is not null && line is null; inner = inner.InnerException)
        {
            // The outermost frame in this cell is where this cell went wrong, whatever it called.
            line = Frames(inner).LastOrDefault(frame => frame.GetFileName() == origin)?.GetFileLineNumber();
        }

        return new CellError(
            CellErrorKind.Exception,
            exception.GetType().FullName ?? exception.GetType().Name,
            exception.Message,
            line,
            null,
            lines);
    }

    public static CellError OfCancellation() => new(
        CellErrorKind.Cancelled,
        "Cancelled",
        "The cell was cancelled before it ended.",
        null,
        null,
        ["The cell was cancelled before it ended."]);

    /// <summary>The exception, what caused it and the user's frames, one a line.</summary>
    public static string Describe(Exception exception)
    {
        var lines = new List<string>();
        Add(exception, "", 0);
        return string.Join('\n', lines);

        void Add(Exception e, string prefix, int depth)
        {
            var name = TypeNames.Of(e.GetType());
            if (e.GetType() is { Namespace: { Length: > 0 } space, DeclaringType: null })
            {
                name = $"{space}.{name}";
            }

            lines.AddRange($"{prefix}{name}: {e.Message}".ReplaceLineEndings("\n").Split('\n'));
            foreach (var frame in Frames(e))
            {
                var line = frame.GetFileLineNumber();
                var place = line > 0 ? Invariant($"{frame.GetFileName()}, line {line}") : "a cell";
                var method = MethodName(frame.GetMethod()!);
                lines.Add(method is null ? $"   at {place}" : $"   at {method} in {place}");
            }

            if (depth == 8)
            {
                return;
            }

            if (e is AggregateException aggregate)
            {
                foreach (var inner in aggregate.InnerExceptions.Take(5))
                {
                    Add(inner, " ---> ", depth + 1);
                }
            }
            else if (e.InnerException is { } inner)
            {
                Add(inner, " ---> ", depth + 1);
            }
        }
    }

    private static IEnumerable<StackFrame> Frames(Exception exception) =>
        new StackTrace(exception, fNeedFileInfo: true).GetFrames()
            .Where(frame => frame.GetMethod() is { } method && CellAssembly.IsCell(method.Module.Assembly)
                && frame.GetMethod()!.Name != "<Factory>");

    /// <summary>What the user called the method; null for a cell's top-level code.</summary>
    private static string? MethodName(MethodBase method)
    {
        var type = method.DeclaringType;
        var name = method.Name;
        // A state machine or closure class carries the method's name: <Name>d__1.MoveNext, <>c.<Name>b__0.
        while (type is not null && type.Name.StartsWith('<'))
        {
            if (name == "MoveNext")
            {
                name = type.Name;
            }

            type = type.DeclaringType;
        }

        var parameters = "(" + string.Join(", ", method.Name == "MoveNext"
            ? []
            : method.GetParameters().Select(p => $"{TypeNames.Of(p.ParameterType)} {p.Name}")) + ")";
        if (name.Contains("b__", StringComparison.Ordinal))
        {
            return "lambda" + parameters;
        }

        if (LocalFunction().Match(name) is { Success: true } local)
        {
            name = local.Groups[1].Value;
        }
        else if (StateMachine().Match(name) is { Success: true } machine)
        {
            name = machine.Groups[1].Value;
        }

        if (name is "<Initialize>" or "<Initialize>d__0")
        {
            return null;
        }

        var owner = type is null || CellAssembly.IsCellClass(type) ? "" : TypeNames.Of(type);
        if (name == ".ctor")
        {
            return owner.Length == 0 ? null : $"new {owner}{parameters}";
        }

        return (owner.Length == 0 ? name : $"{owner}.{name}") + parameters;
    }

    private static void AddDiagnostic(List<string> lines, Diagnostic error)
    {
        var text = Invariant($"error {error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}");
        if (error.Location.SourceTree is not { } tree)
        {
            lines.Add(text);
            return;
        }

        var span = error.Location.GetLineSpan();
        var (line, column) = (span.StartLinePosition.Line, span.StartLinePosition.Character);
        lines.Add(Invariant($"{tree.FilePath}, line {line + 1}, column {column + 1}: {text}"));
        var source = tree.GetText().Lines[line].ToString();
        var end = span.EndLinePosition.Line == line ? span.EndLinePosition.Character : source.Length;
        lines.Add("    " + source);
        // Tabs stay tabs, so that the squiggle is below what it means.
        var lead = string.Concat(source.Take(column).Select(c => c == '\t' ? '\t' : ' '));
        lines.Add("    " + lead + new string('~', Math.Max(1, end - column)));
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex(@"g__(.+?)\|")]
    private static partial Regex LocalFunction();

    [GeneratedRegex(@"^<(.+)>d(?:__\d+)?")]
    private static partial Regex StateMachine();
}
