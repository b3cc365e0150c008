using QueueService.Functions.Rest.Json;
using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>Answers of the AWS JSON 1.0 protocol.</summary>
internal sealed class JsonAnswerWriter : ISqsAnswerWriter
{
    private const string MediaType = "application/x-amz-json-1.0";

    public async Task<bool> AnswerAsync(HttpContext context, string action, SqsAnswer? answer)
    {
        using var body = JsonAnswer.Begin();
        body.Json.WriteStartObject();
        answer?.Invoke(new JsonOutput(body.Json));
        body.Json.WriteEndObject();
        Identify(context);
        return await body.SendAsync(context, StatusCodes.Status200OK, MediaType);
    }

    public async Task RefuseAsync(HttpContext context, SqsException refusal)
    {
        using var body = JsonAnswer.Begin();
        body.Json.WriteStartObject();
        body.Json.WriteString("__type"u8, refusal.Error.QualifiedType);
        body.Json.WriteString("message"u8, refusal.Message);
        body.Json.WriteEndObject();
        Identify(context);
        context.Response.Headers["x-amzn-query-error"] = $"{refusal.Error.Code};{refusal.Error.Fault}";
        await body.SendAsync(context, refusal.Error.Status, MediaType);
    }

    private static void Identify(HttpContext context) =>
        context.Response.Headers[RequestIds.Header] = RequestIds.Next();
}
