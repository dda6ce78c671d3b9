using System.Runtime.InteropServices;

namespace NerWorkshop;

/// <summary>
/// A tree of words in which every phrase is a path from the root. Its edges lie in one open-addressing table, so that
/// a million phrases take some tens of megabytes.
/// </summary>
internal sealed class PhraseTree
{
    /// <summary>The node that every phrase starts from.</summary>
    public const int Root = 0;

    private const long Free = -1;

    private long[] _edges = NewEdges(64);
    private int[] _children = new int[64];
    private int _edgeCount;

    /// <summary>For each node the first of its rules in <see cref="_rules"/>, or -1.</summary>
    private readonly List<int> _firstRule = [-1];

    /// <summary>Chains of rules: one, and the place of the next one or -1.</summary>
    private readonly List<(int Rule, int Next)> _rules = [];

    public bool IsEmpty => _edgeCount == 0;

    /// <summary>The node that a word leads to from a node, or -1.</summary>
    public int Child(int node, int word)
    {
        int slot = SlotOf(Edge(node, word));
        return _edges[slot] == Free ? -1 : _children[slot];
    }

    /// <summary>The node that a word leads to from a node, made where there is none.</summary>
    public int AddChild(int node, int word)
    {
        long edge = Edge(node, word);
        int slot = SlotOf(edge);
        if (_edges[slot] != Free)
        {
            return _children[slot];
        }

        _edges[slot] = edge;
        _children[slot] = _firstRule.Count;
        _firstRule.Add(-1);
        if (++_edgeCount * 2 > _edges.Length)
        {
            Grow();
        }

        return _firstRule.Count - 1;
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
        writer.Write(_children);
        writer.Write(CollectionsMarshal.AsSpan(_firstRule));
        writer.Write(CollectionsMarshal.AsSpan(_rules));
    }

    /// <exception cref="InvalidDataException">The arrays do not fit together.</exception>
    public static PhraseTree Read(ArrayReader reader, int rules)
    {
        var tree = new PhraseTree { _edges = reader.Read<long>(), _children = reader.Read<int>() };
        tree._firstRule.Clear();
        tree._firstRule.AddRange(reader.Read<int>());
        tree._rules.AddRange(reader.Read<(int, int)>());
        tree._edgeCount = tree._firstRule.Count - 1;
        reader.RequireSlots(tree._edges, tree._edgeCount, _ => true);
        reader.Require(tree._edgeCount >= 0 && tree._children.Length == tree._edges.Length);
        int used = 0;
        for (int slot = 0; slot < tree._edges.Length; slot++)
        {
            used += tree._edges[slot] == Free ? 0 : 1;
            reader.Require((uint)tree._children[slot] < (uint)tree._firstRule.Count);
        }

        reader.Require(used == tree._edgeCount);
        tree._firstRule.ForEach(first => reader.Require(first >= -1 && first < tree._rules.Count));
        for (int place = 0; place < tree._rules.Count; place++)
        {
            // A chain leads to earlier places only, so that following it ends.
            (int rule, int next) = tree._rules[place];
            reader.Require((uint)rule < (uint)rules && next >= -1 && next < place);
        }

        return tree;
    }

    private int SlotOf(long edge)
    {
        int mask = _edges.Length - 1;
        int slot = (int)((ulong)edge * 0x9E3779B97F4A7C15UL >> 33) & mask;
        while (_edges[slot] != edge && _edges[slot] != Free)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private void Grow()
    {
        long[] edges = _edges;
        int[] children = _children;
        _edges = NewEdges(edges.Length * 2);
        _children = new int[edges.Length * 2];
        for (int i = 0; i < edges.Length; i++)
        {
            if (edges[i] != Free)
            {
                int slot = SlotOf(edges[i]);
                _edges[slot] = edges[i];
                _children[slot] = children[i];
            }
        }
    }

    private static long[] NewEdges(int count)
    {
        long[] edges = new long[count];
        Array.Fill(edges, Free);
        return edges;
    }

    private static long Edge(int node, int word) => ((long)node << 32) | (uint)word;
}
