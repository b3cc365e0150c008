namespace QueueService.Tests.Functions.Access;

/// <summary>One as it runs behind the Functions host with App Service Authentication.</summary>
public sealed class EntraService : KeyedService
{
    private protected override bool IsBehindFunctionsHost => true;

    private protected override string[] More =>
    [
        "--WEBSITE_AUTH_ENABLED=True",
        "--Access:EntraRoles=Queues.Admin=admin;Orders.Sender=sender:orders-*",
    ];
}
