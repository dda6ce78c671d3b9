using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace NerWorkshop.Notebooks;

/// <summary>
/// HTML from a notebook, made fit for a page: well-formed, no script, nothing that loads from elsewhere. What is not
/// known to be harmless goes; text stays.
/// </summary>
internal static class HtmlSanitizer
{
    /// <summary>Elements that go with all that is in them.</summary>
    private static readonly HashSet<string> Removed = new(StringComparer.OrdinalIgnoreCase)
    {
        "applet", "audio", "base", "embed", "foreignobject", "frame", "frameset", "head", "iframe", "link", "math",
        "meta", "noembed", "noframes", "object", "param", "plaintext", "portal", "script", "select",
        "source", "template", "textarea", "title", "track", "video", "xmp", "animate", "animatemotion",
        "animatetransform", "set",
    };

    /// <summary>Elements that stay; of all others only the content does.</summary>
    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code",
        "col", "colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
        "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "input", "ins", "kbd", "li", "main",
        "mark", "meter", "ol", "p", "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span",
        "strong", "style", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u",
        "ul", "var", "wbr",
        "svg", "g", "defs", "desc", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
        "text", "tspan", "textpath", "lineargradient", "radialgradient", "stop", "pattern", "clippath", "mask",
        "marker",
    };

    private static readonly HashSet<string> RemovedAttributes = new(StringComparer.OrdinalIgnoreCase)
    {
        "action", "autofocus", "background", "download", "form", "formaction", "is", "manifest", "ping", "poster",
        "srcdoc", "srcset", "target",
    };

    private static readonly HtmlParser Parser = new(new HtmlParserOptions { IsKeepingSourceReferences = false });

    public static string Sanitize(string html)
    {
        using var document = Parser.ParseDocument("<!DOCTYPE html><body></body>");
        var body = document.Body!;
        body.Append([.. Parser.ParseFragment(html, body)]);
        Clean(body);
        return body.InnerHtml;
    }

    private static void Clean(INode parent)
    {
        foreach (var node in parent.ChildNodes.ToList())
        {
            if (node is not IElement element)
            {
                if (node is not IText)
                {
                    node.Parent!.RemoveChild(node);
                }

                continue;
            }

            // A title is a tooltip within a drawing, and its accessible name.
            var isSvgTitle = element.LocalName == "title"
                && parent is IElement owner && owner.NamespaceUri == NamespaceNames.SvgUri;
            var isRemoved = Removed.Contains(element.LocalName) || IsUnsafeStyle(element) || IsUnsafeInput(element);
            if (isRemoved && !isSvgTitle)
            {
                element.Remove();
                continue;
            }

            Clean(element);
            if (isSvgTitle || Kept.Contains(element.LocalName))
            {
                CleanAttributes(element);
            }
            else
            {
                element.Replace([.. element.ChildNodes]);
            }
        }
    }

    private static void CleanAttributes(IElement element)
    {
        foreach (var attribute in element.Attributes.ToList())
        {
            var name = attribute.LocalName;
            var keep = !name.StartsWith("on", StringComparison.OrdinalIgnoreCase)
                && !RemovedAttributes.Contains(name)
                && name.ToLowerInvariant() switch
                {
                    "href" => element.LocalName == "a" ? IsSafeLink(attribute.Value) : attribute.Value.StartsWith('#'),
                    "src" => attribute.Value.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase),
                    _ => !LoadsFromElsewhere(attribute.Value),
                };
            if (keep)
            {
                continue;
            }

            if (attribute.NamespaceUri is { } space)
            {
                element.RemoveAttribute(space, name);
            }
            else
            {
                element.RemoveAttribute(attribute.Name);
            }
        }
    }

    private static bool IsSafeLink(string href)
    {
        // Browsers read over white space and control characters within a scheme.
        var text = string.Concat(href.Where(c => c > ' '));
        var colon = text.IndexOf(':');
        var end = text.IndexOfAny(['/', '?', '#']);
        if (colon < 0 || (end >= 0 && end < colon))
        {
            return true;
        }

        return text[..colon].ToLowerInvariant() is "http" or "https" or "mailto";
    }

    private static bool IsUnsafeStyle(IElement element) =>
        element.LocalName == "style" && LoadsFromElsewhere(element.TextContent);

    /// <summary>Only the check boxes of a task list.</summary>
    private static bool IsUnsafeInput(IElement element) => element is IHtmlInputElement input
        && !(input.Type == "checkbox" && input.IsDisabled);

    /// <summary>Style that names another resource; one within the page, such as a gradient, is fine.</summary>
    private static bool LoadsFromElsewhere(string style)
    {
        var text = style.Replace("\\", "", StringComparison.Ordinal);
        if (text.Contains("@import", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        for (var at = 0; (at = text.IndexOf("url(", at, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            at += 4;
            if (!text.AsSpan(at).TrimStart(" \t\r\n'\"").StartsWith("#"))
            {
                return true;
            }
        }

        return text.Contains("image-set(", StringComparison.OrdinalIgnoreCase);
    }
}
