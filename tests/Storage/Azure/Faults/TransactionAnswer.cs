using System.Text;

namespace QueueService.Tests.Storage.Azure.Faults;

/// <summary>The answer to an entity group transaction, as the service gives it or not quite so.</summary>
internal static class TransactionAnswer
{
    public const string ContentType = "multipart/mixed; boundary=batchresponse_1";

    /// <summary>Of an append that is done: the head replaced, the frame inserted.</summary>
    public const string Done = Opening + Replaced + Next + Inserted + Closing;

    public const string Opening =
        "--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_2\r\n\r\n--changesetresponse_2\r\n"
        + PartHeaders;

    public const string Replaced =
        "HTTP/1.1 204 No Content\r\nDataServiceVersion: 1.0;\r\nETag: W/\"datetime'a'\"\r\n\r\n\r\n";

    public const string Inserted =
        "HTTP/1.1 204 No Content\r\nDataServiceVersion: 1.0;\r\nETag: W/\"datetime'b'\"\r\n\r\n\r\n";

    public const string Next = "--changesetresponse_2\r\n" + PartHeaders;

    public const string Closing = "--changesetresponse_2--\r\n--batchresponse_1--\r\n";

    private const string PartHeaders = "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n";

    /// <summary>Of a transaction of which one operation failed.</summary>
    public static string Failed(int status, string code) =>
        Opening + $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n\r\n{Error(code)}\r\n" + Closing;

    public static string Error(string code) =>
        $$$$"""{"odata.error":{"code":"{{{{code}}}}","message":{"lang":"en-US","value":"1:No."}}}""";

    public static ScriptedResponse Response(string body, int status = 202, string contentType = ContentType) =>
        new(status, Encoding.UTF8.GetBytes(body), ("Content-Type", contentType));
}
