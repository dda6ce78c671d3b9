using System.Buffers;

namespace NerWorkshop;

/// <summary>
/// Finds the aliases that a mention may be: as written; else in its folded form (<see cref="FoldedName"/>); else with one
/// typing error (<see cref="TypingErrors"/>). The first of these that finds any decides.
/// </summary>
internal sealed class AliasIndex
{
    /// <summary>Names up to this length are folded without touching the heap.</summary>
    private const int OnStack = 256;

    private readonly List<(string Name, (int Entity, double Prior)[] Entities)> _aliases = [];
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _find;

    /// <summary>The newest alias of each folded form; <see cref="_older"/> leads on to the others of that form.</summary>
    private readonly Dictionary<string, int> _byForm = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _findForm;
    private readonly List<int> _older = [];
    private TypingErrors? _errors;

    public AliasIndex()
    {
        _find = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
        _findForm = _byForm.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => _aliases.Count;

    public string NameOf(int alias) => _aliases[alias].Name;

    public (int Entity, double Prior)[] EntitiesOf(int alias) => _aliases[alias].Entities;

    /// <summary>The alias that is written so, or -1.</summary>
    public int Find(ReadOnlySpan<char> name) => _find.TryGetValue(name, out int alias) ? alias : -1;

    public void Add(string name, (int Entity, double Prior)[] entities)
    {
        int alias = _aliases.Count;
        _aliases.Add((name, entities));
        _byName.Add(name, alias);
        string form = FoldedName.Of(name);
        _older.Add(_byForm.GetValueOrDefault(form, -1));
        _byForm[form] = alias;
        _errors = null;
    }

    /// <summary>Adds the aliases that a mention may be to a list.</summary>
    /// <param name="mention">The mention as written.</param>
    /// <param name="typingErrors">Whether one typing error is forgiven where nothing else is found.</param>
    /// <param name="found">Where they are put; empty.</param>
    /// <returns>Whether a typing error was forgiven.</returns>
    public bool Find(ReadOnlySpan<char> mention, bool typingErrors, List<int> found)
    {
        int exact = Find(mention);
        if (exact >= 0)
        {
            found.Add(exact);
            return false;
        }

        char[]? rented = null;
        Span<char> buffer = mention.Length <= OnStack
            ? stackalloc char[OnStack]
            : rented = ArrayPool<char>.Shared.Rent(mention.Length);
        ReadOnlySpan<char> form = buffer[..FoldedName.Fold(mention, buffer)];
        AddForm(form, found);
        bool isForgiven = found.Count == 0 && typingErrors;
        if (isForgiven)
        {
            // Two threads may both make it, with the same result.
            TypingErrors errors = _errors ??= new TypingErrors([.. _byForm.Keys]);
            foreach (string near in errors.Near(form))
            {
                AddForm(near, found);
            }
        }

        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return isForgiven;
    }

    private void AddForm(ReadOnlySpan<char> form, List<int> found)
    {
        for (int alias = _findForm.TryGetValue(form, out int newest) ? newest : -1; alias >= 0; alias = _older[alias])
        {
            found.Add(alias);
        }
    }
}
