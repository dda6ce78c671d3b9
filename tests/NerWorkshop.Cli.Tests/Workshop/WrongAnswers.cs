namespace NerWorkshop.Cli.Tests;

/// <summary>Answers that learners may well give, and what the check must say to each.</summary>
internal static class WrongAnswers
{
    /// <summary>By notebook and exercise cell.</summary>
    public static readonly IReadOnlyDictionary<(string Notebook, string Exercise), (string Answer, string Feedback)[]> ByExercise =
        new Dictionary<(string, string), (string, string)[]>
        {
            [("01-introduction.ipynb", "exercise")] =
            [
                ("""
                var mySentence = "Maria Lopez moved to Berlin in March 2019.";
                Doc myDoc = null;
                """, "Not yet: The sentence is there."),
                ("""
                var mySentence = text;
                var myDoc = doc;
                """, "Not quite: That is our sentence."),
                ("""
                var mySentence = "Maria Lopez moved to Berlin in March 2019.";
                var myDoc = doc;
                """, "Not quite: myDoc holds another text"),
                ("""
                var mySentence = "it is cold and dark";
                var myDoc = nlp.Process(mySentence);
                """, "Not quite: The model found nothing"),
                ("""
                var mySentence = "It rained in Geneva in March 2019.";
                var myDoc = nlp.Process(mySentence);
                """, "Not quite: The model found fewer than three labels"),
            ],
            [("02-forum-posts.ipynb", "exercise")] =
            [
                ("var topPlaces = counts.With(\"CARDINAL\").MostCommon(5);", "Not quite: There are still numbers among them."),
                ("var topPlaces = topics.MostCommon(5);", "Not quite: There are other labels than GPE"),
                ("var topPlaces = counts.With(\"GPE\").MostCommon(3);", "Not quite: The labels are right, but there should be 5"),
                ("var topPlaces = counts.With(\"GPE\").MostCommon(10).Skip(5).ToList();",
                    "Not quite: Label and number are right, but these are not the most frequent"),
            ],
            [("03-matcher.ipynb", "exercise")] =
            [
                ("""
                var myMatcher = new Matcher();
                myMatcher.Add("NORMIE", [T.Lower("normie")]);
                List<Span> myHits = [];
                """, "Not yet: Your pattern works."),
                ("""
                var myMatcher = new Matcher();
                myMatcher.Add("NORMIE", [T.Lower("Normie")]);
                var myHits = docs.SelectMany(doc => myMatcher.Match(doc)).ToList();
                """, "Not quite: Your pattern fits nowhere."),
                ("""
                var myMatcher = new Matcher();
                myMatcher.Add("PERSON", [T.Lower("chad", "stacy")]);
                var myHits = docs.SelectMany(doc => myMatcher.Match(doc)).ToList();
                """, "Not quite: That is our pattern."),
                ("""
                var myMatcher = new Matcher();
                myMatcher.Add("NORMIE", [T.Lower("normie", "normies")]);
                var myHits = hits;
                """, "Not quite: Your pattern finds more, or less, than myHits holds."),
                ("""
                var myMatcher = new Matcher();
                myMatcher.Add("NORMIE", [T.Lower("normie", "normies")]);
                var myHits = docs.Take(200).SelectMany(doc => myMatcher.Match(doc)).ToList();
                """, "Not quite: Your pattern finds more, or less, than myHits holds."),
            ],
            [("04-entity-ruler.ipynb", "exercise")] =
            [
                (Slang("slang.Add(\"SLANG\", \"cope\", \"mog\", \"ldar\");", "0", ignoreCase: true), "Not yet: The rules are right."),
                (Slang("slang.Add(\"Slang\", \"cope\", \"mog\", \"ldar\");", "5"), "Not quite: Your rules have the label Slang."),
                (Slang("slang.Add(\"SLANG\", \"cope\");", "5"), "Not quite: No rule finds 'mog'."),
                (Slang("slang.Add(\"SLANG\", \"cope\", \"mog\", \"ldar\");", "5"), "Not quite: Your rules miss a word in capitals"),
                (Slang("slang.Add(\"SLANG\", \"cope\", \"mog\", \"ldar\");", "7", ignoreCase: true), "Not quite: The rules are right, but slangNlp finds"),
                (Slang(
                    "slang.Add(\"SLANG\", \"cope\", \"mog\", \"ldar\");",
                    "slangNlp.ProcessAll(posts.Texts).Sum(doc => doc.Entities.Count)", ignoreCase: true),
                    "Not quite: That is the number of all entities."),
            ],
            [("05-training.ipynb", "exercise")] =
            [
                ("""
                List<Example> gameExamples = [Example.Create("I play Factorio all night.", ("Factorio", "GAME"))];
                var gameTest = "";
                """, "Not yet: The examples are there."),
                ("""
                List<Example> gameExamples = [Example.Create("I play Factorio all night.", ("Factorio", "GAME"))];
                var gameTest = "They play Factorio with their cousins.";
                """, "Not quite: Give at least four examples"),
                ("""
                List<Example> gameExamples =
                [
                    Example.Create("I play Factorio all night.", ("Factorio", "GAME")),
                    Example.Create("We play Factorio on Sunday.", ("Factorio", "GAME")),
                    Example.Create("They play Factorio at home.", ("Factorio", "GAME")),
                    Example.Create("Friends play Factorio for hours.", ("Factorio", "GAME")),
                ];
                var gameTest = "We play Factorio on Sunday.";
                """, "Not quite: gameTest is one of your examples."),
                ("""
                List<Example> gameExamples =
                [
                    Example.Create("I play Factorio all night.", ("Factorio", "GAME")),
                    Example.Create("We play Factorio on Sunday.", ("Factorio", "GAME")),
                    Example.Create("They play Factorio at home.", ("Factorio", "GAME")),
                    Example.Create("Friends play Factorio for hours.", ("Factorio", "GAME")),
                ];
                var gameTest = "it is cold and dark outside";
                """, "Not quite: The model finds no GAME in gameTest."),
            ],
            [("06-evaluation.ipynb", "exercise-hand")] =
            [
                (ByHand("2 / 5", "2 / 4", "4 / 9"), "Not yet: Count first"),
                (ByHand("40", "50", "44.4"), "Not quite: All three figures are shares"),
                (ByHand("0.5", "0.4", "0.444"), "Not quite: You have changed the two round."),
                (ByHand("0.6", "0.75", "0.667"), "Not quite: You counted an entity that is almost right."),
                (ByHand("0.8", "1", "0.889"), "Not quite: You counted two entities that are almost right."),
                (ByHand("0.3", "0.5", "0.444"), "Not quite: Precision is not right."),
                (ByHand("0.4", "0.25", "0.444"), "Not quite: Precision is right, recall is not."),
                (ByHand("0.4", "0.5", "0.45"), "Not quite: That is the mean of precision and recall."),
                (ByHand("0.4", "0.5", "0.5"), "Not quite: Precision and recall are right, F1 is not."),
            ],
            [("06-evaluation.ipynb", "exercise-confusion")] =
            [
                (Confused("ORG", ""), "Not yet: Fill in both labels."),
                (Confused("GPE", "GPE"), "Not quite: That is no confusion"),
                (Confused("COMMUNITY", "none"), "Not quite: Leave aside the last row"),
                (Confused("GPE", "ORG"), "Not quite: The right two labels, but the wrong way round."),
                (Confused("ORG", "City"), "Not quite: There is no such label in the matrix."),
                (Confused("GPE", "PLATFORM"), "Not quite: GPE is never taken for PLATFORM here."),
                (Confused("ORG", "PERSON"), "Not quite: ORG is taken for PERSON 1 times; another pair is more frequent."),
            ],
            [("06-evaluation.ipynb", "exercise-rules")] =
            [
                (MyRules("myRules.Add(\"SLANG\", \"cope\");"), "Not quite: Nobody marked SLANG in the gold set"),
                (MyRules("myRules.Add(\"COMMUNITY\", [T.Lower(\"Brocel\")]);"), "Not quite: Your rules change nothing in the work half."),
                (MyRules("myRules.Add(\"PERSON\", [T.Regex(\"^[A-Z]\")]);"), "Not quite: F1 on the work half went down by"),
            ],
            [("07-hybrids-and-linking.ipynb", "exercise-heights")] =
            [
                (Heights("heights.Add(\"HEIGHT\", @\"[4-7]'\\d{1,2}\");", count: false), "Not yet: The pattern is right."),
                (Heights("heights.Add(\"Height\", @\"[4-7]'\\d{1,2}\");"), "Not quite: Your pattern has the label Height."),
                (Heights("heights.Add(\"HEIGHT\", @\"[4-7]’\\d{1,2}\");"), "Not quite: The pattern finds neither 5'7 nor 5'11."),
                (Heights("heights.Add(\"HEIGHT\", @\"[4-7]'\\d\");"), "Not quite: The pattern finds 5'7 but not 5'11"),
                (Heights("heights.Add(\"HEIGHT\", @\"\\d'\\d{1,2}\");"), "Not quite: The pattern finds 9'5"),
                (Heights("heights.Add(\"HEIGHT\", @\"[4-7]'\\d{1,2}|7\");"), "Not quite: The pattern finds 5'7, 5'11, 7 in a text"),
                (Heights("heights.Add(\"HEIGHT\", @\"[4-7]'\\d{1,2}\");") + "\nheightCount++;", "Not quite: The pattern is right, but it finds"),
            ],
            [("07-hybrids-and-linking.ipynb", "exercise-places")] =
            [
                (Places("mapNlp.Add(new EntityFilter { Keep = [\"LOC\"] });"), "Not yet: The filter is there."),
                (Places("mapNlp.Add(new EntityRelabel((\"GPE\", \"LOC\"), (\"FAC\", \"LOC\")));"), "Not yet: The labels change."),
                (Places("""
                    mapNlp.Add(new EntityFilter { Keep = ["LOC"] });
                    mapNlp.Add(new EntityRelabel(("GPE", "LOC"), ("FAC", "LOC")));
                    """), "Not quite: The filter runs first"),
                (Places("""
                    mapNlp.Add(new EntityRelabel(("GPE", "LOC"), ("FAC", "LOC")));
                    mapNlp.Add(new EntityFilter { Drop = ["PERSON"] });
                    """), "Not quite: There is still a person or a company."),
                (Places("""
                    mapNlp.Add(new EntityRelabel(("GPE", "LOC")));
                    mapNlp.Add(new EntityFilter { Drop = ["PERSON", "ORG"] });
                    """), "Not quite: Golden Gate Bridge is still a FAC."),
                (Places("""
                    mapNlp.Add(new EntityRelabel(("GPE", "LOC")));
                    mapNlp.Add(new EntityFilter { Keep = ["LOC"] });
                    """), "Not quite: There should be three places, but you have 2."),
            ],
            [("07-hybrids-and-linking.ipynb", "exercise-hinge")] =
            [
                (Hinge("app for dating", null), "Not yet: There should be two entities"),
                (Hinge("app for dating", "part of a door that needs oil"), "Not yet: The entities are there."),
                (Hinge("app for dating", "part of a door that needs oil", "(\"hinge-app\", 0.5)"),
                    "Not quite: The alias Hinge should name both entities."),
                (Hinge("app for dating", "", "(\"hinge-app\", 0.5), (\"hinge-part\", 0.4)"), "Not quite: An entity has no description"),
                (Hinge("app for dating", "part of a door that needs oil", "(\"hinge-app\", 0.2), (\"hinge-part\", 0.7)"),
                    "Not quite: Without any hint your linker takes the door part."),
                (Hinge("startup from New York", "part of a door that needs oil", "(\"hinge-app\", 0.4), (\"hinge-part\", 0.4)"),
                    "Not quite: 'I met her on Hinge"),
                (Hinge("app for dating", "metal thing", "(\"hinge-app\", 0.5), (\"hinge-part\", 0.4)"), "Not quite: 'The door squeaks"),
            ],
        };

