using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>The parameters of a request of the AWS Query protocol.</summary>
internal static class QueryParameters
{
    /// <summary>Some ten times what the largest request needs; each costs far more memory than its bytes.</summary>
    private const int MaxCount = 20_000;

    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>What the query string says, and a form before it.</summary>
    public static Dictionary<string, string> Read(HttpRequest request, ReadOnlySpan<byte> body)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        Add(parameters, request.QueryString.Value);
        if (!body.IsEmpty && request.ContentType?.StartsWith(FormType, StringComparison.OrdinalIgnoreCase) != false)
            Add(parameters, Encoding.UTF8.GetString(body));
        return parameters;
    }

    private static void Add(Dictionary<string, string> parameters, string? encoded)
    {
        foreach (QueryStringEnumerable.EncodedNameValuePair pair in new QueryStringEnumerable(encoded))
        {
            if (parameters.Count == MaxCount)
            {
                throw new SqsException(
                    SqsError.MalformedQueryString, $"A request has at most {MaxCount} parameters.");
            }

            parameters[pair.DecodeName().ToString()] = pair.DecodeValue().ToString();
        }
    }
}
