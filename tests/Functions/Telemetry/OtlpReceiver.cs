using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QueueService.Tests.Secrets;

namespace QueueService.Tests.Functions.Telemetry;

/// <summary>What a collector of telemetry gets by OTLP over HTTP; texts in protobuf stand there as they are.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();

    private OtlpReceiver(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public static async Task<OtlpReceiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        IServer server = receiver._app.Services.GetRequiredService<IServer>();
        receiver.Address = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return receiver;
    }

    /// <summary>True if some request to this path had all these texts.</summary>
    public bool Has(string path, params string[] texts) => _received.Any(request =>
        IsAt(request.Path, path) && Array.TrueForAll(texts, text => request.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0));

    /// <summary>True if some request to this path had these bytes.</summary>
    public bool Has(string path, byte[] bytes) =>
        _received.Any(request => IsAt(request.Path, path) && request.Body.AsSpan().IndexOf(bytes) >= 0);

    public int Requests => _received.Count;

    /// <summary>What a service tells a collector may have no secrets in it either.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        foreach ((string path, byte[] body) in _received)
            KnownSecrets.AssertNoneIn($"The telemetry to {path}", Encoding.Latin1.GetString(body));
    }

    private static bool IsAt(string path, string expected) => path.Equals(expected, StringComparison.Ordinal);

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.Enqueue((context.Request.Path.Value ?? "", body.ToArray()));
        context.Response.ContentType = "application/x-protobuf";
    }
}
