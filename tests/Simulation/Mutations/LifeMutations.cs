namespace QueueService.Tests.Simulation.Mutations;

/// <summary>Mistakes in when the loop of a partition begins and ends.</summary>
internal static class LifeMutations
{
    private const string Open = "Replication/Leases/OpenPartition.cs";
    private const string Mailbox = "Replication/Loop/Mailbox.cs";

    private const string Closed =
        "                throw new InvalidOperationException(\"The partition was closed while it was in use.\");";

    private static readonly Edit _leasesIgnored = new(
        Open, "if (_users > 0 || _isClosing)", "if (_isClosing)");

    public static IReadOnlyList<Mutation> All { get; } =
    [
        new(
            "loop-replaced-before-it-ended",
            "an idle partition is forgotten, then closed: the next loop opens while the last one still commits",
            _leasesIgnored,
            new Edit(
                Open,
                "        try\n        {\n            await partition",
                "        onEnded(this);\n        try\n        {\n            await partition"),
            new Edit(Mailbox, Closed, "                return false;")),
        new(
            "lease-ignored",
            "an idle partition is closed although somebody uses it",
            _leasesIgnored),
    ];
}
