using QueueService.Tests.Simulation.CommandLine;

namespace QueueService.Tests.Simulation.Mutations;

/// <summary>The deliberate faults that the checks must find.</summary>
internal static class MutationList
{
    public static IReadOnlyList<Mutation> All { get; } =
    [
        .. CommitMutations.All,
        .. LifeMutations.All,
        .. SnapshotMutations.All,
        .. StateMutations.All,
        .. MoveMutations.All,
        .. EditMutations.All,
        .. RoutingMutations.All,
        .. UndoneFixes.All,
    ];

    /// <summary>The mutation of this name, or all; throws <see cref="UsageException"/>.</summary>
    public static IReadOnlyList<Mutation> Find(string name)
    {
        if (string.Equals(name, "all", StringComparison.Ordinal))
            return All;
        return All.FirstOrDefault(mutation => string.Equals(mutation.Name, name, StringComparison.Ordinal)) is { } found
            ? [found]
            : throw new UsageException(
                $"There is no mutation '{name}'. There are: all, {string.Join(", ", All.Select(known => known.Name))}.");
    }
}
