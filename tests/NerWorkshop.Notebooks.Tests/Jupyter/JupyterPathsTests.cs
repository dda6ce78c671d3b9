namespace NerWorkshop.Notebooks.Tests;

public sealed class JupyterPathsTests
{
    private static JupyterMachine Machine(string system, string variables = "")
    {
        var set = variables.Split('|', StringSplitOptions.RemoveEmptyEntries)
            .Select(assignment => assignment.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        return new JupyterMachine(Enum.Parse<JupyterMachine.Kind>(system), "/home/ada", set.GetValueOrDefault);
    }

    [Theory]
    [InlineData("Linux", "", "/home/ada/.local/share/jupyter")]
    [InlineData("Linux", "XDG_DATA_HOME=/data", "/data/jupyter")]
    [InlineData("Linux", "XDG_DATA_HOME=", "/home/ada/.local/share/jupyter")]
    [InlineData("MacOS", "XDG_DATA_HOME=/data", "/home/ada/Library/Jupyter")]
    [InlineData("Windows", "APPDATA=/home/ada/AppData/Roaming", "/home/ada/AppData/Roaming/jupyter")]
    [InlineData("Windows", "APPDATA=/a|JUPYTER_DATA_DIR=/own", "/own")]
    [InlineData("Linux", "JUPYTER_DATA_DIR=/own", "/own")]
    public void The_users_data_directory_is_where_jupyter_has_it(string system, string variables, string path) =>
        Assert.Equal(path, JupyterPaths.UserData(Machine(system, variables)).Replace('\\', '/'));

    [Fact]
    public void Every_directory_that_jupyter_searches_is_listed_in_its_order()
    {
        Assert.Equal(
            ["/a", "/b", "/home/ada/.local/share/jupyter", "/usr/local/share/jupyter", "/usr/share/jupyter"],
            JupyterPaths.All(Machine("Linux", "JUPYTER_PATH=/a:/b")));
        Assert.Equal(
            ["/home/ada/Library/Jupyter", "/usr/local/share/jupyter", "/usr/share/jupyter"],
            JupyterPaths.All(Machine("MacOS")));
        Assert.Equal(
            ["C:/a", "C:/b", "/roaming/jupyter", "/program/jupyter"],
            JupyterPaths.All(Machine("Windows", "JUPYTER_PATH=C:/a;C:/b|APPDATA=/roaming|PROGRAMDATA=/program"))
                .Select(path => path.Replace('\\', '/')));
    }
}
