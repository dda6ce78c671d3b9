using AngleSharp.Html.Parser;

namespace NerWorkshop.Notebooks.Tests;

public sealed class CSharpHighlighterTests
{
    [Theory]
    [InlineData("var x = 1;", "k:var n:1")]
    [InlineData("string s = \"a\" + @\"b\" + 'c';", "k:string s:\"a\" s:@\"b\" s:'c'")]
    [InlineData("$\"{a.B} text {1:N0}\"", "s:$\" s: text  n:1 s:N0 s:\"")]
    [InlineData("Console.WriteLine(x); // done", "t:Console m:WriteLine c:// done")]
    [InlineData("List<Post> Read(string path) => new();", "t:List t:Post m:Read k:string k:new")]
    [InlineData("record Post(int Row); class A<T> : B { }", "k:record t:Post k:int k:class t:A t:T t:B")]
    [InlineData("await foreach (var p in Get<int>()) { }", "k:await k:foreach k:var k:in m:Get k:int")]
    [InlineData("using System.Linq;", "k:using")]
    [InlineData("#r \"a.dll\"\nnameof(x)", "d:#r \"a.dll\" k:nameof")]
    [InlineData("#!time\nif (a is Doc d) return;", "d:#!time k:if k:is t:Doc k:return")]
    [InlineData("#!markdown\nclass if for\n#!csharp\nif (true) { }", "d:#!markdown d:#!csharp k:if k:true")]
    [InlineData("/* a\nb */ x", "c:/* a\nb */")]
    [InlineData("\"\"\"\n#!time\n\"\"\"", "s:\"\"\"\n#!time\n\"\"\"")]
    public void Each_kind_of_word_has_its_class(string code, string expected)
    {
        var spans = new HtmlParser().ParseDocument(CSharpHighlighter.Highlight(code)).QuerySelectorAll("span");

        Assert.Equal(expected, string.Join(' ', spans.Select(span => $"{span.ClassName}:{span.TextContent}")));
    }

    [Theory]
    [InlineData("if (a < b && c > d) { s = \"<script>&amp;\"; } // <b>")]
    [InlineData("this is not C# at all { ( \"unclosed")]
    [InlineData("#!nonsense\n#if X\nfoo\n#else\nbar\n#endif\n#error <x>")]
    [InlineData("\t\ttabs\n\n   spaces   \n")]
    [InlineData("")]
    [InlineData("var é = \"😀\";")]
    public void The_text_stays_whole_whatever_it_is(string code)
    {
        var html = "<pre>\n" + CSharpHighlighter.Highlight(code) + "</pre>";

        Assert.Equal(code, new HtmlParser().ParseDocument(html).Body!.TextContent);
    }
}
