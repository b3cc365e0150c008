using QueueService.Features;
using QueueService.Functions.Rest.Json;
using QueueService.Queues;

namespace QueueService.Functions.Rest.Features;

/// <summary>Shows and raises the feature level.</summary>
internal sealed class FeatureEndpoints(Broker broker)
{
    public async Task GetAsync(HttpContext context)
    {
        RequestQuery.Of(context.Request);
        await AnswerAsync(context, await broker.GetFeaturesAsync(context.RequestAborted));
    }

    public async Task PutAsync(HttpContext context)
    {
        RequestQuery.Of(context.Request);
        FeatureLevel level = await context.ReadJsonAsync(FeatureParser.Parse);
        await AnswerAsync(context, await broker.SetFeatureLevelAsync(level, context.RequestAborted));
    }

    private static Task AnswerAsync(HttpContext context, ServiceFeatures features) =>
        context.AnswerAsync(ServiceAnswer.From(features), RestContracts.Default.ServiceAnswer);
}
