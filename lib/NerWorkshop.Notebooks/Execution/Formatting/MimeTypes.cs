namespace NerWorkshop.Notebooks;

/// <summary>The MIME types that the engine itself writes.</summary>
internal static class MimeTypes
{
    public const string Html = "text/html";
    public const string Plain = "text/plain";
    public const string Json = "application/json";
    public const string Markdown = "text/markdown";
}
