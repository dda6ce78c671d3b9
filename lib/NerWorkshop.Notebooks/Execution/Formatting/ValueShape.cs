using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop.Notebooks;

/// <summary>How a value is shown, whatever the MIME type: as one text, by items, keys or members.</summary>
internal abstract record ValueShape
{
    /// <summary>So many items of a sequence are shown, as in .NET Interactive.</summary>
    public const int ItemLimit = 20;

    public const string Null = "<null>";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private ValueShape()
    {
    }

    /// <summary>A value that is one text.</summary>
    public sealed record Scalar(string Text) : ValueShape;

    /// <summary>A sequence: its first items and how many more there are (null: nobody knows how many).</summary>
    public sealed record Items(IReadOnlyList<object?> Values, int? More) : ValueShape;

    /// <summary>A dictionary, likewise.</summary>
    public sealed record Entries(IReadOnlyList<(object? Key, object? Value)> Values, int? More) : ValueShape;

    /// <summary>An object with public properties or fields.</summary>
    public sealed record Members(string Summary, IReadOnlyList<(string Name, object? Value)> Values) : ValueShape;

    /// <summary>Rows under named columns.</summary>
    public sealed record Columns(ColumnTable Table) : ValueShape;

    public static ValueShape Of(object? value) => value switch
    {
        null => new Scalar(Null),
        ValueShape shape => shape,
        ColumnTable table => new Columns(table),
        string text => new Scalar(text),
        Exception exception => new Scalar(ErrorReport.Describe(exception)),
        JsonNode node => new Scalar(node.ToJsonString(Indented)),
        JsonElement element => new Scalar(JsonSerializer.Serialize(element, Indented)),
        JsonDocument document => new Scalar(JsonSerializer.Serialize(document.RootElement, Indented)),
        ITuple tuple => TupleMembers(tuple),
        _ when IsScalar(value.GetType()) => new Scalar(ScalarText(value)),
        IDictionary dictionary => DictionaryEntries(dictionary),
        IEnumerable sequence => WithMembers(sequence, SequenceItems(sequence)),
        _ when AsArray(value) is { } array => SequenceItems(array),
        _ => ObjectMembers(value),
    };

    /// <summary>Whether values of the type are shown as one text.</summary>
    public static bool IsScalar(Type type) =>
        type.IsPrimitive || type.IsEnum || type.IsPointer
        || type == typeof(string) || type == typeof(decimal) || type == typeof(Guid)
        || type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(TimeSpan)
        || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(Half) || type == typeof(BigInteger)
        || type == typeof(Int128) || type == typeof(UInt128) || type == typeof(Index) || type == typeof(Range)
        || type == typeof(System.Text.Rune) || type == typeof(Version) || type == typeof(HtmlString)
        || type == typeof(ReadOnlyMemory<char>) || type == typeof(System.Text.StringBuilder)
        || typeof(Uri).IsAssignableFrom(type) || typeof(MemberInfo).IsAssignableFrom(type)
        || typeof(Delegate).IsAssignableFrom(type) || typeof(CultureInfo).IsAssignableFrom(type)
        || (Nullable.GetUnderlyingType(type) is { } underlying && IsScalar(underlying));

