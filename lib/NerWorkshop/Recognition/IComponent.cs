namespace NerWorkshop;

/// <summary>
/// One step of a <see cref="Pipeline"/>: takes a document and returns it, or a new one over the same tokens with other
/// entities. Must be safe to call from many threads at once.
/// </summary>
public interface IComponent
{
    /// <summary>Annotates a document.</summary>
    Doc Process(Doc doc);
}
