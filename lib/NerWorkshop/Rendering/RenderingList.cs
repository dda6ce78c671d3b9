namespace NerWorkshop;

/// <summary>Several renderings, one below the other.</summary>
internal sealed class RenderingList(IReadOnlyList<Rendering> parts) : Rendering
{
    public override void WriteHtml(TextWriter writer)
    {
        foreach (Rendering part in parts)
        {
            part.WriteHtml(writer);
        }
    }

    public override void WriteText(TextWriter writer)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            if (i > 0)
            {
                writer.WriteLine();
                writer.WriteLine();
            }

            parts[i].WriteText(writer);
        }
    }
}
