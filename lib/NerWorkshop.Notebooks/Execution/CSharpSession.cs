using System.Diagnostics;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace NerWorkshop.Notebooks;

/// <summary>
/// Runs C# cells one after the other; what one declares, the next can use. Each cell is compiled as a Roslyn script
/// submission and loaded into the session's own context. Sessions do not see each other and may run side by side.
/// </summary>
public sealed class CSharpSession
{
    /// <summary>What .NET Interactive's cells see without a <c>using</c>, and the functions every cell has.</summary>
    private static readonly string[] Usings =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks",
        "System.Linq", typeof(CellFunctions).FullName!,
    ];

    private static readonly EmitOptions EmitOptions = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    private static readonly Lazy<Task> WarmedUp = new(() => Task.Run(() =>
        new CSharpSession(Path.GetTempPath()).ExecuteAsync("new[] { 1 }.Select(x => x + 1)", _ => { })));

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SessionLoadContext _context = new();

    /// <summary>
    /// What the next submission adds to the references of those before it. To state them all anew each time would cost
    /// more with every cell.
    /// </summary>
    private readonly List<MetadataReference> _references = [.. FrameworkReferences.All];

    private readonly Dictionary<string, string> _referenced = new(StringComparer.OrdinalIgnoreCase);
    private readonly CSharpCompilationOptions _options;

    private CSharpCompilation? _previous;
    private object?[] _submissions = new object?[16];
    private int _compiled;

    /// <summary>Starts a session.</summary>
    /// <param name="folder">What relative paths in <c>#r</c> and <c>#!import</c> are relative to.</param>
    public CSharpSession(string folder)
    {
        Folder = Path.GetFullPath(folder);
        _options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            scriptClassName: CellAssembly.ClassName,
            usings: Usings,
            // As every C# notebook does: exact lines in error reports weigh more than a faster loop.
            optimizationLevel: OptimizationLevel.Debug,
            allowUnsafe: true,
            // A cell is small: to share its compilation among cores costs more than it gains.
            concurrentBuild: false,
            metadataReferenceResolver: new CellReferenceResolver(_context),
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);
    }

    /// <summary>What relative paths in <c>#r</c> and <c>#!import</c> are relative to.</summary>
    public string Folder { get; }

    /// <summary>How many cells have been run.</summary>
    public int ExecutionCount { get; private set; }

    /// <summary>Compiles and runs a first cell in the background, so that the user's first one need not wait.</summary>
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

    /// <summary>The ways to go on at the cursor (UTF-16 chars), given what earlier cells declared.</summary>
    internal CompletionList Complete(string code, int position)
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

        var (compilation, tree) = Consider(code);
        return CodeCompletion.At(compilation, tree, position);
    }

    /// <summary>What the name at the cursor (UTF-16 chars) means; null where it is no name that is known.</summary>
    internal string? Inspect(string code, int position)
    {
        var (compilation, tree) = Consider(code);
        return CodeInspection.At(compilation, tree, position);
    }

    /// <summary>The code as if it were the next cell.</summary>
    private (CSharpCompilation Compilation, SyntaxTree Tree) Consider(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(CellParser.BlankDirectives(code), CellParser.Options);
        return (Submission(tree), tree);
    }

    private CSharpCompilation Submission(SyntaxTree tree) => CSharpCompilation.CreateScriptCompilation(
        CellAssembly.NewName(),
        tree,
        _references,
        _options,
        _previous,
        typeof(object));

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
        foreach (var part in CellParser.Parse(code, origin))
        {
            switch (part)
            {
                case CellPart.Time:
                    clock = Stopwatch.StartNew();
                    break;
                case CellPart.Content(_, var text, var mimeType):
                    cell.Emit(new DisplayOutput(new Dictionary<string, string> { [mimeType] = text }));
                    break;
                case CellPart.Reference(var line, var target):
                    AddReference(target, folder, Blame(line));
                    break;
                case CellPart.Import(var line, var target):
                    try
                    {
                        await ImportAsync(target, folder, importing, cell, Blame(line), cancellation)
                            .ConfigureAwait(false);
                    }
                    catch (CellFailureException e) when (e.Error.Kind != CellErrorKind.Cancelled)
                    {
                        // Whatever went wrong in the file: in this cell it is the import's line.
                        throw new CellFailureException(e.Error with { Line = line, Column = null });
                    }

                    break;
                case CellPart.Code(_, var text):
                    await RunCodeAsync(text, origin, cell, cancellation).ConfigureAwait(false);
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

    private void AddReference(string target, string folder, Func<string, CellFailureException> failure)
    {
        if (target.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
        {
            throw failure($"Packages cannot be loaded here ({target}). Build a project that references the package, "
                          + "and name its dll: #r \"path/to/Library.dll\".");
        }

        var path = Path.GetFullPath(target, folder);
        var name = Path.GetFileNameWithoutExtension(path);
        if (!File.Exists(path))
        {
            // As in C# scripts, an assembly of the framework may be referenced by its name.
            if (FrameworkReferences.Contains(target) || FrameworkReferences.Contains(name))
            {
                return;
            }

            throw failure($"The file '{path}' does not exist. If it is built from source, build it first: "
                          + "dotnet build -c Release.");
        }

        var own = typeof(CSharpSession).Assembly.GetName().Name;
        if (string.Equals(name, own, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

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
            if (string.Equals(loaded, path, StringComparison.Ordinal))
            {
                return;
            }

            throw failure($"'{identity.Name}' is loaded already, from '{loaded}'. Start a new session to load it from "
                          + $"'{path}'.");
        }

        _referenced[identity.Name!] = path;
        _context.AddReference(path);
        _references.Add(FrameworkReferences.FromFile(path));
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
                ".ipynb" => [.. NotebookDocument.Read(path).Cells
                    .Where(imported => imported.Kind == CellKind.Code)
                    .Select(imported => imported.Source)],
                var other => throw failure($"Files of type '{other}' cannot be imported; .cs, .csx and .ipynb can."),
            };
        }
        catch (Exception e) when (e is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            throw failure(e.Message);
        }

        var name = Path.GetFileName(path);
        for (var i = 0; i < sources.Length; i++)
        {
            var origin = sources.Length == 1 ? name : FormattableString.Invariant($"{name}, code cell {i + 1}");
            await RunAsync(sources[i], origin, Path.GetDirectoryName(path)!, [.. importing, path], cell, cancellation)
                .ConfigureAwait(false);
        }
    }

    private async Task RunCodeAsync(string code, string origin, CellContext cell, CancellationToken cancellation)
    {
        var source = SourceText.From(code, Encoding.UTF8);
        var tree = CSharpSyntaxTree.ParseText(source, CellParser.Options, origin, CancellationToken.None);
        var compilation = Submission(tree);
        if (Compile(compilation, cancellation) is not { } run)
        {
            Keep(compilation);
            return;
        }

        if (_submissions.Length < _compiled + 2)
        {
            Array.Resize(ref _submissions, _submissions.Length * 2);
        }

        object? value;
        try
        {
            value = await RunSubmissionAsync(run, _submissions, cell, cancellation).ConfigureAwait(false);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // A submission that never came to its first line has nothing that later cells could use.
            if (_submissions[_compiled + 1] is not null)
            {
                Keep(compilation);
            }

            throw new CellFailureException(ErrorReport.OfCancellation());
        }
        catch (Exception e)
        {
            Keep(compilation);
            throw new CellFailureException(ErrorReport.OfException(e, origin));
        }

        Keep(compilation);
        if (!HasResult(compilation, tree) && value is null)
        {
            return;
        }

        if (value is DisplayedValue)
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

    private void Keep(CSharpCompilation compilation)
    {
        _previous = compilation;
        _references.Clear();
        // A submission without code takes no place.
        if (_submissions[_compiled + 1] is not null)
        {
            _compiled++;
        }
    }

    /// <summary>The submission's entry; null where it has nothing to run, such as one of usings only.</summary>
    private Func<object?[], Task<object?>>? Compile(CSharpCompilation compilation, CancellationToken cancellation)
    {
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        EmitResult emitted;
        try
        {
            emitted = compilation.Emit(assembly, symbols, options: EmitOptions, cancellationToken: cancellation);
        }
        catch (OperationCanceledException)
        {
            throw new CellFailureException(ErrorReport.OfCancellation());
        }

        if (emitted.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            throw new CellFailureException(ErrorReport.OfDiagnostics(emitted.Diagnostics));
        }

        if (!emitted.Success)
        {
            return null;
        }

        assembly.Position = 0;
        symbols.Position = 0;
        var loaded = _context.LoadFromStream(assembly, symbols);
        var entry = compilation.GetEntryPoint(CancellationToken.None)!;
        return loaded.GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .CreateDelegate<Func<object?[], Task<object?>>>();
    }

    private static async Task<object?> RunSubmissionAsync(
        Func<object?[], Task<object?>> run,
        object?[] submissions,
        CellContext cell,
        CancellationToken cancellation)
    {
        CellContext.Current = cell;
        CellThread thread;
        try
        {
            thread = CellThread.Start(cell, () => run(submissions), cancellation);
        }
        finally
        {
            CellContext.Current = null;
        }

        // What follows an await runs elsewhere: there a cancellation ends the waiting, not the code.
        var running = await thread.Returned.ConfigureAwait(false);
        return await running.WaitAsync(cancellation).ConfigureAwait(false);
    }

    private static IReadOnlyDictionary<string, string> FormatInCell(object? value, CellContext cell)
    {
        // Formatting runs the user's getters and ToString methods, whose output belongs to the cell.
        CellContext.Current = cell;
        try
        {
            return Formatter.Format(value);
        }
        finally
        {
            CellContext.Current = null;
        }
    }

    /// <summary>Whether the cell ends in an expression that has a value and no semicolon.</summary>
    private static bool HasResult(CSharpCompilation compilation, SyntaxTree tree)
    {
        if (((CompilationUnitSyntax)tree.GetRoot()).Members.LastOrDefault() is not GlobalStatementSyntax
            {
                Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } statement,
            })
        {
            return false;
        }

        return compilation.GetSemanticModel(tree).GetTypeInfo(statement.Expression).ConvertedType
            is not { SpecialType: SpecialType.System_Void };
    }
}
