using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop.Notebooks;

/// <summary>A message from a client.</summary>
/// <param name="Route">The parts before the message proper, which an answer repeats.</param>
/// <param name="RawHeader">The header as it came: every answer carries it as its parent.</param>
/// <param name="Type">What is asked for, such as <c>execute_request</c>.</param>
/// <param name="Content">The fields, which depend on the type.</param>
internal sealed record JupyterMessage(
    IReadOnlyList<byte[]> Route,
    byte[] RawHeader,
    string Type,
    JsonObject Content)
{
    /// <summary>A text field; the default where it is absent or something else.</summary>
    public string Text(string name, string missing = "") =>
        Content[name] is JsonValue value && value.TryGetValue(out string? text) ? text : missing;

    /// <summary>A field that is true or false; the default where it is absent or something else.</summary>
    public bool Flag(string name, bool missing = false) =>
        Content[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : missing;

    /// <summary>A whole number; null where it is absent or something else.</summary>
    public int? Number(string name) =>
        Content[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number
        && value.TryGetValue(out int number) ? number : null;
}
