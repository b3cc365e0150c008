using System.Text.Json;

namespace QueueService.Storage.Azure.Tables;

/// <summary>Reads the error code from an answer of the Table service.</summary>
internal static class TableError
{
    /// <summary>The code of an OData error document; empty if the body is something else (a gateway's page).</summary>
    public static string Code(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("odata.error", out var error)
                && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("code", out var code)
                && code.ValueKind == JsonValueKind.String
                    ? code.GetString()!
                    : "";
        }
        catch (JsonException)
        {
            // The status alone then decides, as for any answer without a code.
            return "";
        }
    }
}
