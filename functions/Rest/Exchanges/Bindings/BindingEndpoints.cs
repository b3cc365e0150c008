using QueueService.Access.Policies;
using QueueService.Exchanges.Matching;
using QueueService.Functions.Access;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Problems;
using QueueService.Queues;
using QueueService.Routing;
using QueueService.Routing.Bindings;

namespace QueueService.Functions.Rest.Exchanges.Bindings;

/// <summary>The calls that make, show and take away bindings.</summary>
internal sealed class BindingEndpoints(Broker queues, ExchangeBroker exchanges)
{
    private const string To = "to";

    public async Task PostAsync(HttpContext context)
    {
        ExchangeName name = context.ExchangeName();
        NewBinding given = await context.ReadJsonAsync(BindingParser.Parse);
        Demand(context, given.Destination);
        (ExchangeType type, TopicSyntax syntax) = await exchanges.GetTypeAsync(name, context.RequestAborted);
        Binding binding = given.On(type, syntax);
        bool isNew = await exchanges.BindAsync(name, binding, context.RequestAborted);
        if (isNew)
            context.Response.Headers.Location = $"/v1/exchanges/{name.Value}/bindings/{binding.Id}";
        using var answer = JsonAnswer.Begin();
        BindingWriter.Write(answer.Json, new BoundFrom(name, binding));
        await answer.SendAsync(context, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    public async Task PutAsync(HttpContext context)
    {
        ExchangeName name = context.ExchangeName();
        List<NewBinding> given = await context.ReadJsonAsync(BindingParser.ParseSet);
        foreach (Destination destination in given.Select(binding => binding.Destination).Distinct())
            Demand(context, destination);
        (ExchangeType type, TopicSyntax syntax) = await exchanges.GetTypeAsync(name, context.RequestAborted);
        Binding[] bindings = [.. given.Select((binding, index) => binding.On(type, syntax, index))];
        BindingCounts counts = await exchanges.ReplaceBindingsAsync(name, bindings, context.RequestAborted);
        await context.AnswerAsync(
            new BindingCountsAnswer(counts.Added, counts.Removed, counts.Kept),
            RestContracts.Default.BindingCountsAnswer);
    }

    public async Task ListAsync(HttpContext context)
    {
        ExchangeName name = context.ExchangeName();
        var query = RequestQuery.Of(context.Request, [To, .. BindingPages.Parameters]);
        bool isTo = query.Boolean(To, ProblemCode.InvalidRequest) ?? false;
        IEnumerable<BoundFrom> bindings;
        if (isTo)
        {
            // Tells whether it is there.
            await exchanges.GetTypeAsync(name, context.RequestAborted);
            bindings = await FindToAsync(context, Destination.Of(name));
        }
        else
        {
            bindings = (await exchanges.ListBindingsAsync(name, context.RequestAborted))
                .Select(binding => new BoundFrom(name, binding));
        }

        await BindingPages.AnswerAsync(context, query, bindings);
    }

    public async Task ListToQueueAsync(HttpContext context)
    {
        QueueName name = context.QueueName();
        var query = RequestQuery.Of(context.Request, BindingPages.Parameters);
        // Tells whether it is there.
        await queues.GetSettingsAsync(name, context.RequestAborted);
        await BindingPages.AnswerAsync(context, query, await FindToAsync(context, Destination.Of(name)));
    }

    public async Task DeleteAsync(HttpContext context)
    {
        ExchangeName name = context.ExchangeName();
        await context.TakeNothingAsync();
        if (!BindingId.TryParse(context.Request.RouteValues["bindingId"] as string, out BindingId id))
        {
            throw new BrokerException(
                BrokerErrorCode.BindingNotFound,
                "The id of a binding has 32 hexadecimal digits in lower case. List the bindings of the exchange.");
        }

        await exchanges.UnbindAsync(name, id, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Whoever binds a queue or an exchange sends to it.</summary>
    private static void Demand(HttpContext context, Destination destination)
    {
        if (destination.Queue is { } queue)
            context.Demand(AccessActions.Send, queue);
        else
            context.Demand(AccessActions.Send, destination.Exchange!.Value);
    }

    /// <summary>Those that lead from exchanges which the caller may see.</summary>
    private async Task<IEnumerable<BoundFrom>> FindToAsync(HttpContext context, Destination destination)
    {
        AccessPolicy policy = context.Principal().Policy;
        return (await exchanges.ListBindingsToAsync(destination, context.RequestAborted))
            .Where(binding => policy.Sees(binding.Exchange));
    }
}