    private static string ByHand(string precision, string recall, string f1) =>
        $"var myPrecision = (double)({precision}); var myRecall = (double)({recall}); var myF1 = (double)({f1});";

    private static string Confused(string marked, string found) =>
        $"var markedLabel = \"{marked}\"; var foundLabel = \"{found}\";";

    private static string MyRules(string rules) => $"var myRules = Rules(); var rulesBefore = myRules.Count; {rules}";

    private static string Heights(string pattern, bool count = true) => $$"""
        var heights = new RegexRuler();
        {{pattern}}
        var heightNlp = Pipeline.Blank("en");
        heightNlp.Add(heights);
        var heightCount = {{(count ? "heightNlp.ProcessAll(posts.Texts).Sum(doc => doc.Entities.Count)" : "0")}};
        """;

    private static string Places(string components) => $$"""
        var mapText = "Ann walked from the Golden Gate Bridge to the shop of Apple in San Francisco, far from Lake Tahoe.";
        var mapRules = new EntityRuler();
        mapRules.Add("PERSON", "Ann");
        mapRules.Add("FAC", "Golden Gate Bridge");
        mapRules.Add("ORG", "Apple");
        mapRules.Add("GPE", "San Francisco");
        mapRules.Add("LOC", "Lake Tahoe");
        var mapNlp = Pipeline.Blank("en");
        mapNlp.Add(mapRules);
        {{components}}
        """;

    private static string Hinge(string app, string? part, string? alias = null) => $$"""
        var myKb = new KnowledgeBase();
        myKb.Add(new KbEntity("hinge-app", Description: "{{app}}"));
        {{(part is null ? "" : $"myKb.Add(new KbEntity(\"hinge-part\", Description: \"{part}\"));")}}
        {{(alias is null ? "" : $"myKb.AddAlias(\"Hinge\", {alias});")}}
        """;

    private static string Slang(string rules, string count, bool ignoreCase = false) => $$"""
        var slang = new EntityRuler { OverwriteEntities = true{{(ignoreCase ? ", PhraseAttribute = TokenAttribute.Lower" : "")}} };
        {{rules}}
        var slangNlp = Pipeline.Load("en_open_sm");
        slangNlp.AddBefore("ner", slang);
        var slangCount = {{count}};
        """;
}
