namespace NerWorkshop.Notebooks.Tests;

public sealed class SessionMemoryTests
{
    private const string IsAlive =
        "GC.Collect(); GC.WaitForPendingFinalizers(); GC.Collect(); GC.WaitForPendingFinalizers(); GC.Collect();\nweak.IsAlive";

    private readonly Cells _cells = new();

    [Theory]
    // The next cell takes the place of the one before.
    [InlineData("var big = new object();", "weak = new WeakReference(big);", "var big = 1;")]
    // Another one stands between.
    [InlineData("var big = new object();", "var other = 1; weak = new WeakReference(big);", "var big = 1;")]
    [InlineData("var big = new object();", "int F() => 1; weak = new WeakReference(big);", "string big = null;")]
    // Nothing is declared.
    [InlineData("_ = 1;", "weak = new WeakReference(new object());", "_ = 2;")]
    public async Task A_value_that_no_name_reaches_is_let_go_of(string first, string second, string third)
    {
        await _cells.OutputsAsync("WeakReference weak = null;");
        await _cells.OutputsAsync(first);
        await _cells.OutputsAsync(second);
        await _cells.OutputsAsync(third);

        Assert.Equal("False", await _cells.DataAsync(IsAlive));
    }

    [Theory]
    [InlineData("var big = new object(); object Get() => big;")]
    [InlineData("var big = new object(); Func<object> Get = () => big;")]
    [InlineData("var big = new object();\nFunc<object> Get = delegate { return big; };")]
    [InlineData("var big = new object();\nvar query = from x in new[] { 1 } select big;\nobject Get() => query.Single();")]
    public async Task A_value_that_a_function_reaches_stays_when_its_name_is_declared_anew(string first)
    {
        await _cells.OutputsAsync(first);
        await _cells.OutputsAsync("var before = Get();");
        await _cells.OutputsAsync("var big = 1;");

        Assert.Equal("True", await _cells.DataAsync("object.ReferenceEquals(before, Get())"));
    }

    [Fact]
    public async Task A_function_of_a_later_cell_keeps_what_it_reaches()
    {
        await _cells.OutputsAsync("var big = \"first\";");
        await _cells.OutputsAsync("string Get() => big;");
        await _cells.OutputsAsync("var big = \"second\";");

        Assert.Equal("first second", await _cells.DataAsync("Get() + \" \" + big"));
    }

    [Fact]
    public async Task A_task_that_still_runs_keeps_what_it_reaches()
    {
        await _cells.OutputsAsync("var gate = new TaskCompletionSource();\nvar list = new List<string>();");
        await _cells.OutputsAsync("var text = \"mine\";\nasync Task AddAsync() { await gate.Task; list.Add(text); }\nvar task = AddAsync();");
        await _cells.OutputsAsync("var text = \"other\";");
        await _cells.OutputsAsync("gate.SetResult();\nawait task;");

        Assert.Equal("mine", await _cells.DataAsync("list.Single()"));
    }

    [Fact]
    public async Task A_variable_declared_anew_in_a_failing_cell_has_no_value()
    {
        await _cells.OutputsAsync("var a = \"old\";");
        await _cells.ErrorAsync("var a = nonsense;");
        Assert.Equal("old", await _cells.DataAsync("a"));
        await _cells.ErrorAsync("var a = int.Parse(\"x\").ToString();");
        Assert.Equal("<null>", await _cells.DataAsync("a"));
    }

    [Fact]
    public async Task The_assemblies_of_cells_that_declare_nothing_new_are_unloaded()
    {
        await _cells.OutputsAsync("var total = 0;");
        for (var i = 0; i < 150; i++)
        {
            await _cells.OutputsAsync(i % 2 == 0
                ? "total += new byte[1000].Select(b => b + 1).Sum();"
                : "var data = new byte[1000]; total += data.Length;");
        }

        Assert.Equal("150000", await _cells.DataAsync("total"));
        for (var attempt = 0; attempt < 20 && Loaded() > 10; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.InRange(Loaded(), 1, 10);

        int Loaded() => AppDomain.CurrentDomain.GetAssemblies()
            .Count(assembly => System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(assembly) is CellLoadContext context
                && context.Session == _cells.Session.LoadContext);
    }
}
