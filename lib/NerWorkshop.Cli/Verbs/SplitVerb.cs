using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace NerWorkshop.Cli.Verbs;

/// <summary><c>ner split</c>: cuts annotated texts into train, dev and test.</summary>
internal sealed class SplitVerb : Verb
{
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "Annotated texts, in any format that 'ner convert' reads.",
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "The folder for train.jsonl, dev.jsonl and test.jsonl.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<double> _dev = ShareOption("--dev", "About which share of the texts to choose settings by; 0 for none.");

    private readonly Option<double> _test = ShareOption("--test", "About which share of the texts to test on; 0 for none.");

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "The seed: the same seed and texts give the same parts.",
        DefaultValueFactory = _ => 42,
        HelpName = "N",
    };

    private readonly Option<string?> _by = new("--by")
    {
        Description = "A field, such as doc_id: texts that have the same value in it stay together.",
        HelpName = "FIELD",
    };

    private readonly Terminal _terminal;

    public SplitVerb(Terminal terminal)
        : base(
            "split",
            "Cut annotated texts into train, dev and test, each with about its share of every label. Texts that are the "
            + "same but for case and white space stay together, so that none is both learned from and tested on.",
            "ner split gold.jsonl --out parts",
            "ner split posts.jsonl --out parts --dev 0 --test 0.2 --seed 7 --by thread")
    {
        _terminal = terminal;
        Arguments.Add(_file);
        Options.Add(_out);
        Options.Add(_dev);
        Options.Add(_test);
        Options.Add(_seed);
        Options.Add(_by);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        // Added up, 0.9 and 0.1 are 1, whatever their last digits.
        if (parsed.GetValue(_dev) + parsed.GetValue(_test) >= 1 - 1e-9)
        {
            throw new UsageException("--dev and --test leave nothing to learn from: together they must be below 1");
        }

        string file = parsed.GetValue(_file)!;
        string? field = parsed.GetValue(_by);
        var log = new CorpusLog();
        List<AnnotatedText> texts = [.. Corpus.Read(file, log)];
        foreach (CorpusNote note in log.Notes)
        {
            _terminal.Error.WriteLine($"{file}: {note}");
        }

        if (texts.Count == 0)
        {
            throw new InvalidDataException($"{file}: there is no text to split.");
        }

        RequireField(file, field, texts);
        CorpusSplit split = CorpusSplit.Of(
            texts, parsed.GetValue(_dev), parsed.GetValue(_test), parsed.GetValue(_seed),
            field is null ? null : text => Value(text, field));
        string directory = parsed.GetValue(_out)!;
        foreach ((string name, IReadOnlyList<AnnotatedText> part) in new[]
            { ("train", split.Train), ("dev", split.Dev), ("test", split.Test) })
        {
            string path = Path.Combine(directory, name + ".jsonl");
            if (part.Count > 0)
            {
                JsonLines.Write(path, part);
            }
            else
            {
                // One of an earlier split would be taken for a part of this one.
                File.Delete(path);
            }
        }

        if (split.RepeatedCount > 0)
        {
            _terminal.Error.WriteLine(FormattableString.Invariant(
                $"{split.RepeatedCount} texts stand more than once, but for case and white space; each went where its like is"));
        }

        _terminal.Out.WriteLine(split.ToTable());
        string groups = field is null ? "" : FormattableString.Invariant($" in {split.GroupCount} groups by '{field}'");
        _terminal.Out.WriteLine(FormattableString.Invariant($"{texts.Count} texts{groups}: {directory}"));
        return ExitCode.Done;
    }

    private void RequireField(string file, string? field, List<AnnotatedText> texts)
    {
        int without = field is null ? 0 : texts.Count(text => Value(text, field) is null);
        if (without == texts.Count)
        {
            string[] known = [.. texts.SelectMany(text => text.Fields).Select(pair => pair.Key).Distinct().Order(StringComparer.Ordinal)];
            string has = known.Length > 0 ? $"they have: {string.Join(", ", known)}" : "they have no fields beside the text";
            throw new UsageException($"{file}: no text has a field '{field}'; {has}");
        }

        if (without > 0)
        {
            _terminal.Error.WriteLine(FormattableString.Invariant(
                $"{without} texts have no field '{field}'; each of them stands alone"));
        }
    }

    private static string? Value(AnnotatedText text, string field) => text.Fields[field] is { } value
        ? value.ToJsonString()
        : null;

    private static Option<double> ShareOption(string name, string description)
    {
        return new Option<double>(name)
        {
            Description = description,
            DefaultValueFactory = _ => 0.1,
            HelpName = "SHARE",
            CustomParser = Parse,
        };

        double Parse(ArgumentResult result)
        {
            string text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is >= 0 and < 1)
            {
                return value;
            }

            result.AddError($"{name} takes a share from 0 up to, not including, 1, such as 0.1, not '{text}'");
            return 0;
        }
    }
}
