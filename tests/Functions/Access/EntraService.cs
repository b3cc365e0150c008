namespace QueueService.Tests.Functions.Access;

/// <summary>One as it runs behind the Functions host with App Service Authentication.</summary>
public sealed class EntraService : KeyedService
{
    private protected override string[] More =>
    [
        "--FUNCTIONS_CUSTOMHANDLER_PORT=1",
        "--WEBSITE_AUTH_ENABLED=True",
        "--Access:EntraRoles=Queues.Admin=admin;Orders.Sender=sender:orders-*",
    ];
}
