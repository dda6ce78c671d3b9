namespace NerWorkshop.Notebooks;

/// <summary>Turns a value into what a notebook shows: in substance what .NET Interactive does.</summary>
internal static class Formatter
{
    /// <summary>The representations of the value by MIME type, best first.</summary>
    /// <param name="value">Any value, or null.</param>
    /// <param name="mimeTypes">The MIME types that are asked for; none: those the value's type prefers.</param>
    public static IReadOnlyDictionary<string, string> Format(object? value, params IReadOnlyList<string> mimeTypes)
    {
        if (mimeTypes.Count == 0)
        {
            mimeTypes = PreferredFor(value);
        }

        return mimeTypes.Distinct(StringComparer.Ordinal)
            .ToDictionary(type => type, type => Format(value, type), StringComparer.Ordinal);
    }

    private static IReadOnlyList<string> PreferredFor(object? value) => value switch
    {
        string => [MimeTypes.Plain],
        HtmlString => [MimeTypes.Html],
        not null when FormatterSource.For(value.GetType()) is { } source => source.PreferredMimeTypes,
        _ => [MimeTypes.Html, MimeTypes.Plain],
    };

    private static string Format(object? value, string mimeType)
    {
        if (mimeType == MimeTypes.Html)
        {
            return HtmlFormatter.Format(value);
        }

        if (mimeType == MimeTypes.Plain)
        {
            return PlainTextFormatter.Format(value);
        }

        var own = value is null ? null : FormatterSource.For(value.GetType())?.Format(value, mimeType);
        if (own is not null)
        {
            return own;
        }

        if (mimeType == MimeTypes.Json || mimeType.EndsWith("+json", StringComparison.Ordinal))
        {
            return System.Text.Json.JsonSerializer.Serialize(value);
        }

        return value as string ?? PlainTextFormatter.Format(value);
    }

    /// <summary>The text as HTML, fit for content and quoted attributes. What is not ASCII stays.</summary>
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal);
}
