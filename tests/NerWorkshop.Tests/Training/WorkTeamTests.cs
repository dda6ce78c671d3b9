namespace NerWorkshop.Tests.Training;

public class WorkTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_piece_of_every_round_is_done_once_before_the_round_ends(int threads)
    {
        using var team = new WorkTeam(threads);
        int[] done = new int[7];
        for (int round = 1; round <= 2000; round++)
        {
            team.Run(done.Length, i => done[i]++);

            Assert.All(done, times => Assert.Equal(round, times));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_goes_wrong_in_a_piece_reaches_the_caller_and_the_team_works_on(int threads)
    {
        using var team = new WorkTeam(threads);

        Assert.Throws<InvalidDataException>(() => team.Run(4, i => throw new InvalidDataException($"piece {i}")));

        int sum = 0;
        team.Run(4, i => Interlocked.Add(ref sum, i));
        Assert.Equal(6, sum);
    }
}
