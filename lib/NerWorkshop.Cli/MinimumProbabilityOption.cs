using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace NerWorkshop.Cli;

/// <summary>The option to drop entities that the recognizer is not sure of.</summary>
internal sealed class MinimumProbabilityOption
{
    private readonly Option<double> _option = new("--min-probability")
    {
        Description = "Drop entities that the recognizer gives a lower probability; 0 keeps all. Rules are not concerned.",
        HelpName = "P",
        CustomParser = Parse,
    };

    public void AddTo(Command command) => command.Options.Add(_option);

    public void Apply(ParseResult parsed, Pipeline nlp)
    {
        // Not given, what was saved with the pipeline holds.
        if (parsed.GetResult(_option) is not null)
        {
            nlp.MinimumProbability = parsed.GetValue(_option);
        }
    }

    private static double Parse(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is >= 0 and <= 1)
        {
            return value;
        }

        result.AddError($"--min-probability takes a number from 0 to 1, such as 0.7, not '{text}'");
        return 0;
    }
}
