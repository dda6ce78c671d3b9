using System.Text.Json;
using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>Reads and writes the small settings files of a saved pipeline.</summary>
internal static class JsonFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <exception cref="InvalidDataException">The file is not a JSON object; the message names it.</exception>
    public static JsonObject Read(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject
                ?? throw new InvalidDataException($"{path} is not a JSON object.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not valid JSON: {e.Message}", e);
        }
    }

    public static void Write(string path, JsonObject json) => File.WriteAllText(path, json.ToJsonString(Indented) + "\n");
}
