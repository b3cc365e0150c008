using QueueService.Access;
using QueueService.Functions.Access;
using QueueService.Functions.Mqtt;
using QueueService.Functions.Portal;
using QueueService.Functions.Rest;
using QueueService.Functions.Rest.Audit;
using QueueService.Functions.Rest.Exchanges;
using QueueService.Functions.Rest.Features;
using QueueService.Functions.Rest.History;
using QueueService.Functions.Rest.Keys;
using QueueService.Functions.Rest.Me;
using QueueService.Functions.Rest.OpenApi;
using QueueService.Functions.Rest.Problems;
using QueueService.Functions.Service;
using QueueService.Functions.Sqs;
using QueueService.Functions.Timers;
using QueueService.Functions.Worker;
using QueueService.Queues;
using QueueService.Routing;
using QueueService.Storage;

namespace QueueService.Functions.Hosting;

/// <summary>The way of a request through the program.</summary>
internal static class Calls
{
    /// <summary>What every request passes, also while the store is being opened.</summary>
    /// <param name="requests">Keeps account of what the Functions host passes on; null without one.</param>
    public static void UseCalls(
        this WebApplication app, StartupGate gate, PortalEndpoint portal, RequestsUnderWay? requests)
    {
        if (requests is not null)
            app.Use(requests.InvokeAsync);
        app.Use(app.Services.GetRequiredService<RequestMeter>().MeasureAsync);
        app.UseMiddleware<ErrorBoundary>();
        app.Use(portal.InvokeAsync);
        app.Run(gate.InvokeAsync);
    }

    /// <summary>The calls that need the store.</summary>
    public static RequestDelegate MapCalls(
        this WebApplication app,
        Broker broker,
        ExchangeBroker exchanges,
        MqttService mqtt,
        IStore store,
        AccessControl? access,
        ServiceOptions options)
    {
        IApplicationBuilder calls = ((IApplicationBuilder)app).New();
        if (options.IsBehindFunctionsHost)
        {
            calls.UseForwardedHeaders(HttpServer.Forwarded());
            calls.Use(ClientAddress.InvokeAsync);
        }

        MetricsEndpoint metrics = new(
            broker,
            exchanges,
            mqtt,
            app.Services.GetRequiredService<QueueBoard>(),
            store.Meter,
            app.Services.GetRequiredService<RequestMeter>(),
            app.Services.GetRequiredService<EngineMetrics>());
        calls.Use(SecurityHeaders.InvokeAsync);
        calls.Use(SqsRoutes.TrimSlashesAsync);
        calls.UseWebSockets();
        calls.UseRouting();
        LocalGuard guard = new(options.Access.Origins, options.PublicUrl);
        AccessLog log = calls.UseAccess(access, guard, options, broker);
        SqsEndpoint sqs = new(
            broker, options.PublicUrl, new SqsAccess(access, guard, log, options.PublicUrl?.Authority), app.Logger);
        calls.UseEndpoints(endpoints =>
        {
            endpoints.MapOpenApi(ApiDocument.Path).KeepsDocument().NeedsAnyKey();
            ServiceRoutes.Map(endpoints, broker, store, metrics, sqs, options.Access);
            SqsRoutes.Map(endpoints, sqs);
            RestRoutes.Map(endpoints, broker);
            ExchangeRoutes.Map(endpoints, broker, exchanges);
            KeyRoutes.Map(endpoints, access);
            MeRoutes.Map(endpoints, TimeProvider.System);
            FeatureRoutes.Map(endpoints, broker);
            AuditRoutes.Map(endpoints, broker);
            HistoryRoutes.Map(endpoints, broker);
            mqtt.Map(endpoints, access, guard, log, options);
        });
        return calls.Build();
    }
}
