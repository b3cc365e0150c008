using System.Collections;

namespace QueueService.Partitions.State;

/// <summary>The unread runs of one moment. Never changes, so any thread may read it.</summary>
internal sealed class UnreadCapture(UnreadChunk[] chunks) : IReadOnlyCollection<UnreadRun>
{
    public IReadOnlyList<UnreadChunk> Chunks => chunks;

    public int Count => chunks.Sum(chunk => chunk.Runs.Count);

    /// <summary>Both together, in order. Chunks stay what they are where one capture comes before the other.</summary>
    public static UnreadCapture Join(UnreadCapture first, UnreadCapture second)
    {
        if (first.Chunks.Count == 0)
            return second;
        if (second.Chunks.Count == 0 || first.Chunks[^1].Runs[^1].End <= second.Chunks[0].Runs[0].First)
            return new UnreadCapture([.. first.Chunks, .. second.Chunks]);
        return new UnreadCapture(
        [
            .. first.Concat(second).OrderBy(run => run.First).Chunk(UnreadChunk.Size)
                .Select(runs => new UnreadChunk([.. runs]).Freeze()),
        ]);
    }

    public IEnumerator<UnreadRun> GetEnumerator() => chunks.SelectMany(chunk => chunk.Runs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
