using System.CommandLine;
using System.Globalization;

namespace NerWorkshop.Cli;

/// <summary>What the value given with an option must be.</summary>
internal static class OptionRequirement
{
    /// <summary>Refuses values for which a condition does not hold.</summary>
    /// <param name="option">The option.</param>
    /// <param name="holds">The condition.</param>
    /// <param name="values">What the message says the option takes: "a number from 1, such as 20".</param>
    public static Option<T> Require<T>(this Option<T> option, Func<T, bool> holds, string values)
        where T : IParsable<T>
    {
        option.Validators.Add(result =>
        {
            // What is no such value at all is refused by the parser.
            if (result.Tokens is [{ Value: var given }]
                && T.TryParse(given, CultureInfo.InvariantCulture, out T? value) && !holds(value))
            {
                result.AddError($"{option.Name} takes {values}, not '{given}'");
            }
        });
        return option;
    }
}
