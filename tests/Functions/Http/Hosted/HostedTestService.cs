using System.Security.Cryptography;
using QueueService.Tests.Azurite;
using QueueService.Tests.Functions.Access;
using QueueService.Tests.FunctionsHost;

namespace QueueService.Tests.Functions.Http.Hosted;

/// <summary>The published package in a Functions host, on an emulated storage account.</summary>
public sealed class HostedTestService : TestService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string MasterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static readonly ShownKey Key = new("hosted", "a-secret-behind-the-functions-host");

    private AzuriteServer? _account;
    private IFunctionsHost? _host;

    /// <summary>The administrator's key, as clients show it.</summary>
    internal static string ShownKey => $"{Key.Id}.{Key.Secret}";

    internal override bool AnswersForItself => false;

    internal override string RawHeaders => $"Authorization: Bearer {ShownKey}\r\n";

    private protected override HttpMessageHandler Handler() => new KeyHandler(Key);

    public override async Task InitializeAsync()
    {
        _account = await AzuriteServer.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = _account.ConnectionString,
            ["Access__AdminKey"] = $"{Key.Id}:{Key.Secret}",
            ["Access__MasterKey"] = MasterKey,
        };
        Watch.Know([], settings);
        _host = await HostChoice.StartAsync(await Package.PublishOnceAsync(), settings, Watch.Log);
        using var deadline = new CancellationTokenSource(Patience);
        await _host.WaitUntilReadyAsync(deadline.Token);
        Connect(_host.Address);
    }

    internal async Task CallTimerAsync(string function)
    {
        using var deadline = new CancellationTokenSource(Patience);
        await _host!.CallTimerAsync(function, deadline.Token);
    }

    public override async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        await _account!.DisposeAsync();
        await base.DisposeAsync();
    }
}
