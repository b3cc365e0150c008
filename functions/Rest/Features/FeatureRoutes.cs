using QueueService.Access.Policies;
using QueueService.Functions.Access;
using QueueService.Functions.Rest.OpenApi;
using QueueService.Queues;

namespace QueueService.Functions.Rest.Features;

/// <summary>The calls about the feature level of the store; for administrators, as giving out keys is.</summary>
internal static class FeatureRoutes
{
    private const string Service = "/v1/service";

    public static void Map(IEndpointRouteBuilder app, Broker broker)
    {
        FeatureEndpoints features = new(broker);
        app.MapCall("GET", Service, features.GetAsync, "Show the feature level, and the instances seen lately.")
            .Needs(AccessActions.Keys)
            .Answers<ServiceAnswer>(200).Refuses(400);
        app.MapCall(
                "PUT",
                Service + "/feature-level",
                features.PutAsync,
                "Raise the feature level for good, once every instance can read it.")
            .Needs(AccessActions.Keys)
            .Takes<FeatureLevelBody>(optional: false)
            .Answers<ServiceAnswer>(200).Refuses(400, 409);
    }
}
