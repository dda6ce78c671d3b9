using System.Diagnostics;
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
    private readonly SessionReferences _references;

    /// <summary>Starts a session.</summary>
    /// <param name="folder">What relative paths in <c>#r</c> and <c>#!import</c> are relative to.</param>
    public CSharpSession(string folder)
    {
        Folder = Path.GetFullPath(folder);
        _chain = new SubmissionChain(LoadContext);
        _references = new SessionReferences(LoadContext, _chain, Folder);
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
        var parts = CellParser.Parse(code, origin);
        // First of all: the code below and above them is compiled as one.
        var packages = parts.OfType<CellPart.Directive>().Where(IsAboutPackages).ToList();
        await BlameAsync(packages.FirstOrDefault(), () => AddPackagesAsync(packages, cell, cancellation))
            .ConfigureAwait(false);
        var clock = Stopwatch.StartNew();
        foreach (var part in parts.Except(packages))
        {
            await BlameAsync(part, () => RunAsync(part, origin, folder, importing, cell, cancellation))
                .ConfigureAwait(false);
        }

        if (parts.Any(part => part is CellPart.Directive { Name: Directive.Time }))
        {
            var elapsed = FormattableString.Invariant($"Wall time: {clock.Elapsed.TotalMilliseconds:0.###}ms");
            cell.Emit(new DisplayOutput(Formatter.Format(elapsed)));
        }

        async Task BlameAsync(CellPart? part, Func<Task> work)
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            catch (DirectiveException e)
            {
                var line = code.ReplaceLineEndings("\n").Split('\n')[part!.Line - 1];
                throw new CellFailureException(ErrorReport.OfDirective(e.Message, origin, part.Line, line));
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                throw new CellFailureException(ErrorReport.OfCancellation());
            }
        }
    }

    private static bool IsAboutPackages(CellPart.Directive directive) => directive.Name == Directive.Source
        || (directive.Name == Directive.Reference && PackageRequest.IsPackage(directive.Text));

    private async Task AddPackagesAsync(
        List<CellPart.Directive> directives,
        CellContext cell,
        CancellationToken cancellation)
    {
        foreach (var source in directives.Where(directive => directive.Name == Directive.Source))
        {
            _references.AddSource(source.Text);
        }

        var packages = directives.Where(directive => directive.Name == Directive.Reference)
            .Select(directive => PackageRequest.Parse(directive.Text));
        await _references.AddPackagesAsync(packages, cell, cancellation).ConfigureAwait(false);
    }

    private async Task RunAsync(
        CellPart part,
        string origin,
        string folder,
        IReadOnlyList<string> importing,
        CellContext cell,
        CancellationToken cancellation)
    {
        switch (part)
        {
            case CellPart.Code:
                await RunCodeAsync(part.Text, origin, cell, cancellation).ConfigureAwait(false);
                break;
            case CellPart.Content(_, var text, var mimeType):
                cell.Emit(new DisplayOutput(new Dictionary<string, string> { [mimeType] = text }));
                break;
            case CellPart.Directive { Name: Directive.Reference }:
                _references.AddLibrary(part.Text, folder);
                break;
            case CellPart.Directive { Name: Directive.Import or Directive.Load }:
                try
                {
                    await ImportAsync(part.Text, folder, importing, cell, cancellation).ConfigureAwait(false);
                }
                catch (CellFailureException e) when (e.Error.Kind != CellErrorKind.Cancelled)
                {
                    // Whatever went wrong in the file: in this cell it is the import's line.
                    throw new CellFailureException(e.Error with { Line = part.Line, Column = null });
                }

                break;
            case CellPart.Directive { Name: Directive.Set }:
                var code = await SetDirective.ToCodeAsync(part.Text, _chain.Variables, cell).ConfigureAwait(false);
                await RunCodeAsync(code, origin, cell, cancellation).ConfigureAwait(false);
                break;
            case CellPart.Directive { Name: Directive.Who }:
                var names = string.Join('\t', _chain.Variables.Select(variable => variable.Name));
                cell.Emit(new DisplayOutput(Formatter.Format(names)));
                break;
            case CellPart.Directive { Name: Directive.Whos }:
                cell.Emit(new DisplayOutput(Format(DescribeVariables(), origin, cell)));
                break;
            case CellPart.Directive { Name: Directive.List }:
                cell.Emit(new DisplayOutput(Formatter.Format(DescribeDirectives())));
                break;
        }
    }

    private async Task ImportAsync(
        string target,
        string folder,
        IReadOnlyList<string> importing,
        CellContext cell,
        CancellationToken cancellation)
    {
        var path = Path.GetFullPath(target, folder);
        if (!File.Exists(path))
        {
            throw new DirectiveException($"The file '{path}' does not exist.");
        }

        if (importing.Contains(path, StringComparer.Ordinal))
        {
            throw new DirectiveException($"The file '{path}' imports itself: {string.Join(" → ", [.. importing, path])}.");
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
                var other => throw new DirectiveException($"Files of type '{other}' cannot be imported; .cs, .csx, .ipynb and .dib can."),
            };
        }
        catch (Exception e) when (e is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            throw new DirectiveException(e.Message);
        }

        var name = Path.GetFileName(path);
        for (var i = 0; i < sources.Length; i++)
        {
            var origin = sources.Length == 1 ? name : FormattableString.Invariant($"{name}, cell {i + 1}");
            await RunAsync(sources[i], origin, Path.GetDirectoryName(path)!, [.. importing, path], cell, cancellation)
                .ConfigureAwait(false);
        }
    }

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

    private async Task RunCodeAsync(string code, string origin, CellContext cell, CancellationToken cancellation)
    {
        var (value, hasValue) = await _chain.RunAsync(code, origin, cell, cancellation).ConfigureAwait(false);
        if (hasValue && value is not DisplayedValue)
        {
            cell.Emit(new ResultOutput(ExecutionCount, Format(value, origin, cell)));
        }
    }

    private static IReadOnlyDictionary<string, string> Format(object? value, string origin, CellContext cell)
    {
        try
        {
            return cell.Format(value);
        }
        catch (Exception e) when (e is not CellFailureException)
        {
            throw new CellFailureException(ErrorReport.OfException(e, origin));
        }
    }
}
