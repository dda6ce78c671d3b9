using System.CommandLine;

namespace NerWorkshop.Cli;

/// <summary>The option that says how much of a list to print.</summary>
internal static class ShowOption
{
    public static Option<int> Of(string description, int byDefault)
    {
        var show = new Option<int>("--show")
        {
            Description = description,
            DefaultValueFactory = _ => byDefault,
            HelpName = "N",
        };
        show.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
            {
                result.AddError("--show takes a number from 0 on");
            }
        });
        return show;
    }
}
