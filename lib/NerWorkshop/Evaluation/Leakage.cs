namespace NerWorkshop;

/// <summary>
/// Finds texts that stand in two parts of the data. A model that is tested on what it learned from looks better than
/// it is.
/// </summary>
public static class Leakage
{
    /// <summary>
    /// The texts that stand in more than one part. Texts are the same if they differ in nothing but case and white
    /// space; those without anything else are passed over.
    /// </summary>
    /// <param name="parts">The parts, such as train and test, and their texts.</param>
    public static IReadOnlyList<LeakedText> Find(params IEnumerable<(string Part, IEnumerable<string> Texts)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var places = new OrderedDictionary<string, (string Text, List<(string Part, int Index)> Places)>(StringComparer.Ordinal);
        foreach ((string part, IEnumerable<string> texts) in parts)
        {
            foreach ((int index, string text) in texts.Index())
            {
                string key = Normalize(text);
                if (key.Length == 0)
                {
                    continue;
                }

                if (!places.TryGetValue(key, out (string Text, List<(string Part, int Index)> Places) known))
                {
                    places[key] = known = (text, []);
                }

                known.Places.Add((part, index));
            }
        }

        return
        [
            .. places.Values.Where(text => text.Places.Select(place => place.Part).Distinct().Skip(1).Any())
                .Select(text => new LeakedText(text.Text, text.Places)),
        ];
    }

    /// <summary>The text without what does not make it another.</summary>
    internal static string Normalize(string text) =>
        string.Join(' ', text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
