namespace NerWorkshop;

/// <summary>Text in, entities out: a tokenizer and named components that run in order.</summary>
/// <remarks>Processing is safe from many threads at once; adding and removing components meanwhile is not.</remarks>
/// <example><code>
/// var nlp = Pipeline.Load("en_open_sm");
/// Doc doc = nlp.Process("Jane Smith lives in Geneva.");
/// foreach (Span entity in doc.Entities) Console.WriteLine($"{entity.Text} {entity.Label}");
/// </code></example>
public sealed class Pipeline
{
    private readonly List<(string Name, IComponent Component)> _components;
    private double _minimumProbability;

    internal Pipeline(string name, IEnumerable<(string Name, IComponent Component)> components)
    {
        Name = name;
        _components = [.. components];
    }

    /// <summary>The name it was saved under; <c>blank</c> for a new one.</summary>
    public string Name { get; }

    /// <summary>Cuts texts into tokens.</summary>
    public Tokenizer Tokenizer { get; } = Tokenizer.English;

    /// <summary>
    /// Entities that a recognizer is less sure of than this are dropped: 0, the default, keeps all; higher values find
    /// fewer, of which more are right. Rules after the recognizer may take the words that come free; what rules find is
    /// kept.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 1.</exception>
    public double MinimumProbability
    {
        get => _minimumProbability;
        set => _minimumProbability = value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A probability is from 0 to 1.");
    }

    /// <summary>The names of the components in the order they run.</summary>
    public IReadOnlyList<string> ComponentNames => [.. _components.Select(component => component.Name)];

    /// <summary>The component of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message lists those there are.</exception>
    public IComponent this[string name] => _components[IndexOf(name)].Component;

    /// <summary>A pipeline with a tokenizer and nothing else.</summary>
    /// <param name="language">The language of the texts: only <c>en</c> for now.</param>
    /// <exception cref="NotSupportedException">The language is not English.</exception>
    public static Pipeline Blank(string language = "en") => language == "en"
        ? new Pipeline("blank", [])
        : throw new NotSupportedException($"There is no tokenizer for '{language}'; the only language is 'en'.");

    /// <summary>Loads a pipeline: one that comes with the library, by name, or a folder that was saved.</summary>
    /// <param name="nameOrDirectory">The name or the folder.</param>
    /// <param name="functions">The components that are functions, by their names: no folder holds those.</param>
    /// <exception cref="DirectoryNotFoundException">There is none; the message lists the names there are.</exception>
    /// <exception cref="InvalidDataException">
    /// A file of it is broken or newer than this library, or a function is missing; the message names it.
    /// </exception>
    /// <exception cref="ArgumentException">The pipeline has no function of a name that is given.</exception>
    public static Pipeline Load(
        string nameOrDirectory, params IReadOnlyList<(string Name, Func<Doc, Doc> Component)> functions) =>
        PipelineDirectory.Load(nameOrDirectory, functions);

    /// <summary>
    /// Saves the pipeline with its rules and settings to a folder, whole or not at all. A pipeline that is there already
    /// is replaced; other files beside it stay. Of a function, the name and the place are kept; <see cref="Load"/> wants
    /// it again.
    /// </summary>
    /// <exception cref="IOException">The folder holds other things than a pipeline, or cannot be written to.</exception>
    public void Save(string directory) => PipelineDirectory.Save(directory, this, _components);

    /// <summary>Whether there is a component of this name.</summary>
    public bool Has(string name) => _components.Exists(component => component.Name == name);

    /// <summary>Adds a component that runs last, and returns it.</summary>
    public T Add<T>(T component, string? name = null)
        where T : IComponent => Insert(_components.Count, component, name);

    /// <summary>Adds a component that runs first, and returns it.</summary>
    public T AddFirst<T>(T component, string? name = null)
        where T : IComponent => Insert(0, component, name);

    /// <summary>Adds a component that runs just before another one, and returns it.</summary>
    public T AddBefore<T>(string existing, T component, string? name = null)
        where T : IComponent => Insert(IndexOf(existing), component, name);

    /// <summary>Adds a component that runs just after another one, and returns it.</summary>
    public T AddAfter<T>(string existing, T component, string? name = null)
        where T : IComponent => Insert(IndexOf(existing) + 1, component, name);

    /// <summary>Adds a function that runs last.</summary>
    public void Add(string name, Func<Doc, Doc> component) => Add(new DelegateComponent(component), name);

    /// <summary>Adds a function that runs just before a component.</summary>
    public void AddBefore(string existing, string name, Func<Doc, Doc> component) =>
        AddBefore(existing, new DelegateComponent(component), name);

    /// <summary>Adds a function that runs just after a component.</summary>
    public void AddAfter(string existing, string name, Func<Doc, Doc> component) =>
        AddAfter(existing, new DelegateComponent(component), name);

    /// <summary>Takes a component out, and returns it.</summary>
    /// <exception cref="KeyNotFoundException">There is none of this name.</exception>
    public IComponent Remove(string name)
    {
        int index = IndexOf(name);
        IComponent component = _components[index].Component;
        _components.RemoveAt(index);
        return component;
    }

    /// <summary>A pipeline of the named components alone, in the order they have here; the components are shared.</summary>
    /// <exception cref="KeyNotFoundException">There is none of one of the names.</exception>
    public Pipeline With(params string[] names) => Select(names, keep: true);

