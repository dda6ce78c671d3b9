using System.Text.Json.Nodes;

namespace NerWorkshop;

/// <summary>
/// Token patterns in C#: <c>[T.Lower("red"), T.Lower("pill")]</c> is spaCy's
/// <c>[{"LOWER": "red"}, {"LOWER": "pill"}]</c>.
/// </summary>
public static class T
{
    /// <summary>Any token (<c>{}</c>).</summary>
    public static TokenPattern Any { get; } = new([]);

    /// <summary>The token exactly as written, or one of several (<c>TEXT</c>).</summary>
    public static TokenPattern Text(params string[] values) => OneOf("TEXT", values);

    /// <summary>The token in lower case, or one of several (<c>LOWER</c>).</summary>
    public static TokenPattern Lower(params string[] values) => OneOf("LOWER", values);

    /// <summary>The normal form, or one of several (<c>NORM</c>).</summary>
    public static TokenPattern Norm(params string[] values) => OneOf("NORM", values);

    /// <summary>The shape, or one of several (<c>SHAPE</c>).</summary>
    public static TokenPattern Shape(params string[] values) => OneOf("SHAPE", values);

    /// <summary>The first code point, or one of several (<c>PREFIX</c>).</summary>
    public static TokenPattern Prefix(params string[] values) => OneOf("PREFIX", values);

    /// <summary>The last three code points, or one of several (<c>SUFFIX</c>).</summary>
    public static TokenPattern Suffix(params string[] values) => OneOf("SUFFIX", values);

    /// <summary>The label of the entity the token is part of, or one of several (<c>ENT_TYPE</c>).</summary>
    public static TokenPattern EntityType(params string[] values) => OneOf("ENT_TYPE", values);

    /// <summary>The token's text matches a regular expression somewhere (<c>{"TEXT": {"REGEX": …}}</c>).</summary>
    public static TokenPattern Regex(string pattern) =>
        new(new JsonObject { ["TEXT"] = new JsonObject { ["REGEX"] = pattern } });

    /// <summary>The lower-case token is within some edits of a word (<c>{"LOWER": {"FUZZY": …}}</c>).</summary>
    public static TokenPattern Fuzzy(string word) =>
        new(new JsonObject { ["LOWER"] = new JsonObject { ["FUZZY"] = word } });

    /// <summary>Exactly so many code points long (<c>LENGTH</c>).</summary>
    public static TokenPattern Length(int length) => new(new JsonObject { ["LENGTH"] = length });

    /// <summary>Letters only (<c>IS_ALPHA</c>).</summary>
    public static TokenPattern IsAlpha { get; } = Flag("IS_ALPHA");

    /// <summary>Digits only (<c>IS_DIGIT</c>).</summary>
    public static TokenPattern IsDigit { get; } = Flag("IS_DIGIT");

    /// <summary>Lower case (<c>IS_LOWER</c>).</summary>
    public static TokenPattern IsLower { get; } = Flag("IS_LOWER");

    /// <summary>Upper case (<c>IS_UPPER</c>).</summary>
    public static TokenPattern IsUpper { get; } = Flag("IS_UPPER");

    /// <summary>Title case (<c>IS_TITLE</c>).</summary>
    public static TokenPattern IsTitle { get; } = Flag("IS_TITLE");

    /// <summary>Punctuation only (<c>IS_PUNCT</c>).</summary>
    public static TokenPattern IsPunct { get; } = Flag("IS_PUNCT");

    /// <summary>White space only (<c>IS_SPACE</c>).</summary>
    public static TokenPattern IsSpace { get; } = Flag("IS_SPACE");

    /// <summary>A function word (<c>IS_STOP</c>).</summary>
    public static TokenPattern IsStop { get; } = Flag("IS_STOP");

    /// <summary>Currency signs only (<c>IS_CURRENCY</c>).</summary>
    public static TokenPattern IsCurrency { get; } = Flag("IS_CURRENCY");

    /// <summary>A number in digits or words (<c>LIKE_NUM</c>).</summary>
    public static TokenPattern LikeNum { get; } = Flag("LIKE_NUM");

    /// <summary>Looks like a web address (<c>LIKE_URL</c>).</summary>
    public static TokenPattern LikeUrl { get; } = Flag("LIKE_URL");

    /// <summary>Looks like an e-mail address (<c>LIKE_EMAIL</c>).</summary>
    public static TokenPattern LikeEmail { get; } = Flag("LIKE_EMAIL");

    private static TokenPattern Flag(string key) => new(new JsonObject { [key] = true });

    private static TokenPattern OneOf(string key, string[] values) => new(new JsonObject
    {
        [key] = values.Length == 1
            ? values[0]
            : new JsonObject { ["IN"] = new JsonArray([.. values.Select(value => (JsonNode)value)]) },
    });
}
