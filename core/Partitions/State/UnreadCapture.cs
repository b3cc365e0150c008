using System.Collections;

namespace QueueService.Partitions.State;

/// <summary>The unread runs of one moment. Never changes, so any thread may read it.</summary>
internal sealed class UnreadCapture(UnreadChunk[] chunks) : IReadOnlyCollection<UnreadRun>
{
    public IReadOnlyList<UnreadChunk> Chunks => chunks;

    public int Count => chunks.Sum(chunk => chunk.Runs.Count);

    public IEnumerator<UnreadRun> GetEnumerator() => chunks.SelectMany(chunk => chunk.Runs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
