namespace NerWorkshop.Notebooks.Tests;

/// <summary>Runs cells and gathers what they put out.</summary>
internal sealed class Cells(string? folder = null)
{
    public CSharpSession Session { get; } = new(folder ?? AppContext.BaseDirectory);

    public async Task<(CellResult Result, IReadOnlyList<CellOutput> Outputs)> RunAsync(string code)
    {
        var outputs = new OutputCollector();
        var result = await Session.ExecuteAsync(code, outputs.Add, TestContext.Current.CancellationToken);
        return (result, outputs.Close());
    }

    /// <summary>Runs a cell that must succeed.</summary>
    public async Task<IReadOnlyList<CellOutput>> OutputsAsync(string code)
    {
        var (result, outputs) = await RunAsync(code);
        Assert.True(result.Succeeded, string.Join('\n', result.Error?.Traceback ?? []));
        return outputs;
    }

    /// <summary>The only output's representation.</summary>
    public async Task<string> DataAsync(string code, string mimeType = "text/plain")
    {
        var output = Assert.Single(await OutputsAsync(code));
        return Assert.IsType<DisplayOutput>(output, exactMatch: false).Data[mimeType];
    }

    /// <summary>Runs a cell that must fail.</summary>
    public async Task<CellError> ErrorAsync(string code)
    {
        var (result, _) = await RunAsync(code);
        Assert.NotNull(result.Error);
        return result.Error;
    }
}
