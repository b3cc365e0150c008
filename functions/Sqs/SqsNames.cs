using QueueService.Functions.Sqs.Errors;
using QueueService.Queues;

namespace QueueService.Functions.Sqs;

/// <summary>URLs and ARNs of queues.</summary>
/// <param name="baseUrl">What queue URLs begin with, without a slash at the end.</param>
/// <param name="region">The region that the request was signed for.</param>
internal sealed class SqsNames(string baseUrl, string region)
{
    /// <summary>There is one account; SDKs want twelve digits.</summary>
    public const string Account = "000000000000";

    private const string DefaultRegion = "us-east-1";
    private const int ArnParts = 6;

    public static SqsNames Of(HttpRequest request, Uri? publicUrl) => new(
        (publicUrl?.AbsoluteUri ?? $"{request.Scheme}://{request.Host}").TrimEnd('/'),
        RegionOf(request));

    public string Url(QueueName queue) => $"{baseUrl}/{Account}/{queue}";

    public string Arn(QueueName queue) => Arn(queue.Value);

    public string Arn(string queue) => $"arn:aws:sqs:{region}:{Account}:{queue}";

    /// <summary>The queue of a URL, whatever its host, or of a bare name; null if it cannot be one.</summary>
    public static QueueName? OfUrl(string url) =>
        QueueName.TryParse(url.AsSpan().TrimEnd('/').ToString().Split('/')[^1], out QueueName queue) ? queue : null;

    /// <summary>The queue of an ARN, whatever its region and account; null if it is not the ARN of a queue.</summary>
    public static QueueName? OfArn(string arn)
    {
        string[] parts = arn.Split(':');
        return parts.Length == ArnParts
            && string.Equals(parts[0], "arn", StringComparison.Ordinal)
            && string.Equals(parts[2], "sqs", StringComparison.Ordinal)
            && QueueName.TryParse(parts[^1], out QueueName queue)
                ? queue
                : null;
    }

    public static QueueName ParseArn(string arn, string parameter) => OfArn(arn) ?? throw SqsException.Invalid(
        $"You must use this format to specify the {parameter}: "
        + "arn:<partition>:<service>:<region>:<account-id>:<resource-id>");

    /// <summary><c>AWS4-HMAC-SHA256 Credential=id/date/region/service/aws4_request, ...</c></summary>
    private static string RegionOf(HttpRequest request)
    {
        const string Start = "Credential=";
        string authorization = request.Headers.Authorization.ToString();
        int at = authorization.IndexOf(Start, StringComparison.Ordinal);
        string credential = at >= 0 ? authorization[(at + Start.Length)..].Split(',')[0]
            : request.QueryString.HasValue ? request.Query["X-Amz-Credential"].ToString() : "";
        string[] scope = credential.Split('/');
        return scope.Length == 5 && scope[2].Length > 0 ? scope[2] : DefaultRegion;
    }
}
