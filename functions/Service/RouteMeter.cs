namespace QueueService.Functions.Service;

/// <summary>The counts of one route: arrays that requests add to without locks.</summary>
internal sealed class RouteMeter(string method, string route)
{
    public const string RequestsName = "queue_service_http_requests";
    public const string SecondsName = "queue_service_http_request_duration_seconds";

    private const int FirstStatus = 100;
    private const int LastStatus = 599;

    private static readonly double[] Bounds =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private readonly long[] _byStatus = new long[LastStatus - FirstStatus + 1];
    private readonly long[] _byDuration = new long[Bounds.Length + 1];
    private long _ticks;

    public static RouteMeter Of(RouteEndpoint endpoint) => new(
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "", RouteText.Of(endpoint));

    public void Count(int status, TimeSpan duration)
    {
        Interlocked.Increment(ref _byStatus[Math.Clamp(status, FirstStatus, LastStatus) - FirstStatus]);
        int bucket = 0;
        while (bucket < Bounds.Length && duration.TotalSeconds > Bounds[bucket])
            bucket++;
        Interlocked.Increment(ref _byDuration[bucket]);
        Interlocked.Add(ref _ticks, duration.Ticks);
    }

    public void WriteCounts(OpenMetricsText text)
    {
        for (int i = 0; i < _byStatus.Length; i++)
        {
            if (Volatile.Read(ref _byStatus[i]) is > 0 and long count)
                text.Sample($"{RequestsName}_total", $"{{{Labels},status=\"{i + FirstStatus}\"}}", count);
        }
    }

    public void WriteDurations(OpenMetricsText text)
    {
        long count = 0;
        for (int i = 0; i < _byDuration.Length; i++)
        {
            count += Volatile.Read(ref _byDuration[i]);
            string bound = i < Bounds.Length ? $"{Bounds[i]:0.0###}" : "+Inf";
            text.Sample($"{SecondsName}_bucket", $"{{{Labels},le=\"{bound}\"}}", count);
        }

        text.Sample($"{SecondsName}_count", $"{{{Labels}}}", count);
        text.Sample($"{SecondsName}_sum", $"{{{Labels}}}", new TimeSpan(Volatile.Read(ref _ticks)).TotalSeconds);
    }

    private string Labels => $"method=\"{method}\",route=\"{route}\"";
}
