using System.Collections.Concurrent;

namespace NerWorkshop;

/// <summary>
/// Attributes of one's own, computed from a token when asked for: spaCy's <c>Token.set_extension</c> with a getter.
/// Patterns ask for them under <c>_</c>: <c>{"_": {"is_platform": true}}</c>.
/// </summary>
public static class TokenExtensions
{
    private static readonly ConcurrentDictionary<string, Func<Token, object?>> Getters = new(StringComparer.Ordinal);

    /// <summary>The names of all attributes there are.</summary>
    public static IReadOnlyCollection<string> Names => [.. Getters.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Sets or replaces an attribute for all documents.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="getter">Gives a string, a bool, a number, or a list of strings; may be called from many threads.</param>
    public static void Set(string name, Func<Token, object?> getter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(getter);
        Getters[name] = getter;
    }

    /// <summary>Whether there is an attribute of this name.</summary>
    public static bool Has(string name) => Getters.ContainsKey(name);

    /// <summary>Removes an attribute, if there is one of this name.</summary>
    public static void Remove(string name) => Getters.TryRemove(name, out _);

    /// <summary>The value of an attribute for a token.</summary>
    /// <exception cref="KeyNotFoundException">There is none of this name; the message lists those there are.</exception>
    public static object? Get(this Token token, string name) => Getters.TryGetValue(name, out Func<Token, object?>? getter)
        ? getter(token)
        : throw new KeyNotFoundException(
            $"There is no attribute '{name}'. Set it with TokenExtensions.Set. There are: {string.Join(", ", Names)}.");
}