    /// <summary>One line that stands for the value.</summary>
    public static string Summarize(object? value)
    {
        if (value is null)
        {
            return Null;
        }

        var text = IsScalar(value.GetType()) ? ScalarText(value) : Describe(value);
        text = text.ReplaceLineEndings(" ");
        return text.Length <= 100 ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[98]) ? 98 : 99), "…");
    }

    private static string ScalarText(object value) => value switch
    {
        string text => text,
        DateTime time => time.ToString("u", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("u", CultureInfo.InvariantCulture),
        Type type => TypeNames.Of(type),
        Delegate function => TypeNames.Of(function.GetType()),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Describe(object value)
    {
        var type = value.GetType();
        var declaring = type.GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType;
        if (declaring == typeof(object) || declaring == typeof(ValueType))
        {
            return TypeNames.Of(type);
        }

        try
        {
            return value.ToString() ?? "";
        }
        catch (Exception e)
        {
            return $"{TypeNames.Of(type)}: {e.GetType().Name}: {e.Message}";
        }
    }

    private static Members TupleMembers(ITuple tuple) => new(
        Summarize(tuple),
        [.. Enumerable.Range(0, tuple.Length).Select(i => ($"Item{i + 1}", tuple[i]))]);

    private static Entries DictionaryEntries(IDictionary dictionary)
    {
        var entries = new List<(object?, object?)>();
        foreach (DictionaryEntry entry in dictionary)
        {
            if (entries.Count == ItemLimit)
            {
                break;
            }

            entries.Add((entry.Key, entry.Value));
        }

        return new Entries(entries, dictionary.Count - entries.Count);
    }

    private static ValueShape SequenceItems(IEnumerable sequence)
    {
        var items = new List<object?>();
        int? more = 0;
        var enumerator = sequence.GetEnumerator();
        try
        {
            while (enumerator.MoveNext())
            {
                if (items.Count == ItemLimit)
                {
                    // Counting could run the user's code for ever, so only a collection tells how many remain.
                    more = (sequence as ICollection)?.Count - ItemLimit;
                    break;
                }

                items.Add(enumerator.Current);
            }
        }
        finally
        {
            (enumerator as IDisposable)?.Dispose();
        }

        if (items.Count > 0 && items.TrueForAll(IsKeyValuePair))
        {
            return new Entries([.. items.Select(item => (Get(item!, "Key"), Get(item!, "Value")))], more);
        }

        var shape = new Items(items, more);
        return GroupKey(sequence) is { } key
            ? new Members(Summarize(key.GetValue(sequence)), [("Key", key.GetValue(sequence)), ("(values)", items)])
            : shape;
    }

    /// <summary>
    /// A sequence of the user's own type shows its members and then its items; those of the framework's types, such as
    /// a list's capacity, are of no interest.
    /// </summary>
    private static ValueShape WithMembers(IEnumerable sequence, ValueShape items)
    {
        var type = sequence.GetType();
        if (items is Members || type.Namespace?.Split('.')[0] is "System" or "Microsoft" || type.IsArray
            || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) || type.Name.StartsWith('<'))
        {
            return items;
        }

        var members = MemberCache.GetValue(type, FindMembers)
            .Where(member => member.Name is not ("Count" or "Length" or "Keys" or "Values" or "Comparer"))
            .Select(member => (member.Name, Read(member, sequence)))
            .ToList();
        return members.Count == 0
            ? items
            : new Members(Summarize(sequence), [.. members, ("(values)", items)]);
    }

    /// <summary>Memory, and what else is a sequence but does not say so, as an array.</summary>
    private static Array? AsArray(object value) =>
        value.GetType() is { IsGenericType: true } type
        && type.GetGenericTypeDefinition() is var definition
        && (definition == typeof(ReadOnlyMemory<>) || definition == typeof(Memory<>))
            ? (Array)type.GetMethod("ToArray")!.Invoke(value, null)!
            : null;

    private static ValueShape ObjectMembers(object value)
    {
        var members = MemberCache.GetValue(value.GetType(), FindMembers);
        return members.Length == 0
            ? new Scalar(Describe(value))
            : new Members(Summarize(value), [.. members.Select(member => (member.Name, Read(member, value)))]);
    }

    private static readonly ConditionalWeakTable<Type, MemberInfo[]> MemberCache = [];

    private static MemberInfo[] FindMembers(Type type)
    {
        const BindingFlags PublicInstance = BindingFlags.Public | BindingFlags.Instance;
        return
        [
            .. type.GetMembers(PublicInstance)
                .Where(member => member.GetCustomAttribute<DebuggerBrowsableAttribute>() is not
                    { State: DebuggerBrowsableState.Never })
                .Where(member => member switch
                {
                    PropertyInfo property => property.GetMethod is { IsPublic: true }
                        && property.GetIndexParameters().Length == 0 && CanBeBoxed(property.PropertyType),
                    FieldInfo field => CanBeBoxed(field.FieldType),
                    _ => false,
                })
                .DistinctBy(member => member.Name),
        ];

        static bool CanBeBoxed(Type type) => !type.IsByRefLike && !type.IsByRef && !type.IsPointer;
    }

    /// <summary>A getter that throws shows its exception and spoils nothing else.</summary>
    private static object? Read(MemberInfo member, object value)
    {
        try
        {
            return member is PropertyInfo property ? property.GetValue(value) : ((FieldInfo)member).GetValue(value);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            return e.InnerException;
        }
    }

    private static bool IsKeyValuePair(object? item) =>
        item?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    private static object? Get(object item, string property) => item.GetType().GetProperty(property)!.GetValue(item);

    private static PropertyInfo? GroupKey(IEnumerable sequence) => sequence.GetType().GetInterfaces()
        .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IGrouping<,>))
        ?.GetProperty("Key");
}
