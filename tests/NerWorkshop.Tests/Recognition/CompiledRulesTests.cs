namespace NerWorkshop.Tests.Recognition;

public class CompiledRulesTests
{
    private static EntityRuler Ruler()
    {
        var ruler = new EntityRuler { PhraseAttribute = TokenAttribute.Lower };
        ruler.Add("PLATFORM", "Tik Tok", "Tinder", "Zürich 😀");
        ruler.Add(new RulerPattern("PLATFORM", "Reddit", null, "reddit"));
        ruler.Add("IDEOLOGY", [T.Lower("black"), T.Lower("pill")], id: "bp");
        return ruler;
    }

    private static string Describe(EntityRuler ruler) => string.Join(", ", ruler
        .Process(Tokenizer.English.Tokenize("black pill on reddit, TIK TOK, zürich 😀 or Tinder"))
        .Entities.Select(entity => $"{entity.Text}={entity.Label}/{entity.Id}"));

    [Fact]
    public void Compiled_rules_do_what_the_rules_did()
    {
        using var folder = new TemporaryFolder();
        Ruler().Compile(folder["rules.bin"]);
        var loaded = new EntityRuler { PhraseAttribute = TokenAttribute.Lower };
        loaded.Load(folder["rules.bin"]);
        Assert.Equal("black pill=IDEOLOGY/bp, reddit=PLATFORM/reddit, TIK TOK=PLATFORM/, zürich 😀=PLATFORM/, Tinder=PLATFORM/", Describe(loaded));
        Assert.Equal(Ruler().Patterns.Select(p => (p.Label, p.Phrase, p.Id)), loaded.Patterns.Select(p => (p.Label, p.Phrase, p.Id)));
        loaded.Add("PLATFORM", "black");
        loaded.Add("OTHER", "or");
        Assert.Contains("or=OTHER", Describe(loaded));
        Assert.Equal(["rules.bin"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void The_same_rules_compile_to_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        Ruler().Compile(folder["a"]);
        Ruler().Compile(folder["b"]);
        Assert.Equal(File.ReadAllBytes(folder["a"]), File.ReadAllBytes(folder["b"]));
    }

    [Fact]
    public void A_file_that_is_cut_or_changed_anywhere_is_refused_and_leaves_the_ruler_empty()
    {
        using var folder = new TemporaryFolder();
        Ruler().Compile(folder["good"]);
        byte[] good = File.ReadAllBytes(folder["good"]);
        for (int i = 8; i < good.Length; i += 7)
        {
            byte[] changed = [.. good];
            changed[i] ^= 0x40;
            Refuses(changed);
            Refuses(good[..i]);
        }

        void Refuses(byte[] bytes)
        {
            File.WriteAllBytes(folder["bad"], bytes);
            var ruler = new EntityRuler { PhraseAttribute = TokenAttribute.Lower };
            Assert.Contains("bad", Assert.Throws<InvalidDataException>(() => ruler.Load(folder["bad"])).Message);
            Assert.Equal(0, ruler.Count);
        }
    }

    [Fact]
    public void Rules_compiled_for_another_attribute_are_refused()
    {
        using var folder = new TemporaryFolder();
        Ruler().Compile(folder["rules"]);
        Assert.Contains("Orth", Assert.Throws<InvalidDataException>(() => new EntityRuler().Load(folder["rules"])).Message);
    }
}
