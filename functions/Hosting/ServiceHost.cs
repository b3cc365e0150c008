using Microsoft.AspNetCore.HttpOverrides;
using QueueService.Functions.Rest;
using QueueService.Functions.Service;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Functions.Hosting;

/// <summary>Starts the program, and says in one line why it cannot.</summary>
internal static partial class ServiceHost
{
    private const string DefaultUrl = "http://127.0.0.1:7071";
    private const string FunctionsPort = "FUNCTIONS_CUSTOMHANDLER_PORT";
    private const int BadConfiguration = 2;
    private const int CannotStart = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await ServeAsync(args);
            return 0;
        }
        catch (OptionsException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return BadConfiguration;
        }
        catch (Exception exception) when (exception is StorageUnavailableException or StorageCorruptException or IOException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return CannotStart;
        }
    }

    private static async Task ServeAsync(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
        string? functionsPort = builder.Configuration[FunctionsPort];
        Configure(builder, functionsPort);
        ServiceOptions options = OptionsReader.Read(builder.Configuration);
        await using IStore store = StoreFactory.Open(options);
        await store.InitializeAsync(CancellationToken.None);
        await using WebApplication app = builder.Build();
        await using Broker broker = await Broker.OpenAsync(
            store, TimeProvider.System, RandomSource.System, app.Logger, CancellationToken.None);
        if (functionsPort is not null)
            app.UseForwardedHeaders(Forwarded());
        app.UseMiddleware<ProblemMiddleware>();
        ServiceRoutes.Map(app, store);
        RestRoutes.Map(app, broker);
        await app.StartAsync();
        LogListening(app.Logger, string.Join(", ", app.Urls), options.Kind);
        await app.WaitForShutdownAsync();
    }

    private static void Configure(WebApplicationBuilder builder, string? functionsPort)
    {
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(functionsPort is null ? DefaultUrl : $"http://127.0.0.1:{functionsPort}");
        }

        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Limits.MaxRequestBytes;
        });
    }

    private static ForwardedHeadersOptions Forwarded()
    {
        ForwardedHeadersOptions options = new() { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        return options;
    }

    [LoggerMessage(LogLevel.Information, "Listening on {Urls}, storage {Storage}")]
    private static partial void LogListening(ILogger logger, string urls, StorageKind storage);
}
