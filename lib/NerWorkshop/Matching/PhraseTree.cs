using System.Runtime.InteropServices;

namespace NerWorkshop;

/// <summary>
/// A tree of words in which every phrase is a path from the root; a million phrases take some tens of megabytes.
/// </summary>
internal sealed class PhraseTree
{
    /// <summary>The node that every phrase starts from.</summary>
    public const int Root = 0;

    /// <summary>For each node the edge that leads to it; none leads to the root.</summary>
    private List<(int Parent, int Word)> _edges = [(-1, -1)];

    /// <summary>Nodes by the edge that leads to them.</summary>
    private HashIndex _index = new();

    /// <summary>For each node the first of its rules in <see cref="_rules"/>, or -1.</summary>
    private List<int> _firstRule = [-1];

    /// <summary>Chains of rules: one, and the place of the next one or -1.</summary>
    private List<(int Rule, int Next)> _rules = [];

    public bool IsEmpty => _edges.Count == 1;

    /// <summary>The node that a word leads to from a node, or -1.</summary>
    public int Child(int node, int word) => Child(node, word, HashOf(node, word));

    /// <summary>The node that a word leads to from a node, made where there is none.</summary>
    public int AddChild(int node, int word)
    {
        int hash = HashOf(node, word);
        int known = Child(node, word, hash);
        if (known >= 0)
        {
            return known;
        }

        int child = _edges.Count;
        _edges.Add((node, word));
        _firstRule.Add(-1);
        _index.Add(hash, child);
        return child;
    }

    /// <summary>Marks a node as the end of a phrase of a rule; once is enough.</summary>
    public void AddRule(int node, int rule)
    {
        for (int place = _firstRule[node]; place >= 0; place = _rules[place].Next)
        {
            if (_rules[place].Rule == rule)
            {
                return;
            }
        }

        _rules.Add((rule, _firstRule[node]));
        _firstRule[node] = _rules.Count - 1;
    }

    /// <summary>Takes the marks of a rule from all nodes; the nodes stay.</summary>
    public void RemoveRule(int rule)
    {
        Span<(int Rule, int Next)> rules = CollectionsMarshal.AsSpan(_rules);
        foreach (ref int first in CollectionsMarshal.AsSpan(_firstRule))
        {
            ref int link = ref first;
            while (link >= 0)
            {
                if (rules[link].Rule == rule)
                {
                    link = rules[link].Next;
                }
                else
                {
                    link = ref rules[link].Next;
                }
            }
        }
    }

    /// <summary>Adds a match for every rule that has a phrase ending at a node.</summary>
    public void AddMatches(int node, int start, int end, List<PatternMatch> matches)
    {
        int first = matches.Count;
        for (int place = _firstRule[node]; place >= 0; place = _rules[place].Next)
        {
            matches.Add(new PatternMatch(_rules[place].Rule, start, end));
        }

        // The chain holds the newest rule first.
        matches.Reverse(first, matches.Count - first);
    }

    public void Write(ArrayWriter writer)
    {
        writer.Write(_edges);
        _index.Write(writer);
        writer.Write(_firstRule);
        writer.Write(_rules);
    }

    /// <exception cref="InvalidDataException">The parts do not fit together.</exception>
    public static PhraseTree Read(ArrayReader reader, int rules)
    {
        var tree = new PhraseTree { _edges = reader.ReadList<(int, int)>() };
        int nodes = tree._edges.Count;
        reader.Require(nodes > 0);
        tree._index = HashIndex.Read(reader, Root + 1, nodes);
        tree._firstRule = reader.ReadList<int>();
        tree._rules = reader.ReadList<(int, int)>();
        reader.Require(tree._firstRule.Count == nodes);
        foreach (int first in tree._firstRule)
        {
            reader.Require(first >= -1 && first < tree._rules.Count);
        }

        for (int place = 0; place < tree._rules.Count; place++)
        {
            // A chain leads to earlier places only, so that following it ends.
            (int rule, int next) = tree._rules[place];
            reader.Require((uint)rule < (uint)rules && next >= -1 && next < place);
        }

        return tree;
    }

    private int Child(int node, int word, int hash)
    {
        foreach (int child in _index.With(hash))
        {
            if (_edges[child] == (node, word))
            {
                return child;
            }
        }

        return -1;
    }

    private static int HashOf(int node, int word) => (int)StableHash.Mix((ulong)node, (ulong)word);
}
