using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace NerWorkshop;

/// <summary>Reads and writes the small settings files of a saved pipeline.</summary>
internal static class JsonFile
{
    /// <summary>The settings in the folder of a saved component.</summary>
    private const string SettingsName = "config.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

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

    public static void Write(string path, JsonObject json) => File.WriteAllText(path, json.ToJsonString(Options) + "\n");

    /// <summary>The settings of a saved component, from its folder.</summary>
    /// <exception cref="InvalidDataException">A setting is missing, unknown or of another kind; the message names file and setting.</exception>
    public static T ReadSettings<T>(string directory)
        where T : class
    {
        string path = Path.Combine(directory, SettingsName);
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Options)
                ?? throw new InvalidDataException($"{path} is not a JSON object.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Writes the settings of a component into its folder.</summary>
    public static void WriteSettings<T>(string directory, T settings)
        where T : class =>
        File.WriteAllText(Path.Combine(directory, SettingsName), JsonSerializer.Serialize(settings, Options) + "\n");
}
