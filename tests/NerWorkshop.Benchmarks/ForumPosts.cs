using System.Runtime.CompilerServices;

namespace NerWorkshop.Benchmarks;

/// <summary>The sample posts as the benchmarks take them: repeated, and with words that never repeat.</summary>
internal static class ForumPosts
{
    private const int Repetitions = 200;

    /// <summary>The sample posts, 200 times over.</summary>
    public static string[] Repeated { get; } = [.. Enumerable.Repeat(Read(), Repetitions).SelectMany(posts => posts)];

    /// <summary>The sample posts with the letters of every longer word drawn anew: nearly every word is new.</summary>
    public static string[] Distinct(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Repeat(Read(), 40).SelectMany(posts => posts).Select(post => string.Create(
            post.Length, (post, random), static (chars, source) =>
            {
                for (int i = 0; i < chars.Length; i++)
                {
                    char c = source.post[i];
                    chars[i] = char.IsAsciiLetterLower(c) ? (char)('a' + source.random.Next(26)) : c;
                }
            }))];
    }

    private static string[] Read()
    {
        string path = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "data", "forum_posts.csv");
        return [.. Posts.Read(path, textColumn: "text").Texts];
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
