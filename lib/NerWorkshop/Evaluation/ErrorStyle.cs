using System.Text;

namespace NerWorkshop;

/// <summary>
/// How marked and predicted entities look: the marked has a solid line and its label above the text, the predicted a
/// dashed line and its label below. Colours tell the classes apart, and so do their names.
/// </summary>
/// <param name="isInline">
/// Whether each element carries its own style, as a notebook's output needs it; else it has a class, which a page's
/// style sheet (<see cref="Sheet"/>) explains once.
/// </param>
internal sealed class ErrorStyle(bool isInline)
{
    /// <summary>Opacity of the tint behind a label: the page's own text colour must stay readable on it.</summary>
    private const string Tint = ".25";

    private static readonly Dictionary<string, string> Rules = new(StringComparer.Ordinal)
    {
        ["text"] = "white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext;padding:.4em 0",
        ["labelled"] = "line-height:3.5;padding:0",
        ["over"] = "ruby-position:over;ruby-align:center",
        ["under"] = "ruby-position:under;ruby-align:center",
        ["short"] = "white-space:nowrap",
        ["label"] = "font:600 .68em/1.35 system-ui,sans-serif;-webkit-user-select:none;user-select:none",
        ["list"] = "margin:.1em 0 .5em;padding-left:1.2em;font-size:.9em",
        ["unseen"] = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap",
    };

    static ErrorStyle()
    {
        foreach (ErrorClass errorClass in ErrorClasses.All)
        {
            Rgb color = ColorOf(errorClass);
            string name = Short(errorClass);
            Rules["g" + name] = $"border-top:2px solid {color}";
            Rules["p" + name] = $"border-bottom:2px dashed {color}";

            // What is correct is there to be seen, but errors are what one looks for.
            string box = errorClass == ErrorClass.Correct
                ? "font-weight:400"
                : $"background:rgba({color.R},{color.G},{color.B},{Tint});box-shadow:0 0 0 1px {color};border-radius:.25em";
            Rules["c" + name] = $"display:inline-block;margin:4px 1px;padding:0 .35em;white-space:nowrap;{box}";
        }
    }

    /// <summary>What pages of texts with choices above them look like.</summary>
    private const string Layout = """
        fieldset { border: 1px solid rgba(128,128,128,.4); border-radius: .5em; margin: .5em 0; padding: .4em .8em .6em }
        fieldset label { display: inline-block; margin-right: 1.1em }
        article { border-top: 1px solid rgba(128,128,128,.4); content-visibility: auto; contain-intrinsic-size: auto 6em }
        article h3, article h4 { font-size: .85em; margin: .6em 0 0 }
        article h3 { font-weight: 400 }
        article > div { position: relative }

        """;

    /// <summary>The style sheet for pages whose elements have classes.</summary>
    public static string Sheet
    {
        get
        {
            var sheet = new StringBuilder(Layout);
            foreach ((string name, string rule) in Rules)
            {
                sheet.Append($".{name} {{ {rule} }}\n");
            }

            return sheet.ToString();
        }
    }

    /// <summary>The attribute that gives an element its look, with a space before it.</summary>
    public string Attribute(params string[] names) => isInline
        ? $" style=\"{string.Join(';', names.Select(name => Rules[name]))}\""
        : $" class=\"{string.Join(' ', names)}\"";

    /// <summary>The look of the text of a marked entity.</summary>
    public static string Gold(ErrorClass errorClass) => "g" + Short(errorClass);

    /// <summary>The look of the text of a predicted entity.</summary>
    public static string Predicted(ErrorClass errorClass) => "p" + Short(errorClass);

    /// <summary>The look of a label.</summary>
    public static string Chip(ErrorClass errorClass) => "c" + Short(errorClass);

    /// <summary>A name of a class that can be part of another name.</summary>
    public static string Short(ErrorClass errorClass) => errorClass switch
    {
        ErrorClass.Correct => "ok",
        ErrorClass.Boundary => "boundary",
        ErrorClass.Type => "type",
        ErrorClass.BoundaryAndType => "both",
        ErrorClass.Missed => "missed",
        _ => "spurious",
    };

    private static Rgb ColorOf(ErrorClass errorClass) => Chart.Colors[errorClass switch
    {
        ErrorClass.Correct => 2,
        ErrorClass.Boundary => 0,
        ErrorClass.Type => 3,
        ErrorClass.BoundaryAndType => 5,
        ErrorClass.Missed => 4,
        _ => 1,
    }];
}
