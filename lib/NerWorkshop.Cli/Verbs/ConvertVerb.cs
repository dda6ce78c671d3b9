using System.CommandLine;
using System.CommandLine.Parsing;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner convert</c>: annotated texts from one format into another.</summary>
internal sealed class ConvertVerb : Verb
{
    private const string Standard = "-";

    private readonly Argument<string> _in = new("IN")
    {
        Description = "A file, or brat's folder; plain or .gz. '-' is standard input.",
    };

    private readonly Argument<string> _out = new("OUT")
    {
        Description = "Where to; the format is that of its name. '-' is standard output, as jsonl by default.",
    };

    private readonly Option<ICorpusFormat?> _from = FormatOption("--from", "The format of IN, where name and content do not tell it.");

    private readonly Option<ICorpusFormat?> _to = FormatOption("--to", "The format of OUT, where its name does not tell it.");

    private readonly Option<bool> _skipBad = new("--skip-bad")
    {
        Description = "Go on after records that cannot be read, and count them; without it, nothing is written then.",
    };

    private readonly Option<string?> _texts = new("--texts")
    {
        Description = "The texts that a CSV of entities is about, such as what 'ner analyze' was given.",
        HelpName = "FILE",
    };

    private readonly Option<string> _textColumn = new("--text-column")
    {
        Description = "The column of a CSV that holds the text.",
        DefaultValueFactory = _ => "text",
        HelpName = "NAME",
    };

    private readonly Terminal _terminal;

    public ConvertVerb(Terminal terminal)
        : base(
            "convert",
            "Bring annotated texts from one format into another, and say what it cannot hold.\n\nFormats:\n"
            + string.Join('\n', Corpus.Formats.Select(format => $"  {format.Name,-13} {Describe(format)}")),
            "ner convert train.spacy train.jsonl",
            "ner convert prodigy_export.jsonl train.conll --skip-bad",
            "ner convert project-1.json corpus --to brat",
            "ner convert results/entities.csv gold.jsonl --texts posts.csv",
            "ner convert dev.conll - | head -n 3")
    {
        _terminal = terminal;
        Arguments.Add(_in);
        Arguments.Add(_out);
        Options.Add(_from);
        Options.Add(_to);
        Options.Add(_skipBad);
        Options.Add(_texts);
        Options.Add(_textColumn);
        SetWork(Run);
    }

    private Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        string from = parsed.GetValue(_in)!;
        string to = parsed.GetValue(_out)!;
        var log = new CorpusLog { SkipBad = parsed.GetValue(_skipBad) };
        CorpusInput input = Input(from, log, parsed);
        ICorpusFormat source = parsed.GetValue(_from)
            ?? (from == Standard ? Corpus.FormatOf(_terminal.In, input.Name) : Corpus.FormatOf(from));
        ICorpusFormat target = parsed.GetValue(_to)
            ?? (to == Standard ? Corpus.Format("jsonl") : Corpus.FormatToWrite(to));
        using CorpusOutput output = to == Standard
            ? new CorpusOutput(_terminal.Out, "standard output", log)
            : new CorpusOutput(to, log);
        var progress = new Progress(_terminal.Error, "texts");
        int entities = 0;
        Corpus.Write(Counted(), target, output);
        foreach (CorpusNote note in log.Notes)
        {
            _terminal.Error.WriteLine($"{from}: {note}");
        }

        TextWriter summary = to == Standard ? _terminal.Error : _terminal.Out;
        string skipped = log.Skipped > 0 ? FormattableString.Invariant($", {log.Skipped} bad records skipped") : "";
        summary.WriteLine(FormattableString.Invariant(
            $"{progress.Done} texts, {entities} entities read{skipped}: {source.Name} to {target.Name}"));
        return Task.FromResult(ExitCode.Done);

        IEnumerable<AnnotatedText> Counted()
        {
            foreach (AnnotatedText text in source.Read(input))
            {
                cancellation.ThrowIfCancellationRequested();
                entities += text.Entities.Count;
                progress.Advance();
                yield return text;
            }
        }
    }

    private CorpusInput Input(string from, CorpusLog log, ParseResult parsed)
    {
        string? texts = parsed.GetValue(_texts);
        string column = parsed.GetValue(_textColumn)!;
        return from == Standard
            ? new CorpusInput(_terminal.In, "standard input", log) { Texts = texts, TextColumn = column }
            : new CorpusInput(from, log) { Texts = texts, TextColumn = column };
    }

    private static Option<ICorpusFormat?> FormatOption(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FORMAT",
        CustomParser = Parse,
    };

    private static ICorpusFormat? Parse(ArgumentResult result)
    {
        try
        {
            return Corpus.Format(result.Tokens[0].Value);
        }
        catch (ArgumentException e)
        {
            result.AddError(e.Message);
            return null;
        }
    }

    private static string Describe(ICorpusFormat format) => format.Extensions.Count > 0
        ? $"{format.Description} ({string.Join(", ", format.Extensions)})"
        : format.Description;
}
