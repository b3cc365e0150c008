using System.Buffers;
using System.Net;
using QueueService.Functions.Sqs.Errors;

namespace QueueService.Functions.Sqs;

/// <summary>URLs and ARNs of queues.</summary>
/// <param name="request">Its address and its region are looked at only when they are needed.</param>
/// <param name="publicUrl">What queue URLs begin with; null takes the address of the request.</param>
internal sealed class SqsNames(HttpRequest request, Uri? publicUrl)
{
    /// <summary>There is one account; SDKs want twelve digits.</summary>
    public const string Account = "000000000000";

    private const string DefaultRegion = "us-east-1";
    private const int ArnParts = 6;

    /// <summary>That of AWS.</summary>
    private const int MaxArnLength = 2048;

    private string? _base;
    private string? _region;

    /// <summary>The characters of names and ids.</summary>
    public static SearchValues<char> WordCharacters { get; } =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private string Base => _base ??= (publicUrl?.AbsoluteUri ?? $"{request.Scheme}://{HostOf(request)}").TrimEnd('/');

    private string Region => _region ??= RegionOf(request);

    public string Url(QueueName queue) => $"{Base}/{Account}/{queue}";

    public string Arn(QueueName queue) => Arn(queue.Value);

    public string Arn(string queue) => $"arn:aws:sqs:{Region}:{Account}:{queue}";

    /// <summary>The queue of a URL, whatever its host, or of a bare name; null if it cannot be one.</summary>
    public static QueueName? OfUrl(string url)
    {
        ReadOnlySpan<char> path = url.AsSpan().TrimEnd('/');
        return QueueName.TryParse(path[(path.LastIndexOf('/') + 1)..].ToString(), out QueueName queue) ? queue : null;
    }

    /// <summary>The queue of an ARN, whatever its region and account; null if it is not the ARN of a queue.</summary>
    public static QueueName? OfArn(string arn) =>
        IsArn(arn, out bool isQueue) && isQueue && QueueName.TryParse(arn[(arn.LastIndexOf(':') + 1)..], out var queue)
            ? queue
            : null;

    /// <summary>Whether a text is an ARN, and then whether it is one of SQS.</summary>
    public static bool IsArn(string text, out bool isQueue)
    {
        string[] parts = text.Length <= MaxArnLength ? text.Split(':') : [];
        isQueue = parts.Length == ArnParts && string.Equals(parts[2], "sqs", StringComparison.Ordinal);
        return parts.Length == ArnParts && string.Equals(parts[0], "arn", StringComparison.Ordinal);
    }

    public static QueueName ParseArn(string arn, string parameter) => OfArn(arn) ?? throw SqsException.Invalid(
        $"You must use this format to specify the {parameter}: "
        + "arn:<partition>:<service>:<region>:<account-id>:<resource-id>");

    /// <summary>The host that the client has addressed; where it names none, the address at which it came in.</summary>
    private static string HostOf(HttpRequest request)
    {
        ConnectionInfo connection = request.HttpContext.Connection;
        if (request.Host.HasValue || connection.LocalIpAddress is not { } address)
            return request.Host.ToString();
        return new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, connection.LocalPort)
            .ToString();
    }

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
