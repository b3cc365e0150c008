using QueueService.Access;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Rest.Messages;
using QueueService.Functions.Rest.Problems;
using QueueService.Functions.Sqs.Errors;
using QueueService.Functions.Sqs.Signing;
using QueueService.Functions.Sqs.Wire;
using QueueService.Queues;
using QueueService.Storage;

namespace QueueService.Functions.Sqs;

/// <summary>
/// Takes a request of either protocol: JSON 1.0 if the target says so, which is always signed, else Query, whatever the
/// path, the method and the content type are. What need not be signed chooses nothing.
/// </summary>
internal sealed partial class SqsEndpoint(Broker broker, Uri? publicUrl, SqsAccess access, ILogger logger)
{
    private const string TargetPrefix = "AmazonSQS.";

    public async Task InvokeAsync(HttpContext context)
    {
        string target = context.Request.Headers["X-Amz-Target"].ToString();
        bool isJson = target.StartsWith(TargetPrefix, StringComparison.Ordinal);
        ISqsAnswerWriter writer = isJson ? new JsonAnswerWriter()
            : QueryJsonAnswerWriter.IsWanted(context.Request) ? new QueryJsonAnswerWriter()
            : new XmlAnswerWriter();
        try
        {
            SignatureProof? proof = await access.BeginAsync(context);
            using RequestBody body = await RequestBody.ReadAsync(context, proof?.Principal?.Id);
            AccessPrincipal principal = access.Prove(context, proof, body.Span);
            body.Prove(principal.Id);
            using JsonTree? tree = isJson ? JsonTree.Parse(body.Memory) : null;
            SqsCall call = tree is not null
                ? Call(context, target[TargetPrefix.Length..], principal, new JsonInput(tree), isQuery: false)
                : QueryCall(context, principal, QueryParameters.Read(context.Request, body));
            await AnswerAsync(context, writer, call);
        }
        catch (SqsException refusal)
        {
            await writer.RefuseAsync(context, refusal);
        }
        catch (BrokerException refusal)
        {
            if ((refusal.InnerException?.InnerException ?? refusal.InnerException) is { } cause)
                LogCause(cause.Message);
            await writer.RefuseAsync(context, BrokerErrors.From(refusal, !isJson));
        }
        catch (StorageUnavailableException unavailable)
        {
            await writer.RefuseAsync(context, BrokerErrors.From(unavailable));
        }
        catch (NewerFormatException newer)
        {
            await writer.RefuseAsync(context, new SqsException(SqsError.ServiceUnavailable, newer.Message));
        }
        catch (ProblemException problem)
        {
            await writer.RefuseAsync(context, RequestErrors.From(problem.Problem));
        }
        catch (BadHttpRequestException bad)
        {
            await writer.RefuseAsync(context, RequestErrors.From(bad));
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or IOException))
        {
            LogFailure(failure, context.TraceIdentifier);
            await writer.RefuseAsync(
                context,
                new SqsException(SqsError.InternalFailure, $"The service failed. Report {context.TraceIdentifier}."));
        }
    }

    private async Task AnswerAsync(HttpContext context, ISqsAnswerWriter writer, SqsCall call)
    {
        Func<SqsCall, Task<SqsAnswer?>> action = Action(call);
        bool isDelivered = false;
        try
        {
            SqsAnswer? answer = await access.RunAsync(context, action, call);
            using var held = HeldAnswer.Take(context, call.AnswerBytes, call.Principal.Id);
            isDelivered = !context.RequestAborted.IsCancellationRequested
                && await writer.AnswerAsync(context, call.Action, answer);
        }
        finally
        {
            if (!isDelivered && call.TakeBack is { } takeBack)
                await takeBack();
        }
    }

    private static Func<SqsCall, Task<SqsAnswer?>> Action(SqsCall call) =>
        SqsActions.Find(call.Action, call.IsQuery && call.PathQueue is not null) ?? throw (call.IsQuery
            ? new SqsException(
                SqsError.InvalidAction, $"The action {Quoted.Of(call.Action)} is not valid for this endpoint.")
            : new SqsException(SqsError.UnknownOperation, $"The operation {Quoted.Of(call.Action)} is not known."));

    private SqsCall QueryCall(HttpContext context, AccessPrincipal principal, Dictionary<string, string> parameters)
    {
        if (parameters.GetValueOrDefault("Action") is not { Length: > 0 } name)
            throw new SqsException(SqsError.UnknownOperation, "The request names no action.");
        QueryMember[] members = QuerySchema.Of(name);
        SqsCall call = Call(context, name, principal, new QueryInput(parameters, members), isQuery: true);
        _ = Action(call);
        QueryGrammar.Check(members, parameters);
        return call;
    }

    private SqsCall Call(
        HttpContext context, string action, AccessPrincipal principal, ISqsInput input, bool isQuery) => new(
        broker,
        action,
        principal,
        input,
        new SqsNames(context.Request, publicUrl),
        context.GetRouteValue("queue") as string,
        context.Request.Headers["X-Amzn-Trace-Id"].ToString() is { Length: > 0 } trace ? trace : null,
        isQuery,
        context.RequestAborted);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An SQS request was refused. {Reason}")]
    private partial void LogCause(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "An SQS request failed, trace id {TraceId}")]
    private partial void LogFailure(Exception exception, string traceId);
}
