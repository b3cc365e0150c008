using System.Security.Cryptography;
using QueueService.Tests.Functions.Access;
using QueueService.Tests.FunctionsHost;
using QueueService.Tests.Secrets;

namespace QueueService.Tests.Functions.Http.Hosted;

/// <summary>Tests that start the published package in a stand-in of their own, on a folder.</summary>
public abstract class PackageTestBase : IAsyncLifetime
{
    private static readonly ShownKey Key = new("hosted", "a-secret-behind-the-functions-host");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-service-test");
    private readonly CancellationTokenSource _deadline = new();
    private readonly ServiceWatch _watch = new("the package");
    private readonly List<string> _log = [];

    /// <summary>Gets the folder of the package.</summary>
    private protected string PackageFolder { get; private set; } = "";

    /// <summary>Gets a folder for what a test makes.</summary>
    private protected string Folder => _folder.FullName;

    private protected CancellationToken Deadline => _deadline.Token;

    public async Task InitializeAsync()
    {
        PackageFolder = await Package.PublishOnceAsync();

        // Only now: whoever comes first waits for the package, for minutes on a busy machine.
        _deadline.CancelAfter(TimeSpan.FromMinutes(2));
    }

    public Task DisposeAsync()
    {
        _deadline.Dispose();
        _folder.Delete(recursive: true);
        _watch.AssertNoSecretWasSaid();
        return Task.CompletedTask;
    }

    private protected Task<StandIn> StartAsync(string package, params (string Name, string Value)[] settings) =>
        StandIn.StartAsync(package, Settings(settings), Remember);

    /// <summary>On a folder of its own, with nothing else in the environment.</summary>
    private protected Dictionary<string, string> Settings(params (string Name, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        if (!all.ContainsKey("Storage__ConnectionString"))
        {
            all.TryAdd("Storage__Kind", "Local");
            all["Storage__Path"] = Path.Combine(_folder.FullName, "data");
        }

        all["Access__AdminKey"] = $"{Key.Id}:{Key.Secret}";
        all["Access__MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        _watch.Know([], all);
        return all;
    }

    private protected HttpClient Client(StandIn host) => new(new WatchedAnswers(_watch, new KeyHandler(Key))) { BaseAddress = host.Address };

    private protected void Remember(string line)
    {
        _watch.Log(line);
        lock (_log)
            _log.Add(line);
    }

    private protected List<string> Log()
    {
        lock (_log)
            return [.. _log];
    }
}
