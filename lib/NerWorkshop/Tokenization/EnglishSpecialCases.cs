namespace NerWorkshop;

/// <summary>
/// The special cases of English as spaCy has them: contractions, abbreviations, times of day and emoticons. Each is
/// written as its tokens, with the norm after an equals sign where it differs from the lower-case word.
/// </summary>
internal static class EnglishSpecialCases
{
    private static readonly string[] Kept =
        """
        ' '' \") <space> C++ a.m. Adm. Bros. co. Co. Corp. D.C. Dr. e.g. E.g. E.G. Gen. Gov. i.e. I.e. I.E. Inc. Jr.
        Ltd. Md. Messrs. Mo. Mont. Mr. Mrs. Ms. p.m. Ph.D. Prof. Rep. Rev. Sen. St. vs. v.s. 'd and/or o'clock ä. ö. ü.
        :) :-) :)) :-)) :))) :-))) (: (-: =) (= :] :-] [: [-: [= =] :o) (o: :} :-} 8) 8-) (-8 ;) ;-) (; (-;
        :( :-( :(( :-(( :((( :-((( ): )-: =( >:( :') :'-) :'( :'-( :/ :-/ =/ =| :| :-| ]= =[ :1
        :P :-P :p :-p :O :-O :o :-o :0 :-0 :() >:o :* :-* :3 :-3 =3 :> :-> :X :-X :x :-x :D :-D ;D ;-D =D
        xD XD xDD XDD 8D 8-D ^_^ ^__^ ^___^ >.< >.> <.< ._. ;_; -_- -__- v.v V.V v_v V_V
        o_o o_O O_o O_O 0_o o_0 0_0 o.O O.o O.O o.o 0.0 o.0 0.o @_@ <3 <33 <333 </3 (^_^) (-_-) (._.) (>_<) (*_*) (¬_¬)
        ಠ_ಠ ಠ︵ಠ (ಠ_ಠ) ¯\(ツ)/¯ (╯°□°）╯︵┻━┻ ><(((*>
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whole words with a norm of their own: abbreviation, then what it stands for.</summary>
    private static readonly string[] Abbreviations =
        """
        'S='s 's='s ‘S='s ‘s='s w/o=without 're=are O'clock=o'clock em=them 'em=them ll=will 'll=will nuff=enough
        'nuff=enough ma'am=madam Ma'am=madam
        'Cause=because 'cause=because 'cos=because 'Cos=because 'coz=because 'Coz=because 'cuz=because 'Cuz=because
        'bout=about lovin'=loving Lovin'=loving lovin=loving Lovin=loving havin'=having Havin'=having havin=having
        Havin=having
        Mt.=Mount Ak.=Alaska Ala.=Alabama Apr.=April Ariz.=Arizona Ark.=Arkansas Aug.=August Calif.=California
        Colo.=Colorado Conn.=Connecticut Dec.=December Del.=Delaware Feb.=February Fla.=Florida Ga.=Georgia Ia.=Iowa
        Id.=Idaho Ill.=Illinois Ind.=Indiana Jan.=January Jul.=July Jun.=June Kan.=Kansas Kans.=Kansas Ky.=Kentucky
        La.=Louisiana Mar.=March Mass.=Massachusetts Mich.=Michigan Minn.=Minnesota Miss.=Mississippi Neb.=Nebraska
        Nebr.=Nebraska Nev.=Nevada Nov.=November Oct.=October Okla.=Oklahoma Ore.=Oregon Pa.=Pennsylvania
        Sep.=September Sept.=September Tenn.=Tennessee Va.=Virginia Wash.=Washington Wis.=Wisconsin
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static readonly (string Abbreviation, string Norm)[] StatesOfTwoWords =
    [
        ("N.C.", "North Carolina"), ("N.D.", "North Dakota"), ("N.H.", "New Hampshire"), ("N.J.", "New Jersey"),
        ("N.M.", "New Mexico"), ("N.Y.", "New York"), ("S.C.", "South Carolina"),
    ];

