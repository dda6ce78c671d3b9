using System.Globalization;

namespace NerWorkshop;

/// <summary>
/// Choices of a class and of a label, and the style by which they hide what was not chosen. Everything that can be
/// hidden has the class <c>f</c>, and one for each class of error, for each label, and for each error with its label.
/// </summary>
/// <remarks>
/// The choices stand beside the pages, not around them, and what was chosen is shown by its own class: so a browser
/// looks at few rules for each of ten thousand texts.
/// </remarks>
internal static class ErrorFilter
{
    private const string Shown = "{display:revert}\n";

    /// <summary>What can be chosen beside all texts: those with any error, or with an error of a class.</summary>
    private static readonly (string Name, string Key, ErrorClass? Class)[] Choices =
    [
        ("with any error", "error", null),
        .. ErrorClasses.Errors.Select(c => (c.Name(), ErrorStyle.Short(c), (ErrorClass?)c)),
    ];

    /// <summary>The class attribute's value for something that holds pairs.</summary>
    public static string ClassesOf(IEnumerable<EntityPair> pairs, string[] labels)
    {
        var classes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (EntityPair pair in pairs)
        {
            string[] of = [.. new[] { pair.Gold?.Label, pair.Predicted?.Label }.OfType<string>().Distinct()
                .Select(label => Key(Array.BinarySearch(labels, label, StringComparer.Ordinal)))];
            classes.UnionWith(of);
            if (pair.Class != ErrorClass.Correct)
            {
                classes.UnionWith(["error", ErrorStyle.Short(pair.Class)]);
                classes.UnionWith(of.SelectMany(label =>
                    new[] { $"error-{label}", $"{ErrorStyle.Short(pair.Class)}-{label}" }));
            }
        }

        return string.Join(' ', classes.Prepend("f"));
    }

    /// <summary>The style that hides what was not chosen.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="labels">The labels to choose from.</param>
    /// <param name="occurring">Each label with each class of error it has, and with none in particular.</param>
    public static void WriteStyle(
        TextWriter writer, IReadOnlyList<string> labels, HashSet<(ErrorClass? Class, string Label)> occurring)
    {
        writer.Write("""
            .nothing { display: none }
            #by-class:has(.pick:checked) ~ #pages .f, #by-label:has(.pick:checked) ~ #pages .f { display: none }

            """);

        // A page that is closed would hide what was looked for; so all open where a browser can open them by style.
        writer.Write("""
            @supports selector(::details-content) {
              #by-class:has(.open:checked) ~ #pages details::details-content,
              #by-label:has(.open:checked) ~ #pages details::details-content { content-visibility: visible; block-size: auto } }

            """);
        foreach ((_, string key, _) in Choices)
        {
            writer.Write($"{Chosen(key, "any")} ~ #pages .{key}{Shown}");
        }

        for (int i = 0; i < labels.Count; i++)
        {
            writer.Write($"{Chosen("all", Key(i))} ~ #pages .{Key(i)}{Shown}");
            foreach ((_, string key, ErrorClass? errorClass) in Choices)
            {
                writer.Write(Chosen(key, Key(i)));
                writer.Write(occurring.Contains((errorClass, labels[i]))
                    ? $" ~ #pages .{key}-{Key(i)}{Shown}"
                    : " ~ .nothing{display:block}\n");
            }
        }
    }

    /// <summary>The choices, with how many errors there are to each.</summary>
    public static void WriteChoices(TextWriter writer, ErrorAnalysis errors)
    {
        writer.Write("<fieldset id=\"by-class\"><legend>Show texts</legend>");
        WriteChoice(writer, "class", "all", "all", errors.Docs.Count, "");
        foreach ((string name, string key, ErrorClass? errorClass) in Choices)
        {
            int count = errorClass is { } one ? errors.Counts[one] : errors.Docs.Count(doc => doc.HasErrors);
            WriteChoice(writer, "class", key, name, count, errorClass is null ? "pick" : "pick open");
        }

        writer.Write("</fieldset>\n<fieldset id=\"by-label\"><legend>with the label</legend>");
        WriteChoice(writer, "label", "any", "any", null, "");
        Dictionary<string, int> counts = errors.Docs.SelectMany(doc => doc.Errors)
            .SelectMany(pair => new[] { pair.Gold?.Label, pair.Predicted?.Label }.OfType<string>().Distinct())
            .CountBy(label => label).ToDictionary(StringComparer.Ordinal);
        foreach ((int index, string label) in errors.Confusion.Labels.Index())
        {
            WriteChoice(writer, "label", Key(index), label, counts.GetValueOrDefault(label), "pick open");
        }

        writer.Write("</fieldset>\n");
    }

    /// <summary>One choice; the one that picks nothing is chosen at first.</summary>
    public static void WriteChoice(
        TextWriter writer, string group, string key, string name, int? count, string classes)
    {
        writer.Write($"<label><input type=\"radio\" name=\"{group}\" id=\"show-{key}\"");
        writer.Write(classes.Length > 0 ? $" class=\"{classes}\"" : " checked");
        writer.Write($"> {Html.Encode(name)}");
        writer.Write(count is { } number ? string.Create(CultureInfo.InvariantCulture, $" ({number})") : "");
        writer.Write("</label> ");
    }

    private static string Chosen(string errorClass, string label) =>
        $"#by-class:has(#show-{errorClass}:checked) ~ #by-label:has(#show-{label}:checked)";

    private static string Key(int label) => string.Create(CultureInfo.InvariantCulture, $"l{label}");
}
