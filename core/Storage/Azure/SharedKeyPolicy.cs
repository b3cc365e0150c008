using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace QueueService.Storage.Azure;

/// <summary>Signs each try of a request with the account key.</summary>
/// <param name="scheme">SharedKey or SharedKeyLite.</param>
/// <param name="stringToSign">What of the request is signed, which differs between the services.</param>
internal sealed class SharedKeyPolicy(
    string account, byte[] key, TimeProvider time, string scheme, Func<string, Request, string> stringToSign)
    : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        message.Request.Headers.SetValue("x-ms-date", date);
        var text = stringToSign(account, message.Request);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        message.Request.Headers.SetValue(HttpHeader.Names.Authorization, $"{scheme} {account}:{signature}");
    }
}
