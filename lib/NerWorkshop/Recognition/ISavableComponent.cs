namespace NerWorkshop;

/// <summary>A component that a saved pipeline keeps, in a folder of its own.</summary>
public interface ISavableComponent : IComponent
{
    /// <summary>The name by which a saved pipeline knows how to read it back, such as <c>entity_ruler</c>.</summary>
    string Type { get; }

    /// <summary>Writes what is needed to read it back into a folder that exists and is empty.</summary>
    void Save(string directory);
}
