using QueueService.Tests.Azurite;

namespace QueueService.Tests.Functions.Sqs.Clients;

/// <summary>When a test is left out for what the machine lacks.</summary>
public sealed class MachineNeedTests
{
    [Theory]
    [InlineData(true, null, null)]
    [InlineData(true, "true", null)]
    [InlineData(false, null, "how")]
    [InlineData(false, "false", "how")]
    [InlineData(false, "true", null)]
    public void Missing_WhenSomethingIsNotHere_LeavesTheTestOutUnlessItChecksARelease(bool isHere, string? ci, string? expected) =>
        Assert.Equal(expected, MachineNeed.Missing(isHere, "how", ci));

    [Fact]
    public void DebianFact_WhenAPackageIsMissing_SaysHowToGetIt()
    {
        bool isCi = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
        DebianFactAttribute fact = new("python3-nobody python3-none", "Test");
        Assert.Equal(isCi ? null : "On Debian: apt-get install python3-nobody python3-none", fact.Skip);
        Assert.Equal(isCi ? null : $"Test ({fact.Skip})", fact.DisplayName);
    }
}
