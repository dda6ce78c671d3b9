using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace NerWorkshop.Cli;

/// <summary>The options by which a verb is told what pipeline to use.</summary>
internal sealed class PipelineOptions
{
    private readonly Option<string> _model = new("--model")
    {
        Description = "The pipeline: a model's name, a folder, or 'blank' for none but the rules.",
        DefaultValueFactory = _ => "en_open_sm",
        HelpName = "NAME|DIR",
    };

    private readonly Option<string?> _rules = new("--rules")
    {
        Description = "Patterns in spaCy's JSON lines, set before the recognizer and overwriting it.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _kb = new("--kb")
    {
        Description = "A knowledge base in JSON lines: last of all, entities are linked to it.",
        HelpName = "FILE",
    };

    private readonly Option<int?> _threads = new("--threads")
    {
        Description = "How many threads may work; by default all cores.",
        HelpName = "N",
        CustomParser = ParseThreads,
    };

    private readonly MinimumProbabilityOption _minimumProbability = new();

    public void AddTo(Command command)
    {
        command.Options.Add(_model);
        command.Options.Add(_rules);
        command.Options.Add(_kb);
        command.Options.Add(_threads);
        _minimumProbability.AddTo(command);
    }

    /// <summary>The pipeline as asked for.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such model.</exception>
    /// <exception cref="PatternException">A rule cannot be used; the message names file and line.</exception>
    /// <exception cref="InvalidDataException">A line of the knowledge base cannot be used; the message names it.</exception>
    public Pipeline Load(ParseResult parsed)
    {
        string model = parsed.GetValue(_model)!;
        Pipeline nlp = model == "blank" ? Pipeline.Blank() : Pipeline.Load(model);
        _minimumProbability.Apply(parsed, nlp);
        if (parsed.GetValue(_rules) is { } rules)
        {
            // What a person wrote down goes before what the model guesses.
            nlp.AddFirst(new EntityRuler { OverwriteEntities = true, PhraseAttribute = TokenAttribute.Lower }, "rules").Load(rules);
        }

        if (parsed.GetValue(_kb) is { } kb)
        {
            nlp.Add(new EntityLinker(KnowledgeBase.Load(kb)), "kb");
        }

        return nlp;
    }

    public int Threads(ParseResult parsed) => parsed.GetValue(_threads) ?? Environment.ProcessorCount;

    private static int? ParseThreads(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads >= 1)
        {
            return threads;
        }

        result.AddError($"--threads takes a number from 1 on, not '{text}'");
        return null;
    }
}
