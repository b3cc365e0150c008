using QueueService.Access;
using QueueService.Functions.Hosting;
using QueueService.Queues;

namespace QueueService.Functions.Access;

/// <summary>Puts access control between routing and the endpoints.</summary>
internal static class AccessPipeline
{
    private static readonly string[] ShownToPages =
        ["Location", "Retry-After", "WWW-Authenticate", "x-amzn-RequestId", "x-amzn-query-error"];

    private static readonly TimeSpan PreflightAge = TimeSpan.FromHours(1);

    public static AccessLog UseAccess(
        this IApplicationBuilder app, AccessControl? access, LocalGuard guard, ServiceOptions options, Broker broker)
    {
        IReadOnlyList<string> origins = options.Access.Origins;
        // Behind the Functions host the platform answers for it, and two answers are none to a browser.
        if (origins.Count > 0 && !options.IsBehindFunctionsHost)
        {
            app.UseCors(policy => policy
                .WithOrigins([.. origins])
                .AllowAnyHeader()
                .AllowAnyMethod()
                .WithExposedHeaders(ShownToPages)
                .SetPreflightMaxAge(PreflightAge));
        }

        AccessLog log = new(
            app.ApplicationServices.GetRequiredService<ILoggerFactory>(), TimeProvider.System, broker.Audit);
        app.Use(new AccessGate(access, options.Access.Entra, guard, log).InvokeAsync);
        return log;
    }
}
