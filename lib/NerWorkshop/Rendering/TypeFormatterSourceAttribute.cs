namespace NerWorkshop;

/// <summary>
/// Says which class formats a type for notebooks. Notebook engines look for an attribute of this name and these
/// properties, so that neither has to refer to the other.
/// </summary>
/// <param name="formatterSourceType">
/// A class with a public parameterless constructor and <c>CreateTypeFormatters()</c>.
/// </param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = true)]
public sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The class that makes the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The MIME types to show a value in, best first.</summary>
    public string[] PreferredMimeTypes { get; set; } = ["text/html", "text/plain"];
}
