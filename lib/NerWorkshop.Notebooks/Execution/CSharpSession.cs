using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NerWorkshop.Notebooks;

/// <summary>
/// Runs C# cells one after the other; what one declares, the next can use. Each cell is compiled as a Roslyn script
/// submission and loaded into the session's own context. Sessions do not see each other and may run side by side.
/// </summary>
public sealed class CSharpSession
{
    private static readonly Lazy<Task<CSharpSession>> WarmedUp = new(() => Task.Run(WarmUpOnceAsync));

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SubmissionChain _chain;
    private readonly PackageRestorer _packages;

    /// <summary>The path of each library that cells compile against, by its name.</summary>
    private readonly Dictionary<string, string> _referenced = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Starts a session.</summary>
    /// <param name="folder">What relative paths in <c>#r</c> and <c>#!import</c> are relative to.</param>
    public CSharpSession(string folder)
    {
        Folder = Path.GetFullPath(folder);
        _chain = new SubmissionChain(LoadContext);
        _packages = new PackageRestorer(Folder);
    }

    /// <summary>What relative paths in <c>#r</c> and <c>#!import</c> are relative to.</summary>
    public string Folder { get; }

    /// <summary>Where the session's assemblies live.</summary>
    internal SessionLoadContext LoadContext { get; } = new();

    /// <summary>How many cells have been run.</summary>
    public int ExecutionCount { get; private set; }

    /// <summary>
    /// Compiles and runs a first cell in the background, so that the user's first one need not wait. Every session waits
    /// for this: two first compilations side by side would make the framework's symbols twice, and a later cell might
    /// then meet types of both. The session that did it stays, and the symbols with it.
    /// </summary>
    public static Task WarmUpAsync() => WarmedUp.Value;

    /// <summary>
    /// Runs a cell. Cells run one at a time, in the order of the calls. An exception in the cell is part of the result;
    /// what the cell had declared until then remains.
    /// </summary>
    /// <param name="code">The cell's text, directives included.</param>
    /// <param name="output">Receives each output when it is made, an error last. It is called from the threads that
    /// the cell runs on, one call at a time.</param>
    /// <param name="cancellation">Stops the cell: running code is interrupted, also in a loop; code that continues
    /// after an <c>await</c> is left behind. The session can be used further.</param>
    public Task<CellResult> ExecuteAsync(
        string code,
        Action<CellOutput> output,
        CancellationToken cancellation = default) =>
        ExecuteAsync(code, new CellContext(output), isCounted: true, cancellation);

