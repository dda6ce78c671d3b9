namespace NerWorkshop;

/// <summary>A long list in pages that open by themselves, without a script; the first one is open.</summary>
internal static class Pages
{
    /// <param name="writer">Where to write.</param>
    /// <param name="items">The list.</param>
    /// <param name="size">How many items make a page.</param>
    /// <param name="heading">What a page is called, not yet encoded.</param>
    /// <param name="attributes">Attributes of a page, each with a space before it; empty for none.</param>
    /// <param name="writeItem">Writes an item, given its place in the list.</param>
    public static void Write<T>(
        TextWriter writer, IReadOnlyList<T> items, int size, Func<T[], string> heading, Func<T[], string> attributes,
        Action<T, int> writeItem)
    {
        int index = 0;
        foreach (T[] page in items.Chunk(size))
        {
            string open = index == 0 ? " open" : "";
            writer.Write($"<details{open}{attributes(page)}><summary>{Html.Encode(heading(page))}</summary>");
            foreach (T item in page)
            {
                writeItem(item, index++);
            }

            writer.Write("</details>\n");
        }
    }
}
