namespace NerWorkshop;

/// <summary>What the labels of entities mean.</summary>
public static class Labels
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        // OntoNotes 5
        ["PERSON"] = "People, real or fictional",
        ["NORP"] = "Nationalities, religious and political groups",
        ["FAC"] = "Buildings, airports, roads, bridges and other built places",
        ["ORG"] = "Companies, agencies, institutions, teams",
        ["GPE"] = "Countries, cities, states: places with a government",
        ["LOC"] = "Other places: mountains, rivers, seas, regions",
        ["PRODUCT"] = "Things that are made: vehicles, devices, foods (not services)",
        ["EVENT"] = "Named storms, battles, wars, sports and other events",
        ["WORK_OF_ART"] = "Titles of books, songs, films and the like",
        ["LAW"] = "Laws, treaties and other named legal documents",
        ["LANGUAGE"] = "Named languages",
        ["DATE"] = "Dates and periods of a day or longer, absolute or relative",
        ["TIME"] = "Times and periods shorter than a day",
        ["PERCENT"] = "Percentages, with their sign or word",
        ["MONEY"] = "Amounts of money, with their unit",
        ["QUANTITY"] = "Measurements, such as weight or distance",
        ["ORDINAL"] = "Numbers that give a rank: first, second, 3rd",
        ["CARDINAL"] = "Numbers that are none of the other kinds",

        // The workshop's own
        ["IDEOLOGY"] = "Belief systems and their slogans, such as Redpill and Blackpill",
        ["PLATFORM"] = "Websites and apps where people meet, such as Reddit and Tinder",
        ["COMMUNITY"] = "Names a community gives itself and other groups",
        ["INCEL_PERSON"] = "Types of people in incel slang, such as Chad and Stacy",
        ["SLUR"] = "Derogatory words for people",
        ["SLANG"] = "Other words of forum slang, such as cope and mog",
    };

    /// <summary>The eighteen labels of OntoNotes 5, which <c>en_open_sm</c> and many other models use.</summary>
    public static IReadOnlyList<string> OntoNotes { get; } =
    [
        "PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE",
        "DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL",
    ];

    /// <summary>A short description of a label, such as <c>GPE</c>; null if the label is not one we know.</summary>
    public static string? Explain(string label) => Meanings.GetValueOrDefault(label);
}