    /// <summary>Irregular contractions; tokens separated by blanks.</summary>
    private static readonly string[] Irregular =
    [
        "y'=you all", "y=you all", "how 'd 'y=you", "How=how 'd 'y=you", "not 've=have", "not ve=have",
        "Not=not 've=have", "Not=not ve=have", "can not", "Can=can not", "gon=going na=to", "Gon=going na=to",
        "got ta=to", "Got=got ta=to", "let 's=us", "Let=let 's=us", "c'm=come on", "C'm=come on",
    ];

    /// <summary>What would be a contraction without apostrophe but is a word of its own.</summary>
    private static readonly HashSet<string> Words =
    [
        "Ill", "ill", "Its", "its", "Hell", "hell", "Shell", "shell", "Shed", "shed", "were", "Were", "Well", "well",
        "Whore", "whore",
    ];

    /// <summary>All of them; a later one of the same text replaces an earlier one.</summary>
    public static IEnumerable<SpecialCase> All()
    {
        var cases = new Dictionary<string, SpecialCase>(StringComparer.Ordinal);
        foreach (SpecialCase special in WhiteSpace().Concat(Kept.Select(text => Case(text)))
            .Concat(Letters()).Concat(Degrees()).Concat(Contractions().Where(c => !Words.Contains(c.Text)))
            .Concat(Abbreviations.Select(Parse)).Concat(Irregular.Select(Parse)).Concat(TimesOfDay())
            .Concat(StatesOfTwoWords.Select(state => Case(state.Abbreviation, state.Norm))))
        {
            cases[special.Text] = special;
        }

        // The same with a typographic apostrophe, unless that is listed with other tokens already.
        foreach (SpecialCase special in cases.Values.Where(c => c.Text.Contains('\'')).ToList())
        {
            SpecialCase curly = Curly(special);
            cases[curly.Text] = curly;
        }

        return cases.Values;
    }

    private static IEnumerable<SpecialCase> WhiteSpace() =>
        [Case(" "), Case("\t"), Case("\\t"), Case("\n"), Case("\\n"), Case("—"), Case("\u00A0", "  ")];

    private static IEnumerable<SpecialCase> Letters() => Enumerable.Range('a', 26).Select(c => Case($"{(char)c}."));

    private static IEnumerable<SpecialCase> Degrees() => "cfkCFK".Select(unit => Parse($"° {unit} ."));

    private static IEnumerable<SpecialCase> TimesOfDay() =>
        from hour in Enumerable.Range(1, 12)
        from period in (string[])["a.m.", "am=a.m.", "p.m.", "pm=p.m."]
        select Parse($"{hour} {period}");

    private static IEnumerable<SpecialCase> Contractions() =>
        Pronouns().Concat(QuestionWords()).Concat(Negations()).Concat(ClippedParticiples());

    private static IEnumerable<SpecialCase> Pronouns()
    {
        foreach (string pronoun in (string[])["i", "you", "he", "she", "it", "we", "they"])
        {
            foreach (string word in BothCases(pronoun))
            {
                if (pronoun == "i")
                {
                    yield return Parse($"{word} 'm=am");
                    yield return Parse($"{word} m");
                    yield return Parse($"{word} 'm=am a=gonna");
                    yield return Parse($"{word} m=am a=gonna");
                }

                foreach (SpecialCase modal in WithWillAndWould(word))
                {
                    yield return modal;
                }

                if (pronoun is "i" or "you" or "we" or "they")
                {
                    yield return Parse($"{word} 've=have");
                    yield return Parse($"{word} ve=have");
                }

                if (pronoun is "you" or "we" or "they")
                {
                    yield return Parse($"{word} 're=are");
                    yield return Parse($"{word} re=are");
                }

                if (pronoun is "he" or "she" or "it")
                {
                    yield return Parse($"{word} 's");
                    yield return Parse($"{word} s");
                }
            }
        }
    }

