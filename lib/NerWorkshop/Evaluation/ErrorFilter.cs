using System.Globalization;

namespace NerWorkshop;

/// <summary>
/// Choices of a class and of a label, and the style by which they hide what was not chosen. Everything that can be
/// hidden has the class <c>f</c>, and one for each class of error, for each label, and for each error with its label.
/// </summary>
internal static class ErrorFilter
{
    private const string Anywhere = "#texts";

    /// <summary>What can be chosen: all texts, those with any error, those with an error of a class.</summary>
    private static readonly (string Name, string Key, ErrorClass? Class)[] Choices =
    [
        ("any error", "error", null),
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
    /// <param name="hasAny">Whether a label has an error of a class, or of any.</param>
    public static void WriteStyle(TextWriter writer, IReadOnlyList<string> labels, Func<ErrorClass?, string, bool> hasAny)
    {
        writer.Write("""
            fieldset { border: 1px solid rgba(128,128,128,.4); border-radius: .5em; margin: .5em 0; padding: .4em .8em .6em }
            fieldset label { display: inline-block; margin-right: 1.1em; white-space: nowrap }
            article { border-top: 1px solid rgba(128,128,128,.4); display: grid; grid-template-columns: 5em 1fr;
              content-visibility: auto; contain-intrinsic-size: auto 6em }
            article > div { position: relative; min-width: 0 }
            article h3 { font-size: .85em; font-weight: 400; margin: .6em 0 }
            article:has(ruby) h3 { margin: 1.6em 0 }
            .nothing { display: none }

            """);

        // A page that is closed would hide what was looked for; so all open where a browser can open them by style.
        writer.Write($"@supports selector(::details-content) {{ {Anywhere}:has(.pick:checked) "
            + "details::details-content { content-visibility: visible; block-size: auto } }\n");
        foreach ((_, string key, _) in Choices)
        {
            writer.Write($"{Anywhere}:has(#show-{key}:checked) .f:not(.{key}){{display:none}}\n");
        }

        for (int i = 0; i < labels.Count; i++)
        {
            writer.Write($"{Anywhere}:has(#show-{Key(i)}:checked) .f:not(.{Key(i)}){{display:none}}\n");
            foreach ((_, string key, ErrorClass? errorClass) in Choices)
            {
                string chosen = $"{Anywhere}:has(#show-{key}:checked):has(#show-{Key(i)}:checked)";
                writer.Write(hasAny(errorClass, labels[i])
                    ? $"{chosen} .f:not(.{key}-{Key(i)}){{display:none}}\n"
                    : $"{chosen} .nothing{{display:block}}\n");
            }
        }
    }

    /// <summary>The choices, with how many errors there are to each.</summary>
    public static void WriteChoices(TextWriter writer, ErrorAnalysis errors)
    {
        writer.Write("<fieldset><legend>Show texts</legend>");
        WriteChoice(writer, "class", "all", "all", errors.Docs.Count, isChosen: true, opensPages: false);
        WriteChoice(writer, "class", "error", "with any error", errors.Docs.Count(doc => doc.HasErrors), false, false);
        foreach ((string name, string key, ErrorClass? errorClass) in Choices)
        {
            if (errorClass is { } one)
            {
                WriteChoice(writer, "class", key, name, errors.Counts[one], false, opensPages: true);
            }
        }

        writer.Write("</fieldset>\n<fieldset><legend>with the label</legend>");
        WriteChoice(writer, "label", "any", "any", null, isChosen: true, opensPages: false);
        foreach ((int index, string label) in errors.Confusion.Labels.Index())
        {
            WriteChoice(writer, "label", Key(index), label, ErrorsWith(errors, label), false, opensPages: true);
        }

        writer.Write("</fieldset>\n");
    }

    private static int ErrorsWith(ErrorAnalysis errors, string label) =>
        errors.Docs.Sum(doc => doc.Errors.Count(pair => pair.Has(label)));

    private static void WriteChoice(
        TextWriter writer, string group, string key, string name, int? count, bool isChosen, bool opensPages)
    {
        writer.Write($"<label><input type=\"radio\" name=\"{group}\" id=\"show-{key}\"");
        writer.Write((opensPages ? " class=\"pick\"" : "") + (isChosen ? " checked" : "") + ">");
        writer.Write($" {Html.Encode(name)}{(count is null ? "" : $" ({count.Value.ToString(CultureInfo.InvariantCulture)})")}");
        writer.Write("</label> ");
    }

    private static string Key(int label) => string.Create(CultureInfo.InvariantCulture, $"l{label}");
}
