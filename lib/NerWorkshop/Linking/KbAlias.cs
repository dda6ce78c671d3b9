namespace NerWorkshop;

/// <summary>A name that entities of a <see cref="KnowledgeBase"/> go by.</summary>
/// <param name="Name">The name as written.</param>
/// <param name="Entities">
/// What it may mean, each with its prior probability: how often a text that has the name means it. What the priors
/// lack to 1 is left for things that the knowledge base does not have.
/// </param>
public sealed record KbAlias(string Name, IReadOnlyList<(string Id, double Prior)> Entities);
