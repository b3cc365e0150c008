namespace QueueService.Benchmarks.Targets;

/// <summary>
/// The key that every request shows, so that requests are the same whether the service looks at it or not. It guards
/// nothing: servers of benchmarks listen on loopback and are gone afterwards.
/// </summary>
internal static class BenchmarkKey
{
    private const string Id = "benchmark";
    private const string Secret = "guards-nothing-guards-nothing-guards-nothing";

    /// <summary>The configuration that makes it the administrator's.</summary>
    public const string AdminKey = $"{Id}:{Secret}";

    /// <summary>All that switches access control on, for any storage.</summary>
    public static Dictionary<string, string> Settings => new(StringComparer.Ordinal)
    {
        ["Access:Mode"] = "Keys",
        ["Access:AdminKey"] = AdminKey,
        ["Access:MasterKey"] = Convert.ToBase64String(new byte[32]),
    };

    public const string Authorization = $"Bearer {Id}.{Secret}";

    public static HttpClient Client(Uri address)
    {
        var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Add("Authorization", Authorization);
        return http;
    }
}
