using System.Globalization;

namespace NerWorkshop;

/// <summary>How often a linker is right about mentions whose meaning a person has marked.</summary>
/// <param name="Mentions">Number of mentions.</param>
/// <param name="Correct">Those it links as marked, or finds to be NIL where they are.</param>
/// <param name="Precision">Of the links it sets, the share that is right; 0 if it sets none.</param>
/// <param name="Recall">Of the mentions that are in the knowledge base, the share it links right; 0 if there are none.</param>
/// <param name="Errors">The mentions it is wrong about, as it links them, each with what is right.</param>
public sealed record LinkingScore(
    int Mentions, int Correct, double Precision, double Recall, IReadOnlyList<(Span Mention, string Gold)> Errors)
{
    /// <summary>Share of the mentions, NIL among them, that it is right about; 0 without any.</summary>
    public double Accuracy => Mentions == 0 ? 0 : (double)Correct / Mentions;

    /// <summary>Links the marked entities of texts, and compares.</summary>
    /// <param name="linker">The linker.</param>
    /// <param name="gold">
    /// The texts; an entity's <see cref="TextEntity.KbId"/> says what it is, <c>NIL</c> or nothing that it is none of the
    /// knowledge base's.
    /// </param>
    /// <exception cref="InvalidDataException">
    /// An entity does not start and end with tokens, or is linked to what the knowledge base does not have; the message
    /// names the line.
    /// </exception>
    public static LinkingScore Of(EntityLinker linker, IEnumerable<AnnotatedText> gold)
    {
        int mentions = 0;
        int correct = 0;
        int toLink = 0;
        int set = 0;
        int rightlySet = 0;
        List<(Span, string)> errors = [];
        foreach (AnnotatedText text in gold)
        {
            Doc doc = Tokenizer.English.Tokenize(text.Text);
            doc = linker.Process(doc.WithEntities(text.Entities.Select(entity => ToSpan(doc, entity, text.Line))));
            foreach ((TextEntity marked, Span found) in text.Entities.OrderBy(entity => entity.StartChar).Zip(doc.Entities))
            {
                bool isNil = !KbLink.IsSet(marked.KbId);
                if (!isNil && !linker.KnowledgeBase.Contains(marked.KbId))
                {
                    throw new InvalidDataException(string.Create(
                        CultureInfo.InvariantCulture, $"line {text.Line}: the knowledge base has no '{marked.KbId}'."));
                }

                bool isSet = found.IsLinked;
                bool isRight = isNil ? !isSet : found.KbId == marked.KbId;
                mentions++;
                correct += isRight ? 1 : 0;
                toLink += isNil ? 0 : 1;
                set += isSet ? 1 : 0;
                rightlySet += isSet && isRight ? 1 : 0;
                if (!isRight)
                {
                    errors.Add((found, isNil ? EntityLinker.Nil : marked.KbId));
                }
            }
        }

        return new LinkingScore(mentions, correct, Share(rightlySet, set), Share(rightlySet, toLink), errors);
    }

    /// <summary>The figures in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Correct} of {Mentions} mentions right ({Accuracy:P1}), precision {Precision:P1}, recall {Recall:P1}");

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    private static Span ToSpan(Doc doc, TextEntity entity, int line) =>
        doc.CharSpan(entity.StartChar, entity.EndChar, entity.Label) ?? throw new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture,
            $"line {line}: '{doc.Text[entity.StartChar..entity.EndChar]}' does not start and end with tokens."));
}
