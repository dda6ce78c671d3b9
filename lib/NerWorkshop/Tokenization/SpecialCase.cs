namespace NerWorkshop;

/// <summary>A string that is always cut the same way, such as <c>don't</c> into <c>do</c> and <c>n't</c>.</summary>
internal sealed record SpecialCase(string Text, Lexeme[] Tokens);
