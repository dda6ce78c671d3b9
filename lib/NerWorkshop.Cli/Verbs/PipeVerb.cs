using System.CommandLine;
using System.Text.Json.Nodes;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner pipe</c>: JSON lines in, JSON lines with entities out, in the same order.</summary>
internal sealed class PipeVerb : Verb
{
    private const string Input = "standard input";

    private readonly PipelineOptions _pipeline = new();

    private readonly Option<bool> _tokens = new("--tokens") { Description = "Write the offsets of the tokens, too." };

    private readonly Option<bool> _thresholds = new("--thresholds")
    {
        Description = "Say at the end, on standard error, how many entities each minimum probability would leave.",
    };

    private readonly Terminal _terminal;

    public PipeVerb(Terminal terminal)
        : base(
            "pipe",
            "Read JSON lines with a field 'text' from standard input and write them with their entities, in order. "
            + "A line that cannot be read is answered by a line with the field 'error'.",
            "ner pipe < posts.jsonl > entities.jsonl",
            """echo '{"text": "Jane Smith lives in Geneva."}' | ner pipe --tokens""")
    {
        _terminal = terminal;
        _pipeline.AddTo(this);
        Options.Add(_tokens);
        Options.Add(_thresholds);
        SetWork(Run);
    }

    private Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        Pipeline nlp = _pipeline.Load(parsed);
        bool tokens = parsed.GetValue(_tokens);
        var progress = new Progress(_terminal.Error, "lines");
        var thresholds = new ThresholdCounts();
        int bad = 0;
        foreach ((Line line, Doc doc) in nlp.ProcessAll(
            ReadLines(), line => line.Annotated?.Text ?? "", _pipeline.Threads(parsed), cancellation))
        {
            if (line.Error is { } error)
            {
                bad++;
                _terminal.Error.WriteLine($"ner: {error}");
                var answer = new JsonObject { ["error"] = error, ["line"] = line.Number };
                _terminal.Out.WriteLine(answer.ToJsonString());
            }
            else
            {
                thresholds.Add(doc);
                _terminal.Out.WriteLine(JsonLines.Format(doc, line.Annotated!.Fields, tokens));
            }

            progress.Advance();
        }

        if (parsed.GetValue(_thresholds))
        {
            _terminal.Error.WriteLine(thresholds.ToTable());
            _terminal.Error.WriteLine(thresholds.ToChart());
        }

        if (bad > 0)
        {
            _terminal.Error.WriteLine($"ner: {bad} of {progress.Done} lines could not be read");
        }

        return Task.FromResult(bad == 0 ? ExitCode.Done : ExitCode.Failed);
    }

    private IEnumerable<Line> ReadLines()
    {
        for (int number = 1; _terminal.In.ReadLine() is { } text; number++)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                yield return Parse(text, number);
            }
        }
    }

    private static Line Parse(string text, int number)
    {
        try
        {
            return new Line(number, JsonLines.Parse(text, Input, number), null);
        }
        catch (InvalidDataException e)
        {
            return new Line(number, null, e.Message);
        }
    }

    private sealed record Line(int Number, AnnotatedText? Annotated, string? Error);
}
