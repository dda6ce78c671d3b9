using System.Reflection;
using System.Runtime.CompilerServices;

namespace NerWorkshop.Notebooks;

/// <summary>
/// .NET Interactive's convention by which a type renders itself without a reference to the engine: an attribute class
/// named <c>TypeFormatterSourceAttribute</c> names a class whose <c>CreateTypeFormatters()</c> yields objects with a
/// <c>MimeType</c> and a <c>Format(object, TextWriter)</c>. All of it is found by name.
/// </summary>
internal sealed class FormatterSource
{
    private const string AttributeName = "TypeFormatterSourceAttribute";

    private static readonly ConditionalWeakTable<Type, StrongBox<FormatterSource?>> Cache = [];

    private readonly Dictionary<string, Func<object, TextWriter, bool>> _formatters;

    private FormatterSource(
        Dictionary<string, Func<object, TextWriter, bool>> formatters,
        IReadOnlyList<string> preferred)
    {
        _formatters = formatters;
        PreferredMimeTypes = preferred;
    }

    /// <summary>The MIME types which a value of the type is shown in, best first.</summary>
    public IReadOnlyList<string> PreferredMimeTypes { get; }

    /// <summary>What the type's attributes name; null where it has none.</summary>
    public static FormatterSource? For(Type type) =>
        Cache.GetValue(type, static type => new StrongBox<FormatterSource?>(Find(type))).Value;

    /// <summary>Formats the value, or returns null where the source has no such formatter or it declines.</summary>
    public string? Format(object value, string mimeType)
    {
        if (!_formatters.TryGetValue(mimeType, out var format))
        {
            return null;
        }

        var writer = new StringWriter { NewLine = "\n" };
        return format(value, writer) ? writer.ToString() : null;
    }

    private static FormatterSource? Find(Type type)
    {
        var formatters = new Dictionary<string, Func<object, TextWriter, bool>>(StringComparer.Ordinal);
        IReadOnlyList<string>? preferred = null;
        foreach (var attribute in type.GetCustomAttributes(inherit: true))
        {
            if (attribute.GetType().Name != AttributeName)
            {
                continue;
            }

            if (Property<Type>(attribute, "FormatterSourceType") is not { } sourceType)
            {
                continue;
            }

            if (Create(sourceType) is not { } source)
            {
                continue;
            }

            if (sourceType.GetMethod("CreateTypeFormatters", Type.EmptyTypes) is not { } create)
            {
                continue;
            }

            if (Invoke(create, source) is not IEnumerable<object> created)
            {
                continue;
            }

            foreach (var formatter in created)
            {
                if (Property<string>(formatter, "MimeType") is { } mimeType && Formatter(formatter) is { } format)
                {
                    formatters.TryAdd(mimeType, format);
                }
            }

            preferred ??= Property<string[]>(attribute, "PreferredMimeTypes") is { Length: > 0 } named ? named : null;
        }

        if (formatters.Count == 0)
        {
            return null;
        }

        preferred ??= [formatters.ContainsKey(MimeTypes.Html) ? MimeTypes.Html : formatters.Keys.First()];
        return new FormatterSource(formatters, preferred);
    }

    private static object? Create(Type type)
    {
        try
        {
            return type.GetConstructor(Type.EmptyTypes)?.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null);
        }
        catch (MemberAccessException)
        {
            // An abstract class cannot be made: the convention is not met.
            return null;
        }
    }

    private static Func<object, TextWriter, bool>? Formatter(object formatter)
    {
        var method = formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)]);
        return method is null || method.ReturnType != typeof(bool)
            ? null
            : method.CreateDelegate<Func<object, TextWriter, bool>>(formatter);
    }

    private static object? Invoke(MethodInfo method, object target) =>
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, null, null);

    private static T? Property<T>(object target, string name) where T : class =>
        target.GetType().GetProperty(name) is { CanRead: true } property ? property.GetValue(target) as T : null;
}
