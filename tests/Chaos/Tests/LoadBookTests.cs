using QueueService.Tests.Chaos.Endurance;

namespace QueueService.Tests.Chaos.Tests;

public sealed class LoadBookTests
{
    private readonly LoadBook _book = new();

    [Fact]
    public void Received_WhenItWasSent_IsNoted()
    {
        _book.Sending("a");
        Assert.NotNull(_book.Received("a", "a 0 ", DateTimeOffset.UtcNow));
        Assert.Empty(_book.Violations);
        Assert.Equal(1, _book.Backlog);
    }

    [Fact]
    public void Received_WhenItWasNeverSentOrChanged_IsAViolation()
    {
        Assert.Null(_book.Received("a", "a 0 ", DateTimeOffset.UtcNow));
        Assert.Null(_book.Received(null, "changed", DateTimeOffset.UtcNow));
        Assert.Equal(2, _book.Violations.Count());
    }

    [Fact]
    public void Received_WhenTheCallBeganAfterTheAcknowledgement_IsAViolation()
    {
        _book.Sending("a");
        _book.Acknowledged("a");
        Assert.Null(_book.Received("a", "a 0 ", DateTimeOffset.UtcNow.AddSeconds(1)));
        Assert.Contains("'a' was delivered", Assert.Single(_book.Violations), StringComparison.Ordinal);
        Assert.Equal(0, _book.Backlog);
    }

    [Fact]
    public void Received_WhenTheCallBeganBeforeTheAcknowledgement_IsALateAnswer()
    {
        DateTimeOffset began = DateTimeOffset.UtcNow.AddSeconds(-1);
        _book.Sending("a");
        _book.Acknowledged("a");
        Assert.Null(_book.Received("a", "a 0 ", began));
        Assert.Empty(_book.Violations);
    }
}
