namespace NerWorkshop;

/// <summary>A component made of a function.</summary>
internal sealed class DelegateComponent(Func<Doc, Doc> process) : IComponent
{
    public Doc Process(Doc doc) => process(doc);
}
