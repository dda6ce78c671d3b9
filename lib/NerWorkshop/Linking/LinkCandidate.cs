namespace NerWorkshop;

/// <summary>What a mention may mean, and how an <see cref="EntityLinker"/> weighs it.</summary>
/// <param name="Entity">The entry in the knowledge base.</param>
/// <param name="Alias">The name by which the mention led there.</param>
/// <param name="Prior">The prior probability of that name, less what type and spelling take off.</param>
/// <param name="Similarity">How alike context and description are, from 0 to 1.</param>
/// <param name="Score">The probability after both; the scores of all candidates and of NIL sum up to 1.</param>
public sealed record LinkCandidate(KbEntity Entity, string Alias, double Prior, double Similarity, double Score);
