using QueueService.Functions.Rest.Json;
using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>
/// Answers of the AWS Query protocol to those who GET with <c>Accept: application/json</c>: the XML as JSON.
/// </summary>
internal sealed class QueryJsonAnswerWriter : ISqsAnswerWriter
{
    private const string MediaType = "application/json";

    public static bool IsWanted(HttpRequest request) => HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().StartsWith(MediaType, StringComparison.OrdinalIgnoreCase);

    public async Task<bool> AnswerAsync(HttpContext context, string action, SqsAnswer? answer)
    {
        string requestId = RequestIds.Next();
        using var body = JsonAnswer.Begin();
        body.Json.WriteStartObject();
        body.Json.WriteStartObject(action + "Response");
        if (answer is not null)
        {
            body.Json.WriteStartObject(action + "Result");
            answer(new QueryJsonOutput(body.Json));
            body.Json.WriteEndObject();
        }

        body.Json.WriteStartObject("ResponseMetadata"u8);
        body.Json.WriteString("RequestId"u8, requestId);
        body.Json.WriteEndObject();
        body.Json.WriteEndObject();
        body.Json.WriteEndObject();
        context.Response.Headers[RequestIds.Header] = requestId;
        return await body.SendAsync(context, StatusCodes.Status200OK, MediaType);
    }

    public async Task RefuseAsync(HttpContext context, SqsException refusal)
    {
        if (refusal.Error == SqsError.UnknownOperation)
        {
            await new XmlAnswerWriter().RefuseAsync(context, refusal);
            return;
        }

        string requestId = RequestIds.Next();
        using var body = JsonAnswer.Begin();
        body.Json.WriteStartObject();
        body.Json.WriteStartObject("Error"u8);
        body.Json.WriteString("Code"u8, refusal.Error.Code);
        body.Json.WriteString("Message"u8, refusal.Message);
        body.Json.WriteString("Type"u8, refusal.Error.Fault);
        body.Json.WriteEndObject();
        body.Json.WriteString("RequestId"u8, requestId);
        body.Json.WriteEndObject();
        context.Response.Headers[RequestIds.Header] = requestId;
        await body.SendAsync(context, refusal.Error.Status, MediaType);
    }
}