    private static IEnumerable<SpecialCase> QuestionWords()
    {
        string[] all = ["who", "what", "when", "where", "why", "how", "there", "that", "this", "these", "those"];
        foreach (string word in all.SelectMany(BothCases))
        {
            string lower = word.ToLowerInvariant();
            if (lower is not ("these" or "those"))
            {
                yield return Parse($"{word} 's");
                yield return Parse($"{word} s");
            }

            foreach (SpecialCase modal in WithWillAndWould(word))
            {
                yield return modal;
            }

            if (lower is not ("that" or "this"))
            {
                yield return Parse($"{word} 're=are");
                yield return Parse($"{word} re=are");
                yield return Parse($"{word} 've");
                yield return Parse($"{word} ve=have");
            }
        }
    }

    private static IEnumerable<SpecialCase> WithWillAndWould(string word) =>
    [
        Parse($"{word} 'll=will"), Parse($"{word} ll=will"),
        Parse($"{word} 'll=will 've=have"), Parse($"{word} ll=will ve=have"),
        Parse($"{word} 'd"), Parse($"{word} d='d"),
        Parse($"{word} 'd=would 've=have"), Parse($"{word} d=would ve=have"),
    ];

    private static IEnumerable<SpecialCase> Negations()
    {
        string[] withHave =
        [
            "ca=can", "could", "do", "does", "did=do", "had=have", "may", "might", "must", "need", "ought", "sha=shall",
            "should", "wo=will", "would",
        ];
        foreach (string verb in withHave.SelectMany(BothCases))
        {
            yield return Parse($"{verb} n't=not");
            yield return Parse($"{verb} nt=not");
            yield return Parse($"{verb} n't=not 've=have");
            yield return Parse($"{verb} nt=not ve=have");
        }

        foreach (string verb in ((string[])["could", "might", "must", "should", "would"]).SelectMany(BothCases))
        {
            yield return Parse($"{verb} 've");
            yield return Parse($"{verb} ve");
        }

        string[] others = ["ai", "are", "is", "was", "were", "have", "has", "dare"];
        foreach (string verb in others.SelectMany(BothCases))
        {
            yield return Parse($"{verb} n't=not");
            yield return Parse($"{verb} nt=not");
        }
    }

    private static IEnumerable<SpecialCase> ClippedParticiples() =>
        from pair in (string[])["doin=doing", "goin=going", "nothin=nothing", "nuthin=nothing", "ol=old", "somethin=something"]
        from word in BothCases(pair)
        from text in (string[])[word, word.Replace("=", "'=")]
        select Parse(text);

    /// <summary>As given and with a capital; the norm stays in lower case.</summary>
    private static IEnumerable<string> BothCases(string word) => [word, char.ToUpperInvariant(word[0]) + word[1..]];

    private static SpecialCase Case(string text, string? norm = null) =>
        new(text, [norm is null ? Lexeme.Of(text) : Lexeme.WithNorm(text, norm)]);

    private static SpecialCase Parse(string tokens)
    {
        Lexeme[] lexemes = [.. tokens.Split(' ').Select(ParseToken)];
        return new SpecialCase(string.Concat(lexemes.Select(lexeme => lexeme.Text)), lexemes);
    }

    private static Lexeme ParseToken(string token)
    {
        int equals = token.IndexOf('=');
        return equals > 0 ? Lexeme.WithNorm(token[..equals], token[(equals + 1)..]) : Lexeme.Of(token);
    }

    private static SpecialCase Curly(SpecialCase special) => new(
        special.Text.Replace('\'', '’'),
        [.. special.Tokens.Select(t => t.Text.Contains('\'') ? Lexeme.WithNorm(t.Text.Replace('\'', '’'), t.Norm) : t)]);
}
