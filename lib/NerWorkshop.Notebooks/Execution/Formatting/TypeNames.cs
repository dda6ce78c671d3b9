using System.Text;

namespace NerWorkshop.Notebooks;

/// <summary>Type names as C# writes them, without namespaces and without the wrapper that a cell compiles to.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(void)] = "void",
    };

    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type.IsByRef)
        {
            return Of(type.GetElementType()!);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (IsAnonymous(type))
        {
            return "(anonymous)";
        }

        if (type.FullName is { } name && name.StartsWith("System.ValueTuple`", StringComparison.Ordinal))
        {
            return "(" + string.Join(", ", type.GetGenericArguments().Select(Of)) + ")";
        }

        var builder = new StringBuilder();
        Append(builder, type, type.GetGenericArguments());
        return builder.ToString();
    }

    public static bool IsAnonymous(Type type) => type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal);

    private static void Append(StringBuilder builder, Type type, Type[] arguments)
    {
        var outer = type.DeclaringType is { } declaring ? declaring.GetGenericArguments().Length : 0;
        if (type.DeclaringType is { } container && !CellAssembly.IsCellClass(container))
        {
            Append(builder, container, arguments);
            builder.Append('.');
        }

        var tick = type.Name.IndexOf('`');
        builder.Append(tick < 0 ? type.Name : type.Name[..tick]);
        var own = arguments.Take(type.GetGenericArguments().Length).Skip(outer).ToArray();
        if (own.Length > 0)
        {
            builder.Append('<').AppendJoin(", ", own.Select(Of)).Append('>');
        }
    }
}
