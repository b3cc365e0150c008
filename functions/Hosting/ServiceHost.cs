using QueueService.Access;
using QueueService.Functions.Access;
using QueueService.Functions.Rest;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Keys;
using QueueService.Functions.Rest.OpenApi;
using QueueService.Functions.Rest.Problems;
using QueueService.Functions.Service;
using QueueService.Functions.Sqs;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Functions.Hosting;

/// <summary>Starts the program, and says in one line why it cannot.</summary>
internal static partial class ServiceHost
{
    private const int BadConfiguration = 2;
    private const int CannotStart = 3;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using RunningService service = await StartAsync(args);
            await service.App.WaitForShutdownAsync();
            return 0;
        }
        catch (OptionsException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return BadConfiguration;
        }
        catch (Exception exception)
            when (exception is StorageUnavailableException or StorageCorruptException or IOException)
        {
            await Console.Error.WriteLineAsync(exception.Message.ReplaceLineEndings(" "));
            return CannotStart;
        }
    }

    /// <param name="log">Adds to where the log goes; null for nothing more.</param>
    public static async Task<RunningService> StartAsync(string[] args, Action<ILoggingBuilder>? log = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
        ServiceOptions options = OptionsReader.Read(builder.Configuration);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // At any level this category makes the server open a trace activity for each request.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        log?.Invoke(builder.Logging);
        builder.WebHost.ConfigureKestrel(HttpServer.Configure).UseUrls(options.Urls);
        ApiDocument.AddTo(builder.Services);
        builder.Services.AddCors();
        WebApplication app = builder.Build();
        RequestBody.MaxHeldByAll = options.Memory.MaxRequestBytesInFlight;
        IStore store = StoreFactory.Open(options);
        await store.InitializeAsync(CancellationToken.None);
        Broker broker = await Broker.OpenAsync(
            store, TimeProvider.System, RandomSource.System, app.Logger, options.Memory, CancellationToken.None);
        var service = new RunningService(app, broker, store);
        try
        {
            AccessControl? access = await AccessOpening.OpenAsync(options, store, app.Logger);
            Map(app, broker, store, access, options);
            await app.StartAsync();
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }

        LogListening(app.Logger, string.Join(", ", app.Urls), options.Kind);
        return service;
    }

    private static void Map(
        WebApplication app, Broker broker, IStore store, AccessControl? access, ServiceOptions options)
    {
        var requests = new RequestMeter();
        app.Use(requests.MeasureAsync);
        if (options.IsBehindFunctionsHost)
        {
            app.Use(ClientAddress.InvokeAsync);
            app.UseForwardedHeaders(HttpServer.Forwarded());
        }

        app.Use(SecurityHeaders.InvokeAsync);
        app.UseMiddleware<ErrorBoundary>();
        app.UseRouting();
        AccessLog log = AccessPipeline.Use(app, access, options);
        app.MapOpenApi(ApiDocument.Path).NeedsAnyKey();
        SqsEndpoint sqs = new(
            broker, options.PublicUrl, new SqsAccess(access, log, options.PublicUrl?.Authority), app.Logger);
        ServiceRoutes.Map(app, store, requests, sqs);
        SqsRoutes.Map(app, sqs);
        RestRoutes.Map(app, broker);
        KeyRoutes.Map(app, access);
    }

    [LoggerMessage(LogLevel.Information, "Listening on {Urls}, storage {Storage}")]
    private static partial void LogListening(ILogger logger, string urls, StorageKind storage);
}
