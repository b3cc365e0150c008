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
        Dictionary<string, string> parameters = Parse(request.QueryString.Value);
        if (body.IsEmpty || request.ContentType?.StartsWith(FormType, StringComparison.OrdinalIgnoreCase) == false)
            return parameters;
        Dictionary<string, string> form = Parse(Encoding.UTF8.GetString(body));
        foreach ((string name, string value) in parameters)
            form.TryAdd(name, value);
        return form;
    }

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
