using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NerWorkshop;

/// <summary>
/// A component that sets entities by patterns of characters: product numbers, handles, thread ids, whatever has a form
/// rather than a name. Of overlapping matches the longest wins, then the first. Entities set before are kept, unless
/// <see cref="OverwriteEntities"/>.
/// </summary>
/// <remarks>
/// A pattern searches the text, so it may cross spaces and tokens; <see cref="Alignment"/> decides what becomes of a
/// match that begins or ends inside a token. Patterns run without backtracking, so none can take forever; those that
/// need it, with lookarounds or backreferences, are stopped after a second and named. A file of patterns has a line of
/// JSON for each, <c>{"label": "PRODUCT_SKU", "regex": "[A-Z]{2,4}-\\d{4,8}", "id"?: "sku"}</c>: like that of an
/// <see cref="EntityRuler"/>, but under <c>regex</c>, so that neither is ever taken for the other.
/// Processing is safe from many threads; adding patterns at the same time is not.
/// </remarks>
/// <example><code>
/// var ruler = nlp.AddAfter("ner", new RegexRuler { OverwriteEntities = true });
/// ruler.Add("PRODUCT_SKU", @"\b[A-Z]{2,4}-\d{4,8}\b");
/// </code></example>
public sealed class RegexRuler : ISavableComponent
{
    private const string FileName = "patterns.jsonl";
    private const int ShownText = 40;

    private readonly List<(RegexPattern Pattern, Regex Regex)> _patterns = [];

    /// <summary>Whether a match replaces the entities it overlaps; by default it gives way to them.</summary>
    public bool OverwriteEntities { get; init; }

    /// <summary>
    /// What becomes of a match that begins or ends inside a token: by default it is dropped, as by
    /// <see cref="Doc.CharSpan"/>.
    /// </summary>
    public SpanAlignment Alignment { get; init; } = SpanAlignment.Strict;

    /// <summary>All patterns in the order they were added.</summary>
    public IReadOnlyList<RegexPattern> Patterns => [.. _patterns.Select(pattern => pattern.Pattern)];

    /// <summary>Number of patterns.</summary>
    public int Count => _patterns.Count;

    /// <summary>The labels of all patterns, in alphabetical order.</summary>
    public IReadOnlyList<string> Labels =>
        [.. _patterns.Select(pattern => pattern.Pattern.Label).Distinct().Order(StringComparer.Ordinal)];

    string ISavableComponent.Type => "regex_ruler";

    /// <summary>Adds a pattern under a label.</summary>
    /// <param name="label">The label of the entities it finds.</param>
    /// <param name="regex">The regular expression; <c>(?i)</c> in front ignores case.</param>
    /// <param name="id">An id given to the entities.</param>
    /// <exception cref="PatternException">It is no regular expression; the message says why.</exception>
    public void Add(string label, string regex, string id = "") => Add(new RegexPattern(label, regex, id));

    /// <summary>Adds a pattern.</summary>
    /// <exception cref="PatternException">It is no regular expression; the message says why.</exception>
    public void Add(RegexPattern pattern) => _patterns.Add(Compile(pattern));

