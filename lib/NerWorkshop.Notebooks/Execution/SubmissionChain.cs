using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace NerWorkshop.Notebooks;

/// <summary>
/// The code that a session has run, as a chain of Roslyn script submissions: each sees what those before it declared.
/// Only what can be seen is kept. A submission that declares nothing is let go once it has run; one whose variables
/// the next declares anew gives its place to that. So a session does not grow by being used.
/// </summary>
internal sealed class SubmissionChain
{
    /// <summary>What .NET Interactive's cells see without a <c>using</c>, and the functions every cell has.</summary>
    private static readonly string[] Usings =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks",
        "System.Linq", typeof(CellFunctions).FullName!,
    ];

    private static readonly EmitOptions EmitOptions = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    private readonly SessionLoadContext _context;
    private readonly CSharpCompilationOptions _options;

    /// <summary>
    /// What the next submission adds to the references of those before it. To state them all anew each time would cost
    /// more with every cell.
    /// </summary>
    private readonly List<MetadataReference> _references = [.. FrameworkReferences.All];

    /// <summary>Names that code may read later, whenever it likes, for a function or a type mentions them.</summary>
    private readonly HashSet<string> _captured = new(StringComparer.Ordinal);

    private readonly Stack<Submission> _kept = new();

    /// <summary>Each kept submission's object in its slot, where the next ones find it. The first is Roslyn's own.</summary>
    private object?[] _slots = new object?[16];

    public SubmissionChain(SessionLoadContext context)
    {
        _context = context;
        _options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            scriptClassName: CellAssembly.ClassName,
            usings: Usings,
            // As every C# notebook does: exact lines in error reports weigh more than a faster loop.
            optimizationLevel: OptimizationLevel.Debug,
            allowUnsafe: true,
            // A cell is small: to share its compilation among cores costs more than it gains.
            concurrentBuild: false,
            metadataReferenceResolver: new CellReferenceResolver(context),
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);
    }

    /// <summary>The variables that a cell can name, in the order in which they were declared.</summary>
    public IReadOnlyList<SessionVariable> Variables =>
    [
        .. _kept
            .Where(submission => submission.Slot > 0)
            .SelectMany(submission => Fields(_slots[submission.Slot]!).Reverse())
            .DistinctBy(variable => variable.Name)
            .Reverse(),
    ];

    /// <summary>Lets the code that follows use a library.</summary>
    public void AddReference(MetadataReference reference) => _references.Add(reference);

    /// <summary>The code as if it were the next submission.</summary>
    public CSharpCompilation Consider(SyntaxTree tree) => Compilation(tree, Last.Compilation);

    /// <summary>Compiles and runs code.</summary>
    /// <returns>The value of its trailing expression, and whether there is one to be shown.</returns>
    /// <exception cref="CellFailureException">It does not compile, it throws, or it was cancelled.</exception>
    public async Task<(object? Value, bool HasValue)> RunAsync(
        string code,
        string origin,
        CellContext cell,
        CancellationToken cancellation)
    {
        var source = SourceText.From(code, Encoding.UTF8);
        var tree = CSharpSyntaxTree.ParseText(source, CellParser.Options, origin, CancellationToken.None);
        var (compilation, replaced) = Submit(tree);
        var run = Compile(compilation, cancellation);
        var last = _kept.Skip(replaced).FirstOrDefault();
        // A submission without code to run takes no slot.
        var submission = Submission.Of(compilation, (last?.LastSlot ?? 0) + 1, _references.Count > 0);
        if (run is null)
        {
            Keep(submission with { Slot = 0, LastSlot = submission.Slot - 1 }, replaced);
            return (null, false);
        }

        if (_slots.Length <= submission.Slot)
        {
            Array.Resize(ref _slots, _slots.Length * 2);
        }

        Capture(tree);
        var before = _slots[submission.Slot];
        try
        {
            var value = await RunAsync(run, _slots, cell, cancellation).ConfigureAwait(false);
            return (value, value is not null || HasResult(compilation, tree));
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new CellFailureException(ErrorReport.OfCancellation());
        }
        catch (Exception e)
        {
            throw new CellFailureException(ErrorReport.OfException(e, origin));
        }
        finally
        {
            // Where it never came to its first line, it has nothing that later ones could use.
            if (_slots[submission.Slot] != before)
            {
                Keep(submission, replaced);
            }
        }
    }

    private Submission Last => _kept.TryPeek(out var last) ? last : Submission.None;

    /// <summary>
    /// The next submission, and how many of the last ones it replaces: those which declare nothing but variables that it
    /// declares itself. Whoever still runs code of theirs has them at hand.
    /// </summary>
    private (CSharpCompilation Compilation, int Replaced) Submit(SyntaxTree tree)
    {
        var compilation = Consider(tree);
        var declared = Submission.VariablesOf(compilation);
        var replaced = _kept
            .TakeWhile(submission => submission.IsOnlyVariables && submission.Variables.All(declared.Contains))
            .Count();
        return replaced == 0
            ? (compilation, 0)
            : (Compilation(tree, _kept.Skip(replaced).FirstOrDefault()?.Compilation), replaced);
    }

    private CSharpCompilation Compilation(SyntaxTree tree, CSharpCompilation? previous) =>
        CSharpCompilation.CreateScriptCompilation(
            CellAssembly.NewName(), tree, _references, _options, previous, typeof(object));

    private void Keep(Submission submission, int replaced)
    {
        if (submission.DeclaresNothing)
        {
            _slots[submission.Slot] = null;
            return;
        }

        for (; replaced > 0; replaced--)
        {
            var old = _kept.Pop();
            if (old.Slot != submission.Slot)
            {
                _slots[old.Slot] = null;
            }
        }

        ReleaseHidden(submission.Variables);
        _kept.Push(submission);
        _references.Clear();
    }

    /// <summary>
    /// Lets go of the values of older variables whose names are declared anew: nobody can reach them, save functions
    /// and types that mention the name. Who loads a large corpus again into the same variable has one in memory.
    /// </summary>
    private void ReleaseHidden(IReadOnlySet<string> variables)
    {
        if (variables.Count == 0)
        {
            return;
        }

        foreach (var older in _kept.Where(submission => submission.Slot > 0))
        {
            foreach (var name in older.Variables)
            {
                if (variables.Contains(name) && !_captured.Contains(name)
                    && _slots[older.Slot] is { } instance && instance.GetType().GetField(name) is { IsInitOnly: false } field)
                {
                    field.SetValue(instance, null);
                }
            }
        }
    }

    private void Capture(SyntaxTree tree)
    {
        var functions = tree.GetRoot().DescendantNodes(node => !IsDeferred(node)).Where(IsDeferred);
        foreach (var token in functions.SelectMany(function => function.DescendantTokens()))
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
            {
                _captured.Add(token.ValueText);
            }
        }

        static bool IsDeferred(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax
            or QueryExpressionSyntax or BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax
            or BaseTypeDeclarationSyntax;
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
        var loaded = _context.LoadCell(assembly, symbols);
        var entry = compilation.GetEntryPoint(CancellationToken.None)!;
        return loaded.GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .CreateDelegate<Func<object?[], Task<object?>>>();
    }

    private static async Task<object?> RunAsync(
        Func<object?[], Task<object?>> run,
        object?[] slots,
        CellContext cell,
        CancellationToken cancellation)
    {
        CellContext.Current = cell;
        CellThread thread;
        try
        {
            thread = CellThread.Start(cell, () => run(slots), cancellation);
        }
        finally
        {
            CellContext.Current = null;
        }

        // What follows an await runs elsewhere: there a cancellation ends the waiting, not the code.
        var running = await thread.Returned.ConfigureAwait(false);
        return await running.WaitAsync(cancellation).ConfigureAwait(false);
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

    private static IEnumerable<SessionVariable> Fields(object submission) => submission.GetType()
        .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
        .Where(field => SyntaxFacts.IsValidIdentifier(field.Name))
        .Select(field => new SessionVariable(field.Name, field.FieldType, field.GetValue(submission)));

    /// <summary>One link of the chain.</summary>
    /// <param name="Compilation">What the compiler knows of it; null for what is before the first.</param>
    /// <param name="Slot">Where its object is; 0 where it has none.</param>
    /// <param name="LastSlot">The highest slot up to here.</param>
    /// <param name="Variables">The names of the variables that it declares.</param>
    /// <param name="IsOnlyVariables">Whether nothing else of it can be seen.</param>
    /// <param name="DeclaresNothing">Whether nothing of it can be seen.</param>
    private sealed record Submission(
        CSharpCompilation? Compilation,
        int Slot,
        int LastSlot,
        IReadOnlySet<string> Variables,
        bool IsOnlyVariables,
        bool DeclaresNothing)
    {
        public static Submission None { get; } = new(null, 0, 0, new HashSet<string>(), false, false);

        public static Submission Of(CSharpCompilation compilation, int slot, bool addsReferences)
        {
            var variables = VariablesOf(compilation);
            var isOnlyVariables = !addsReferences
                && Members(compilation).All(member => member is IFieldSymbol)
                && compilation.SyntaxTrees[0].GetRoot() is CompilationUnitSyntax { Usings.Count: 0, Externs.Count: 0 };
            return new Submission(
                compilation, slot, slot, variables, isOnlyVariables, isOnlyVariables && variables.Count == 0);
        }

        public static IReadOnlySet<string> VariablesOf(CSharpCompilation compilation) =>
            Members(compilation).OfType<IFieldSymbol>().Select(field => field.Name).ToHashSet(StringComparer.Ordinal);

        private static IEnumerable<ISymbol> Members(CSharpCompilation compilation) =>
            compilation.ScriptClass!.GetMembers().Where(member => !member.IsImplicitlyDeclared);
    }
}
