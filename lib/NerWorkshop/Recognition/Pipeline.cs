namespace NerWorkshop;

/// <summary>Text in, entities out: a tokenizer and named components in order.</summary>
public sealed class Pipeline
{
}
