using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace QueueService.Storage.Azure.Tables;

/// <summary>
/// Signs requests with the account key by the Shared Key Lite scheme of the Table service, which covers the date and
/// the resource ("Authorize with Shared Key" in the storage services REST reference).
/// </summary>
internal sealed class SharedKeyPolicy(string account, byte[] key, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue(
            HttpHeader.Names.Authorization, Authorization(date, message.Request.Uri.ToUri()));
    }

    internal static string StringToSign(string account, string date, Uri uri) =>
        $"{date}\n/{account}{uri.AbsolutePath}{Component(uri.Query)}";

    internal string Authorization(string date, Uri uri)
    {
        var signature = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(StringToSign(account, date, uri)));
        return $"SharedKeyLite {account}:{Convert.ToBase64String(signature)}";
    }

    // Of the query, only the component (comp=...) is part of the resource.
    private static string Component(string query)
    {
        foreach (var parameter in query.TrimStart('?').Split('&'))
        {
            if (parameter.StartsWith("comp=", StringComparison.OrdinalIgnoreCase))
                return $"?{parameter}";
        }

        return "";
    }
}
