using QueueService.Replication;

namespace QueueService.Tests.Core.Replication.Loop;

/// <summary>A command that is only passed on.</summary>
internal sealed class PostedCommand(int number, int bytes = 0, int weight = 1) : Command
{
    public int Number => number;

    public override int Bytes => bytes;

    public override int Weight => weight;

    public override bool IsAbandoned => HasLeft;

    public override Timestamp? Deadline => WaitsUntil;

    /// <summary>True once its caller has gone away.</summary>
    public bool HasLeft { get; set; }

    public Timestamp? WaitsUntil { get; init; }

    public override Decision Decide(Draft draft) => throw new NotSupportedException();

    public override void Complete() => throw new NotSupportedException();

    public override void Fail(Exception reason) => throw new NotSupportedException();
}