    /// <summary>A pipeline of all but the named components; the components are shared.</summary>
    /// <exception cref="KeyNotFoundException">There is none of one of the names.</exception>
    public Pipeline Without(params string[] names) => Select(names, keep: false);

    /// <summary>Cuts a text into tokens and finds its entities.</summary>
    public Doc Process(string text) => Process(Tokenizer.Tokenize(text));

    /// <summary>Runs the components over a ready document.</summary>
    public Doc Process(Doc doc)
    {
        foreach ((_, IComponent component) in _components)
        {
            doc = component.Process(doc);
            if (_minimumProbability > 0 && component is EntityRecognizer)
            {
                doc = DropUnlikely(doc, _minimumProbability);
            }
        }

        return doc;
    }

    /// <summary>
    /// Processes texts that belong together, such as the sentences of an article or the posts of a thread, as one document:
    /// what the recognizer finds in one may depend on where else in the document the same words stand. A recognizer that has
    /// learned from single sentences only finds what it finds in each text alone.
    /// </summary>
    /// <param name="texts">The texts in order.</param>
    /// <returns>A document for each text, with the tokens it has alone.</returns>
    public IReadOnlyList<Doc> ProcessDocument(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var joined = new JoinedText([.. texts.Select(Tokenizer.Tokenize)]);
        return joined.Split(Process(joined.Whole));
    }

    /// <summary>Explains why the recognizer gives a span its label, or why it does not.</summary>
    /// <param name="doc">A document, processed or not.</param>
    /// <param name="span">
    /// An entity, or any tokens: with the label to explain; without one, the label that fits them best is explained.
    /// </param>
    /// <exception cref="InvalidOperationException">The pipeline has no recognizer, or it has learned nothing yet.</exception>
    /// <exception cref="ArgumentException">
    /// The label is none of the recognizer's, or the span is empty or of another document.
    /// </exception>
    public Explanation Explain(Doc doc, Span span)
    {
        int index = _components.FindIndex(component => component.Component is EntityRecognizer);
        if (index < 0)
        {
            string known = _components.Count == 0 ? "it is empty" : $"it has: {string.Join(", ", ComponentNames)}";
            throw new InvalidOperationException(
                $"The pipeline has no recognizer that could explain '{span.Text}'; {known}.");
        }

        // The recognizer sees what the components before it have found, and nothing of later ones.
        Doc before = doc.WithEntities([]);
        foreach ((_, IComponent component) in _components.Take(index))
        {
            before = component.Process(before);
        }

        return ((EntityRecognizer)_components[index].Component).Explain(before, span);
    }

    /// <summary>Processes texts in parallel, lazily and in input order; few texts are held at a time.</summary>
    /// <param name="texts">The texts; read no further than needed.</param>
    /// <param name="threads">How many threads may work; all cores by default.</param>
    /// <param name="cancellation">Stops between two texts.</param>
    public IEnumerable<Doc> ProcessAll(
        IEnumerable<string> texts, int? threads = null, CancellationToken cancellation = default) =>
        OrderedParallel.Select(texts, static text => text.Length, Process, Workers(threads), cancellation);

    /// <summary>As <see cref="ProcessAll(IEnumerable{string}, int?, CancellationToken)"/>, each result with the item its text came from.</summary>
    public IEnumerable<(T Item, Doc Doc)> ProcessAll<T>(
        IEnumerable<T> items, Func<T, string> text, int? threads = null, CancellationToken cancellation = default) =>
        OrderedParallel.Select(
            items.Select(item => (Item: item, Text: text(item))),
            static pair => pair.Text.Length,
            pair => (pair.Item, Process(pair.Text)),
            Workers(threads),
            cancellation);

    private static int Workers(int? threads)
    {
        int workers = threads ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1, nameof(threads));
        return workers;
    }

    private static Doc DropUnlikely(Doc doc, double minimum) => doc.Entities.Any(entity => entity.Probability < minimum)
        ? doc.WithEntities(doc.Entities.Where(entity => !(entity.Probability < minimum)))
        : doc;

    private T Insert<T>(int index, T component, string? name)
        where T : IComponent
    {
        ArgumentNullException.ThrowIfNull(component);
        name ??= (component as ISavableComponent)?.Type ?? component.GetType().Name;
        if (Has(name))
        {
            throw new ArgumentException(
                $"There is a component '{name}' already; give the new one a name of its own.", nameof(name));
        }

        if (!PipelineDirectory.IsFolderName(name))
        {
            throw new ArgumentException(
                $"A component cannot be called '{name}': saved, it has a folder of its name.", nameof(name));
        }

        _components.Insert(index, (name, component));
        return component;
    }

    private Pipeline Select(string[] names, bool keep)
    {
        foreach (string name in names)
        {
            IndexOf(name);
        }

        return new Pipeline(Name, _components.Where(component => names.Contains(component.Name) == keep))
        {
            MinimumProbability = MinimumProbability,
        };
    }

    private int IndexOf(string name)
    {
        int index = _components.FindIndex(component => component.Name == name);
        string known = _components.Count == 0 ? "it has none" : $"it has: {string.Join(", ", ComponentNames)}";
        return index >= 0 ? index : throw new KeyNotFoundException($"The pipeline has no component '{name}'; {known}.");
    }
}
