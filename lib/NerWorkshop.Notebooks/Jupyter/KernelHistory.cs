using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NerWorkshop.Notebooks;

/// <summary>What has been run since the kernel started: front ends offer it with the arrow keys.</summary>
internal sealed class KernelHistory
{
    /// <summary>The only session there is; Jupyter numbers them from 1.</summary>
    private const int Session = 1;

    private const int Limit = 10_000;

    private readonly List<(int Line, string Input, string? Output)> _entries = [];

    /// <summary>Notes a cell and its result as plain text; null where it had none.</summary>
    public void Add(int line, string input, string? output)
    {
        if (_entries.Count == Limit)
        {
            _entries.RemoveAt(0);
        }

        _entries.Add((line, input, output));
    }

    /// <summary>The entries that a <c>history_request</c> asks for, oldest first.</summary>
    public JsonArray Find(JupyterMessage request)
    {
        IEnumerable<(int Line, string Input, string? Output)> found = _entries;
        var count = request.Number("n");
        switch (request.Text("hist_access_type", "tail"))
        {
            case "range":
                // 0 is the current session, and negative numbers count from it.
                if (request.Number("session") is not (null or 0 or Session))
                {
                    return [];
                }

                var start = request.Number("start") ?? 0;
                var stop = request.Number("stop") ?? int.MaxValue;
                found = found.Where(entry => entry.Line >= start && entry.Line < stop);
                count = null;
                break;
            case "search":
                var pattern = Glob(request.Text("pattern", "*"));
                found = found.Where(entry => pattern.IsMatch(entry.Input));
                if (request.Flag("unique"))
                {
                    found = found.Reverse().DistinctBy(entry => entry.Input, StringComparer.Ordinal).Reverse();
                }

                break;
        }

        if (count is { } last)
        {
            found = found.TakeLast(last);
        }

        var withOutput = request.Flag("output");
        return new JsonArray([.. found.Select(entry => (JsonNode)new JsonArray(
            Session,
            entry.Line,
            withOutput ? new JsonArray(entry.Input, entry.Output) : JsonValue.Create(entry.Input)))]);
    }

    private static Regex Glob(string pattern)
    {
        var regex = Regex.Escape(pattern)
            .Replace(@"\*", ".*", StringComparison.Ordinal)
            .Replace(@"\?", ".", StringComparison.Ordinal);
        return new Regex($@"\A{regex}\z", RegexOptions.Singleline | RegexOptions.NonBacktracking);
    }
}
