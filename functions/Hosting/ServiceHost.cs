using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Messages;
using QueueService.Functions.Rest.OpenApi;
using QueueService.Functions.Service;
using QueueService.Functions.Timers;
using QueueService.Functions.Worker;
using QueueService.Storage;

namespace QueueService.Functions.Hosting;

/// <summary>Starts the program, and says in one line why it cannot.</summary>
internal static partial class ServiceHost
{
    private const int BadConfiguration = 2;
    private const int CannotStart = 3;

    /// <summary>
    /// What the Functions host takes for a restart that was meant: it starts the program again and does not count it
    /// as a crash. After 0 it would never start it again.
    /// </summary>
    private const int Restart = 200;

    /// <summary>What <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c> sets.</summary>
    private const string TrustOfPlatform = "ForwardedHeaders_Enabled";

    /// <summary>How long requests under way may take once the program is asked to stop.</summary>
    private static readonly TimeSpan LastRequests = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long the parts of the service may then take. What is stored is whole at any moment, so that nothing is lost
    /// by an end that waits no longer for a store, or a collector of telemetry, that does not answer.
    /// </summary>
    private static readonly TimeSpan LastWork = TimeSpan.FromSeconds(1.5);

    public static async Task<int> RunAsync(string[] args)
    {
        bool isWorker = WorkerStart.IsByFunctionsHost(args);
        if (!isWorker && CommandLine.AsksForHelp(args))
        {
            await Console.Out.WriteLineAsync(CommandLine.Usage);
            return 0;
        }

        try
        {
            RunningService service = await StartAsync(isWorker ? [] : args, isBehindFunctionsHost: isWorker);
            try
            {
                if (isWorker)
                    return await WorkerLink.RunAsync(args, service) ? 0 : Restart;
                await service.WaitForShutdownAsync();
                return 0;
            }
            finally
            {
                await EndAsync(service);
            }
        }
        catch (OptionsException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return BadConfiguration;
        }
        catch (Exception exception)
            when (exception is StorageUnavailableException or StorageCorruptException or NewerFormatException
                or IOException)
        {
            await Console.Error.WriteLineAsync(exception.Message.ReplaceLineEndings(" "));
            return CannotStart;
        }
    }

    /// <param name="log">Adds to where the log goes; null for nothing more.</param>
    /// <param name="isBehindFunctionsHost">True if the Azure Functions host passes requests on.</param>
    public static async Task<RunningService> StartAsync(
        string[] args, Action<ILoggingBuilder>? log = null, bool isBehindFunctionsHost = false)
    {
        CommandLine.Check(args);
        WebApplicationBuilder builder = CreateBuilder(args);
        ServiceOptions options = OptionsReader.Read(builder.Configuration, isBehindFunctionsHost);
        ConsoleLog.AddTo(builder);
        log?.Invoke(builder.Logging);
        builder.WebHost
            .UseKestrelHttpsConfiguration()
            .UseSockets(HttpServer.Configure)
            .ConfigureKestrel(kestrel => HttpServer.Configure(kestrel, options))
            .UseUrls(options.Urls);
        builder.Services.AddSingleton(services => HttpServer.Listeners(services, options));
        builder.Services.AddSingleton<RequestMeter>();
        builder.Services.AddSingleton<EngineMetrics>();
        builder.Services.AddSingleton(new QueueBoard(TimeProvider.System));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LastRequests);
        builder.Services.AddCors();
        ApiDocument.AddTo(builder.Services);
        RequestBody.SetMost(options.Memory.MaxRequestBytesInFlight);
        HeldAnswer.SetMost(options.Memory.MaxRequestBytesInFlight);
        var service = new RunningService(builder.Build(), options);
        try
        {
            await service.StartAsync();
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }

        Announce(service);
        return service;
    }

    private static void Announce(RunningService service)
    {
        (ILogger logger, ServiceOptions options) = (service.App.Logger, service.Options);
        string[] urls = [.. service.App.Urls];
        if (options.IsBehindFunctionsHost)
        {
            LogListening(logger, string.Join(", ", urls), options.Kind);
        }
        else
        {
            LogReady(
                logger,
                string.Join(", ", urls),
                options.Kind,
                StartLine.Data(options),
                StartLine.Portal(service.Portal, urls[0]),
                StartLine.Try(options, urls[0]));
        }

        if (service.Portal.WhyMissing is { } why)
            LogNoPortal(logger, why);
    }

    private static async Task EndAsync(RunningService service)
    {
        ILogger logger = service.App.Logger;
        try
        {
            await service.DisposeAsync().AsTask().WaitAsync(LastWork);
        }
        catch (TimeoutException)
        {
            LogCutShort(logger);
        }
        catch (AggregateException faults)
        {
            LogBadEnd(logger, faults);
        }
    }

    private static WebApplicationBuilder CreateBuilder(string[] args)
    {
        try
        {
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);

            // It would believe the X-Forwarded-* of any client. Whose word counts is decided in HttpServer.Forwarded.
            builder.Configuration[TrustOfPlatform] = "false";
            return builder;
        }
        catch (Exception exception)
            when (exception is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            // The outermost says in which file, the innermost where in it.
            Exception cause = exception.GetBaseException();
            string where = ReferenceEquals(cause, exception) ? "" : $" {cause.Message}";
            throw new OptionsException(
                $"The configuration cannot be read. {exception.Message}{where}".ReplaceLineEndings(" "));
        }
    }

    [LoggerMessage(LogLevel.Warning, "Not all parts of the service have ended in time; the program ends without them")]
    private static partial void LogCutShort(ILogger logger);

    [LoggerMessage(LogLevel.Error, "The service has ended, parts of it by a fault")]
    private static partial void LogBadEnd(ILogger logger, Exception faults);

    [LoggerMessage(LogLevel.Information, "Listening on {Urls}, storage {Storage}")]
    private static partial void LogListening(ILogger logger, string urls, StorageKind storage);

    [LoggerMessage(LogLevel.Information, "Listening on {Urls}, storage {Storage}{Data}.{Portal} Try: {Try}")]
    private static partial void LogReady(
        ILogger logger, string urls, StorageKind storage, string data, string portal, string @try);

    [LoggerMessage(LogLevel.Warning, "No portal: {Reason}")]
    private static partial void LogNoPortal(ILogger logger, string reason);
}
