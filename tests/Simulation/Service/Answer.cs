namespace QueueService.Tests.Simulation.Service;

/// <summary>How a call ended for the client.</summary>
/// <param name="Began">When the client called, in true time.</param>
/// <param name="Ended">When the client heard, or gave up.</param>
/// <param name="Clock">
/// What the clock of the process showed when the call reached it: no decision about the call is made at an earlier time.
/// </param>
internal sealed record Answer<T>(
    Verdict Verdict, T? Value, string Why, Timestamp Began, Timestamp Ended, Timestamp Clock)
{
    public Answer<TOther> As<TOther>(TOther? value) => new(Verdict, value, Why, Began, Ended, Clock);
}