    /// <summary>Runs a cell in the surroundings given; one that is not counted takes no number.</summary>
    internal async Task<CellResult> ExecuteAsync(
        string code,
        CellContext cell,
        bool isCounted,
        CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await WarmUpAsync().ConfigureAwait(false);
            var clock = Stopwatch.StartNew();
            var count = isCounted ? ++ExecutionCount : ExecutionCount;
            var origin = isCounted ? FormattableString.Invariant($"cell [{count}]") : "cell";
            ConsoleRouter.Install();
            ConsoleInput.Install();
            CellError? error = null;
            try
            {
                await RunAsync(code, origin, Folder, [], cell, cancellation).ConfigureAwait(false);
            }
            catch (CellFailureException failure)
            {
                error = failure.Error;
                cell.Emit(new ErrorOutput(error.Name, error.Message, error.Traceback));
            }

            return new CellResult(count, error, clock.Elapsed);
        }
        finally
        {
            _gate.Release();
        }
    }

    private static async Task<CSharpSession> WarmUpOnceAsync()
    {
        var session = new CSharpSession(Path.GetTempPath());
        var cell = new CellContext(_ => { });
        const string Code = "var warm = new[] { 1 }.Select(x => x + 1).ToList();\nwarm";
        await session.RunAsync(Code, "cell", session.Folder, [], cell, CancellationToken.None).ConfigureAwait(false);
        return session;
    }

    /// <summary>The ways to go on at the cursor (UTF-16 chars), given what earlier cells declared.</summary>
    internal async Task<CompletionList> CompleteAsync(string code, int position)
    {
        if (DirectiveCompletion.At(code, position, Folder) is { } completions)
        {
            return completions;
        }

        // Where the line ends at the cursor, the statement does too: 'name.' does not go on with the next line.
        if (position < code.Length && (code[position] is '\n' or '\r'))
        {
            code = code.Insert(position, ";");
        }

        var (compilation, tree) = await ConsiderAsync(code).ConfigureAwait(false);
        return CodeCompletion.At(compilation, tree, position);
    }

    /// <summary>What the name at the cursor (UTF-16 chars) means; null where it is no name that is known.</summary>
    internal async Task<string?> InspectAsync(string code, int position)
    {
        var (compilation, tree) = await ConsiderAsync(code).ConfigureAwait(false);
        return CodeInspection.At(compilation, tree, position);
    }

    /// <summary>The code as if it were the next cell.</summary>
    private async Task<(CSharpCompilation Compilation, SyntaxTree Tree)> ConsiderAsync(string code)
    {
        await WarmUpAsync().ConfigureAwait(false);
        var tree = CSharpSyntaxTree.ParseText(CellParser.BlankDirectives(code), CellParser.Options);
        return (_chain.Consider(tree), tree);
    }

    private async Task RunAsync(
        string code,
        string origin,
        string folder,
        IReadOnlyList<string> importing,
        CellContext cell,
        CancellationToken cancellation)
    {
        var lines = new Lazy<string[]>(() => code.ReplaceLineEndings("\n").Split('\n'));
        Stopwatch? clock = null;
        var parts = CellParser.Parse(code, origin);
        await RestoreAsync(parts, Blame, cell, cancellation).ConfigureAwait(false);
        foreach (var part in parts)
        {
            switch (part)
            {
                case CellPart.Code:
                    await RunCodeAsync(part.Text, origin, cell, cancellation).ConfigureAwait(false);
                    break;
                case CellPart.Content(_, var text, var mimeType):
                    cell.Emit(new DisplayOutput(new Dictionary<string, string> { [mimeType] = text }));
                    break;
                case CellPart.Directive { Name: Directive.Time }:
                    clock = Stopwatch.StartNew();
                    break;
                case CellPart.Directive { Name: Directive.Reference } when !PackageRequest.IsPackage(part.Text):
                    AddLibrary(part.Text, folder, Blame(part.Line));
                    break;
                case CellPart.Directive { Name: Directive.Import or Directive.Load }:
                    try
                    {
                        await ImportAsync(part.Text, folder, importing, cell, Blame(part.Line), cancellation)
                            .ConfigureAwait(false);
                    }
                    catch (CellFailureException e) when (e.Error.Kind != CellErrorKind.Cancelled)
                    {
                        // Whatever went wrong in the file: in this cell it is the import's line.
                        throw new CellFailureException(e.Error with { Line = part.Line, Column = null });
                    }

                    break;
                case CellPart.Directive { Name: Directive.Set }:
                    await SetAsync(part.Text, origin, cell, Blame(part.Line), cancellation).ConfigureAwait(false);
                    break;
                case CellPart.Directive { Name: Directive.Who }:
                    var names = string.Join('\t', _chain.Variables.Select(variable => variable.Name));
                    cell.Emit(new DisplayOutput(Formatter.Format(names)));
                    break;
                case CellPart.Directive { Name: Directive.Whos }:
                    Show(DescribeVariables(), cell);
                    break;
                case CellPart.Directive { Name: Directive.List }:
                    Show(DescribeDirectives(), cell);
                    break;
            }
        }

        if (clock is not null)
        {
            var elapsed = FormattableString.Invariant($"Wall time: {clock.Elapsed.TotalMilliseconds:0.###}ms");
            cell.Emit(new DisplayOutput(Formatter.Format(elapsed)));
        }

        Func<string, CellFailureException> Blame(int line) => message =>
            new CellFailureException(ErrorReport.OfDirective(message, origin, line, lines.Value[line - 1]));
    }

    /// <summary>Restores a cell's packages at once and first: they share what they depend on.</summary>
    private async Task RestoreAsync(
        IReadOnlyList<CellPart> parts,
        Func<int, Func<string, CellFailureException>> blame,
        CellContext cell,
        CancellationToken cancellation)
    {
        var packages = new List<PackageRequest>();
        var first = 0;
        foreach (var part in parts.OfType<CellPart.Directive>())
        {
            try
            {
                if (part.Name == Directive.Source)
                {
                    _packages.AddSource(PackageRequest.IsPackage(part.Text)
                        ? part.Text[PackageRequest.Prefix.Length..].Trim()
                        : part.Text);
                }
                else if (part.Name == Directive.Reference && PackageRequest.IsPackage(part.Text))
                {
                    packages.AddRange(_packages.Missing([PackageRequest.Parse(part.Text)]));
                    first = first == 0 ? part.Line : first;
                }
            }
            catch (Exception e) when (e is FormatException or PackageException or ArgumentException)
            {
                throw blame(part.Line)(e.Message);
            }
        }

        if (packages.Count == 0)
        {
            return;
        }

        try
        {
            var progress = new PackageProgress(cell, packages);
            var restored = await progress.ShowAsync(_packages.RestoreAsync(packages, cancellation)).ConfigureAwait(false);
            LoadContext.AddPackages(restored);
            foreach (var library in restored.References.Where(library => !FrameworkReferences.Contains(library)))
            {
                Refer(library, blame(first));
            }
        }
        catch (PackageException e)
        {
            throw blame(first)(e.Message);
        }
        catch (OperationCanceledException)
        {
            throw new CellFailureException(ErrorReport.OfCancellation());
        }
    }

    private void AddLibrary(string target, string folder, Func<string, CellFailureException> failure)
    {
        var path = Path.GetFullPath(target, folder);
        var name = Path.GetFileNameWithoutExtension(path);
        if (!File.Exists(path))
        {
            // As in C# scripts, an assembly of the framework may be referenced by its name.
            if (FrameworkReferences.Contains(target) || FrameworkReferences.Contains(path))
            {
                return;
            }

            throw failure($"The file '{path}' does not exist. If it is built from source, build it first: "
                          + "dotnet build -c Release.");
        }

        var own = typeof(CSharpSession).Assembly.GetName().Name;
        if (!string.Equals(name, own, StringComparison.OrdinalIgnoreCase) && Refer(path, failure))
        {
            LoadContext.AddReference(path);
        }
    }

    /// <summary>Lets cells compile against a library; false where they do already.</summary>
    private bool Refer(string path, Func<string, CellFailureException> failure)
    {
        AssemblyName identity;
        try
        {
            identity = AssemblyName.GetAssemblyName(path);
        }
        catch (BadImageFormatException)
        {
            throw failure($"The file '{path}' is not a .NET assembly.");
        }

        if (_referenced.TryGetValue(identity.Name!, out var loaded))
        {
            return string.Equals(loaded, path, StringComparison.Ordinal)
                ? false
                : throw failure($"'{identity.Name}' is loaded already, from '{loaded}'. Start a new session to load it "
                                + $"from '{path}'.");
        }

        _referenced[identity.Name!] = path;
        _chain.AddReference(FrameworkReferences.FromFile(path));
        return true;
    }

    private async Task ImportAsync(
        string target,
        string folder,
        IReadOnlyList<string> importing,
        CellContext cell,
        Func<string, CellFailureException> failure,
        CancellationToken cancellation)
    {
        var path = Path.GetFullPath(target, folder);
        if (!File.Exists(path))
        {
            throw failure($"The file '{path}' does not exist.");
        }

        if (importing.Contains(path, StringComparer.Ordinal))
        {
            throw failure($"The file '{path}' imports itself: {string.Join(" → ", [.. importing, path])}.");
        }

        string[] sources;
        try
        {
            sources = Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".cs" or ".csx" => [await File.ReadAllTextAsync(path, cancellation).ConfigureAwait(false)],
                ".ipynb" or ".dib" => [.. NotebookDocument.Read(path).Cells
                    .Where(imported => imported.Kind != CellKind.Raw)
                    .Select(imported => imported.Code)],
                var other => throw failure($"Files of type '{other}' cannot be imported; .cs, .csx, .ipynb and .dib can."),
            };
        }
        catch (Exception e) when (e is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            throw failure(e.Message);
        }

        var name = Path.GetFileName(path);
        for (var i = 0; i < sources.Length; i++)
        {
            var origin = sources.Length == 1 ? name : FormattableString.Invariant($"{name}, cell {i + 1}");
            await RunAsync(sources[i], origin, Path.GetDirectoryName(path)!, [.. importing, path], cell, cancellation)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Makes the variable that <c>#!set</c> asks for: with it, code like any other.</summary>
    private async Task SetAsync(
        string text,
        string origin,
        CellContext cell,
        Func<string, CellFailureException> failure,
        CancellationToken cancellation)
    {
        SetArguments arguments;
        string code;
        try
        {
            arguments = SetArguments.Parse(text);
            code = arguments.Kind switch
            {
                SetArguments.Source.Text => Literal(arguments.Value),
                SetArguments.Source.Variable when arguments.ByReference => Variable(arguments.Value).Name,
                SetArguments.Source.Variable => Copy(Variable(arguments.Value).Value, arguments.MimeType, cell),
                var kind => Literal(await AskAsync(kind == SetArguments.Source.Password).ConfigureAwait(false)),
            };
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or NotSupportedException)
        {
            throw failure(e.Message);
        }

        await RunCodeAsync($"var {arguments.Name} = {code};", origin, cell, cancellation).ConfigureAwait(false);

        Task<string> AskAsync(bool isPassword) => cell.Input is null
            ? throw new InvalidOperationException("Nobody can be asked here: the notebook runs unattended.")
            : cell.AskAsync(new InputRequest(arguments.Value, isPassword));
    }

    private SessionVariable Variable(string name)
    {
        var variables = _chain.Variables;
        return variables.FirstOrDefault(variable => variable.Name == name) ?? throw new FormatException(
            $"There is no variable '{name}'"
            + (variables.Count == 0 ? "." : $". Did you mean '{Names.Nearest(name, variables.Select(v => v.Name))}'?"));
    }

    /// <summary>A copy of a value as an expression. As between .NET Interactive's kernels, it goes by way of JSON.</summary>
    private static string Copy(object? value, string? mimeType, CellContext cell)
    {
        var copied = FormatInCell(value, cell, mimeType ?? MimeTypes.Json)[mimeType ?? MimeTypes.Json];
        if (mimeType is not (null or MimeTypes.Json))
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

    private ColumnTable DescribeVariables() => new(
        ["Variable", "Type", "Value"],
        [
            .. _chain.Variables.Select(variable => (IReadOnlyList<object?>)
            [
                variable.Name, TypeNames.Of(variable.Value?.GetType() ?? variable.Type), variable.Value,
            ]),
        ]);

    private static ColumnTable DescribeDirectives() => new(
        ["Directive", "Does", "Written"],
        [
            .. Directive.All.Select(directive => (IReadOnlyList<object?>)
            [
                directive.Name, directive.Description, directive.Usage,
            ]),
        ]);

    private static void Show(object value, CellContext cell) => cell.Emit(new DisplayOutput(FormatInCell(value, cell)));

    private async Task RunCodeAsync(string code, string origin, CellContext cell, CancellationToken cancellation)
    {
        var (value, hasValue) = await _chain.RunAsync(code, origin, cell, cancellation).ConfigureAwait(false);
        if (!hasValue || value is DisplayedValue)
        {
            return;
        }

        try
        {
            cell.Emit(new ResultOutput(ExecutionCount, FormatInCell(value, cell)));
        }
        catch (Exception e) when (e is not CellFailureException)
        {
            throw new CellFailureException(ErrorReport.OfException(e, origin));
        }
    }

    private static IReadOnlyDictionary<string, string> FormatInCell(
        object? value,
        CellContext cell,
        params IReadOnlyList<string> mimeTypes)
    {
        // Formatting runs the user's getters and ToString methods, whose output belongs to the cell.
        CellContext.Current = cell;
        try
        {
            return Formatter.Format(value, mimeTypes);
        }
        finally
        {
            CellContext.Current = null;
        }
    }
}
