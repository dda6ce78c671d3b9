namespace NerWorkshop.Tests;

/// <summary>Documents with entities, for tests.</summary>
internal static class Docs
{
    /// <summary>A text whose entities are given by their first occurrence.</summary>
    public static Doc With(string text, params (string Substring, string Label)[] entities)
    {
        Doc doc = Tokenizer.English.Tokenize(text);
        return doc.WithEntities(entities.Select(entity =>
        {
            int start = text.IndexOf(entity.Substring, StringComparison.Ordinal);
            return doc.CharSpan(start, start + entity.Substring.Length, entity.Label, SpanAlignment.Expand)!;
        }));
    }
}
