using System.Diagnostics.Metrics;
using QueueService.Functions.Service;

namespace QueueService.Tests.Functions.Service;

public sealed class EngineFigureTests : IDisposable
{
    private readonly Meter _meter = new("test");

    [Fact]
    public void Counter_WhenTagsDiffer_IsSummedUpForEach()
    {
        EngineFigure figure = new(_meter.CreateCounter<long>("queue.commit.doubts"));
        Assert.Contains("queue_service_commit_doubts_total 0\n", Text(figure), StringComparison.Ordinal);
        Add(figure, 1, "queue", "unknown");
        Add(figure, 2, "queue", "settled");
        Add(figure, 4, "exchange", "settled");
        Add(figure, 8, "queue", "settled");
        Assert.EndsWith(
            """
            queue_service_commit_doubts_total{kind="exchange",outcome="settled"} 4
            queue_service_commit_doubts_total{kind="queue",outcome="settled"} 10
            queue_service_commit_doubts_total{kind="queue",outcome="unknown"} 1
            # EOF

            """,
            Text(figure),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Histogram_WhenTagsDiffer_IsWrittenOneSeriesAfterTheOther()
    {
        EngineFigure figure = new(_meter.CreateHistogram<double>("queue.commit.duration", "s"));
        Add(figure, 1.5, "queue");
        Add(figure, 3, "exchange");
        Add(figure, 2, "queue");
        Assert.EndsWith(
            """
            queue_service_commit_duration_seconds_count{kind="exchange"} 1
            queue_service_commit_duration_seconds_sum{kind="exchange"} 3
            queue_service_commit_duration_seconds_count{kind="queue"} 2
            queue_service_commit_duration_seconds_sum{kind="queue"} 3.5
            # EOF

            """,
            Text(figure),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Add_WhenTheTagsAreKnown_AllocatesNothing()
    {
        EngineFigure figure = new(_meter.CreateCounter<long>("queue.commit.doubts"));
        KeyValuePair<string, object?>[] tags = [new("kind", "queue"), new("outcome", "settled")];
        figure.Add(1, tags);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int n = 0; n < 100; n++)
            figure.Add(1, tags);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    public void Dispose() => _meter.Dispose();

    private static void Add(EngineFigure figure, double value, string kind, string? outcome = null)
    {
        List<KeyValuePair<string, object?>> tags = [new("kind", kind)];
        if (outcome is not null)
            tags.Add(new("outcome", outcome));
        figure.Add(value, tags.ToArray());
    }

    private static string Text(EngineFigure figure)
    {
        OpenMetricsText text = new();
        figure.WriteTo(text);
        return text.End();
    }
}
