namespace QueueService.Tests.Simulation.CommandLine;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("seed '0'", "--seed", "0")]
    [InlineData("seed '-1'", "--seeds", "-1..3")]
    [InlineData("seed '9223372036854775808'", "--seed", "9223372036854775808")]
    [InlineData("range '3..1'", "--seeds", "3..1")]
    [InlineData("option '--sede'", "--sede", "1")]
    [InlineData("jobs '65'", "--jobs", "65")]
    [InlineData("trim-too-early", "--mutation", "no such fault")]
    [InlineData("--seed needs a value", "--seed")]
    [InlineData("--trace tells", "--seeds", "1..2", "--trace")]
    public void Parse_WhenSomethingDoesNotExist_SaysWhat(string told, params string[] args)
    {
        UsageException refused = Assert.Throws<UsageException>(() => Options.Parse(args));
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_WhenARangeIsGiven_TakesBothEnds()
    {
        Options options = Options.Parse(["--seeds", "5..9", "--jobs", "2", "--first"]);
        Assert.Equal((5L, 9L, 2, true), (options.First, options.Last, options.Jobs, options.StopsAtFirst));
    }

    [Fact]
    public void Parse_WhenAMutationIsGiven_LooksThroughTenThousandSeeds() =>
        Assert.Equal(10_000, Options.Parse(["--mutation", "reply-early"]).Last);
}
