using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using QueueService.Functions.Rest.Json;
using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs.Wire;

/// <summary>The parameters of a request of the AWS Query protocol.</summary>
internal static class QueryParameters
{
    /// <summary>Some ten times what the largest request needs; each costs far more memory than its bytes.</summary>
    private const int MaxCount = 20_000;

    private const string FormType = "application/x-www-form-urlencoded";

    /// <summary>A form as text, and its names and values as text again: two bytes a character each.</summary>
    private const int BytesPerByte = 4;

    /// <summary>What the query string says, and a form before it.</summary>
    public static Dictionary<string, string> Read(HttpRequest request, RequestBody body)
    {
        Dictionary<string, string> parameters = Parse(request.QueryString.Value);
        if (body.Span.IsEmpty || IsOfAnotherKind(request, body.Span))
            return parameters;
        body.Reserve((long)body.Span.Length * BytesPerByte);
        Dictionary<string, string> form = Parse(Encoding.UTF8.GetString(body.Span));
        foreach ((string name, string value) in parameters)
            form.TryAdd(name, value);
        return form;
    }

    /// <summary>
    /// A content type need not be signed, so that a body must look like a form too: the text of a message in JSON shall
    /// not be taken for parameters.
    /// </summary>
    private static bool IsOfAnotherKind(HttpRequest request, ReadOnlySpan<byte> body) =>
        request.ContentType?.StartsWith(FormType, StringComparison.OrdinalIgnoreCase) == false
        || body.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[' or (byte)'"', ..];

    private static Dictionary<string, string> Parse(string? encoded)
    {
        Dictionary<string, string> parameters = new(StringComparer.Ordinal);
        foreach (QueryStringEnumerable.EncodedNameValuePair pair in new QueryStringEnumerable(encoded))
        {
            if (parameters.Count == MaxCount)
            {
                throw new SqsException(
                    SqsError.MalformedQueryString, $"A request has at most {MaxCount} parameters.");
            }

            string name = pair.DecodeName().ToString();
            string value = pair.DecodeValue().ToString();
            if (!parameters.TryAdd(name, value) && name.Length > 0
                && !string.Equals(parameters[name], value, StringComparison.Ordinal))
            {
                string shown = QueryGrammar.Shown(name);
                throw new SqsException(
                    SqsError.MalformedQueryString,
                    $"The parameter {shown} is there twice. Give each entry of a list an index: {shown}.1, {shown}.2.");
            }
        }

        return parameters;
    }
}