    /// <summary>Adds the patterns of a file: JSON lines, <c>{"label": …, "regex": …, "id"?: …}</c>.</summary>
    /// <exception cref="PatternException">A line cannot be used; the message names the file and the line. None is added.</exception>
    public void Load(string path)
    {
        List<(RegexPattern, Regex)> read = [];
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                read.Add(Compile(Parse(line)));
            }
            catch (Exception e) when (e is PatternException or JsonException or InvalidOperationException or ArgumentException)
            {
                throw new PatternException($"{path}, line {number}: {e.Message}", e);
            }
        }

        _patterns.AddRange(read);
    }

    /// <summary>Writes all patterns to a file that <see cref="Load"/> reads.</summary>
    public void Save(string path) => AtomicFile.Write(path, writer =>
    {
        foreach ((RegexPattern pattern, _) in _patterns)
        {
            writer.WriteLine(Format(pattern));
        }
    });

    /// <inheritdoc/>
    /// <exception cref="PatternException">A pattern takes too long on the text; the message names both.</exception>
    public Doc Process(Doc doc)
    {
        List<Span> matches = [];
        foreach ((RegexPattern pattern, Regex regex) in _patterns)
        {
            AddMatches(doc, pattern, regex, matches);
        }

        return SpanFilters.SetEntities(doc, matches, OverwriteEntities);
    }

    private void AddMatches(Doc doc, RegexPattern pattern, Regex regex, List<Span> matches)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            foreach (ValueMatch match in regex.EnumerateMatches(doc.Text))
            {
                if (doc.CharSpan(match.Index, match.Index + match.Length, pattern.Label, Alignment) is { } span)
                {
                    matches.Add(new Span(doc, span.Start, span.End, pattern.Label, pattern.Id));
                }

                // The expression's own limit holds for one match; a text may have a great many slow ones.
                if (Stopwatch.GetElapsedTime(start) > UserRegex.TimeLimit)
                {
                    throw TooSlow(doc, pattern, null);
                }
            }
        }
        catch (RegexMatchTimeoutException e)
        {
            throw TooSlow(doc, pattern, e);
        }
    }

    private static PatternException TooSlow(Doc doc, RegexPattern pattern, Exception? cause)
    {
        string text = TerminalText.Cut(TerminalText.OneLine(doc.Text), ShownText);
        string message = string.Create(CultureInfo.InvariantCulture,
            $"The regular expression '{pattern.Regex}' ({pattern.Label}) took longer than {UserRegex.TimeLimit.TotalSeconds} s "
            + $"on a text of {doc.Text.Length} characters, '{text}'. Write it without lookarounds and backreferences, or "
            + $"narrow what it repeats.");
        return cause is null ? new PatternException(message) : new PatternException(message, cause);
    }

    private static (RegexPattern, Regex) Compile(RegexPattern pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern.Label);
        ArgumentException.ThrowIfNullOrEmpty(pattern.Regex);
        return (pattern, UserRegex.Compile(pattern.Regex));
    }

    private static RegexPattern Parse(string line)
    {
        if (JsonNode.Parse(line) is not JsonObject json)
        {
            throw new PatternException("not a JSON object");
        }

        if (json["regex"] is null && json["pattern"] is not null)
        {
            throw new PatternException(
                "this is a pattern of an EntityRuler; a RegexRuler's has \"label\" and \"regex\"");
        }

        return json["label"] is { } label && json["regex"] is { } regex
            ? new RegexPattern(label.GetValue<string>(), regex.GetValue<string>(), json["id"]?.GetValue<string>() ?? "")
            : throw new PatternException("a pattern is an object with \"label\" and \"regex\"");
    }

    private static string Format(RegexPattern pattern)
    {
        var json = new JsonObject { ["label"] = pattern.Label, ["regex"] = pattern.Regex };
        if (pattern.Id.Length > 0)
        {
            json["id"] = pattern.Id;
        }

        return json.ToJsonString(JsonLines.Options);
    }

    void ISavableComponent.Save(string directory)
    {
        JsonFile.WriteSettings(directory, new Settings(OverwriteEntities, Alignment));
        Save(Path.Combine(directory, FileName));
    }

    /// <summary>Reads back what a pipeline saved.</summary>
    internal static RegexRuler LoadComponent(string directory)
    {
        Settings settings = JsonFile.ReadSettings<Settings>(directory);
        var ruler = new RegexRuler { OverwriteEntities = settings.Overwrite, Alignment = settings.Alignment };
        ruler.Load(Path.Combine(directory, FileName));
        return ruler;
    }

    private sealed record Settings(bool Overwrite, SpanAlignment Alignment);
}
