using QueueService.Storage;

namespace QueueService.Tests.Storage;

/// <summary>Frames with contents that can be told apart.</summary>
public static class Frames
{
    public static NewFrame Following(LogHead head, int events = 20, int payload = 100, int note = 8)
    {
        var number = head.Last.Next;
        var seed = (int)number.Value * 31;
        return new NewFrame(
            number,
            new CommitId((UInt128)BitConverter.ToUInt64(Bytes(8, seed + 3)) << 64 | (UInt128)number.Value),
            Bytes(events, seed),
            Bytes(payload, seed + 1),
            Bytes(note, seed + 2));
    }

    public static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Appends frames that must all be committed and returns them.</summary>
    public static async Task<List<NewFrame>> AppendAsync(ICommitLog log, int count, int events = 20, int payload = 100)
    {
        var head = await log.ReadHeadAsync(CancellationToken.None);
        var frames = new List<NewFrame>();
        for (var index = 0; index < count; index++)
        {
            var frame = Following(head, events, payload);
            head = await CommitAsync(log, head, frame);
            frames.Add(frame);
        }

        return frames;
    }

    public static async Task<LogHead> CommitAsync(ICommitLog log, LogHead head, NewFrame frame)
    {
        var outcome = await log.AppendAsync(head, frame);
        Assert.Equal(AppendStatus.Committed, outcome.Status);
        return outcome.Head!;
    }

    public static async Task<List<LogFrame>> ReadAsync(ICommitLog log, long first = 1, long last = long.MaxValue)
    {
        var frames = new List<LogFrame>();
        await foreach (var frame in log.ReadAsync(
            new FrameNumber(first), new FrameNumber(last), CancellationToken.None))
            frames.Add(frame);
        return frames;
    }

    /// <summary>Equal but for a payload that the store did not fetch.</summary>
    public static void AssertEvents(NewFrame expected, LogFrame actual)
    {
        Assert.Equal(expected.Number, actual.Number);
        Assert.Equal(expected.Commit, actual.Commit);
        Assert.True(expected.Events.Span.SequenceEqual(actual.Events.Span));
        if (actual.Payload is { } payload)
            Assert.True(expected.Payload.Span.SequenceEqual(payload.Span));
    }

    public static void AssertWhole(NewFrame expected, LogFrame? actual)
    {
        Assert.NotNull(actual);
        Assert.NotNull(actual.Payload);
        AssertEvents(expected, actual);
    }

    public static void AssertHead(NewFrame expected, LogHead actual)
    {
        Assert.Equal(expected.Number, actual.Last);
        Assert.Equal(expected.Commit, actual.Commit);
        Assert.True(expected.Note.Span.SequenceEqual(actual.Note.Span));
    }
}
