namespace QueueService.Tests.Chaos.Faults;

/// <summary>How often the way to the store fails, as probabilities for each request or answer on it.</summary>
internal sealed record NetworkPlan
{
    /// <summary>The connection is reset before the request arrives.</summary>
    public double LoseRequest { get; init; } = 0.005;

    /// <summary>The request arrives, its answer does not.</summary>
    public double LoseAnswer { get; init; } = 0.01;

    /// <summary>The request arrives late, perhaps after its sender gave up.</summary>
    public double DelayRequest { get; init; } = 0.01;

    public double DelayAnswer { get; init; } = 0.01;

    /// <summary>The request is done twice, and the sender gets the second answer.</summary>
    public double RepeatRequest { get; init; } = 0.01;

    /// <summary>Time passes between the two times.</summary>
    public double DelayRepeat { get; init; } = 0.2;

    /// <summary>Longer than the service waits; most delays are a small part of it.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(15);

    public static NetworkPlan Calm { get; } = new()
    {
        LoseRequest = 0,
        LoseAnswer = 0,
        DelayRequest = 0,
        DelayAnswer = 0,
        RepeatRequest = 0,
        DelayRepeat = 0,
    };
}
