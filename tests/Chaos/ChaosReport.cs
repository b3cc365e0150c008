namespace QueueService.Tests.Chaos;

/// <summary>What happened in a run.</summary>
/// <param name="Faults">Requests and answers that the network lost or delayed.</param>
/// <param name="Violations">Promises that were broken, in words.</param>
internal sealed record ChaosReport(
    int Sent, int Stored, int Received, int Acknowledged, int Kills, int Faults, IReadOnlyList<string> Violations)
{
    public override string ToString() =>
        $"sent {Sent:N0} (stored {Stored:N0}), received {Received:N0}, acknowledged {Acknowledged:N0}, "
        + $"kills {Kills:N0}, network faults {Faults:N0}, violations {Violations.Count:N0}";
}
