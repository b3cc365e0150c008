using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using QueueService.Tests.Azurite;

namespace QueueService.Tests.Storage.Formats;

/// <summary>
/// The rows and blobs of a service as one JSON text, read and written over the wire without the code of the store.
/// Blobs are deflated.
/// </summary>
internal sealed class AzureDump(AzuriteServer server) : IDisposable
{
    private const string Container = "qs-blobs";
    private static readonly string[] Tables = ["qslog", "qsdocs"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly HttpClient _http = new();
    private readonly BlobContainerClient _blobs = new(server.ConnectionString, Container);

    public async Task<string> ReadAsync()
    {
        JsonObject tables = [];
        foreach (string table in Tables)
            tables[table] = await ReadRowsAsync(table);
        JsonObject blobs = [];
        await foreach (BlobItem blob in _blobs.GetBlobsAsync())
        {
            BlobDownloadResult content = await _blobs.GetBlobClient(blob.Name).DownloadContentAsync();
            blobs[blob.Name] = Convert.ToBase64String(Deflate(content.Content.ToArray()));
        }

        return new JsonObject { ["tables"] = tables, ["blobs"] = blobs }.ToJsonString(Indented);
    }

    public async Task RestoreAsync(string json)
    {
        JsonNode dump = JsonNode.Parse(json)!;
        foreach ((string table, JsonNode? rows) in dump["tables"]!.AsObject())
        {
            await SendAsync(HttpMethod.Post, "Tables", new JsonObject { ["TableName"] = table });
            foreach (JsonNode? row in rows!.AsArray())
                await SendAsync(HttpMethod.Post, table, row!);
        }

        await _blobs.CreateIfNotExistsAsync();
        foreach ((string name, JsonNode? content) in dump["blobs"]!.AsObject())
            await UploadAsync(name, Inflate(Convert.FromBase64String((string)content!)));
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonArray> ReadRowsAsync(string table)
    {
        JsonNode answer = (await SendAsync(HttpMethod.Get, $"{table}()"))!;
        JsonArray rows = [];
        foreach (JsonNode? row in answer["value"]!.AsArray())
        {
            JsonObject kept = [];
            foreach ((string name, JsonNode? value) in row!.AsObject())
            {
                if (!name.StartsWith("odata.", StringComparison.Ordinal)
                    && !name.StartsWith("Timestamp", StringComparison.Ordinal))
                    kept[name] = value!.DeepClone();
            }

            rows.Add(kept);
        }

        return rows;
    }

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        Uri address = new($"{server.TableEndpoint}/{path}");
        using HttpRequestMessage request = new(method, address);
        string date = DateTimeOffset.UtcNow.ToString("R");
        using HMACSHA256 hmac = new(Convert.FromBase64String(AzuriteServer.AccountKey));
        string toSign = $"{date}\n/{AzuriteServer.AccountName}{address.AbsolutePath}";
        string signature = Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(toSign)));
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "SharedKeyLite", $"{AzuriteServer.AccountName}:{signature}");
        request.Headers.Add("x-ms-date", date);
        request.Headers.Add("x-ms-version", "2020-12-06");
        request.Headers.Add("Accept", "application/json;odata=fullmetadata");
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.SendAsync(request);
        string answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, answer);
        return answer.Length == 0 ? null : JsonNode.Parse(answer);
    }

    private async Task UploadAsync(string name, byte[] content)
    {
        Uri address = _blobs.GetBlobClient(name).GenerateSasUri(
            BlobSasPermissions.Create | BlobSasPermissions.Write, DateTimeOffset.UtcNow.AddHours(1));
        using HttpRequestMessage request = new(HttpMethod.Put, address);
        request.Headers.Add("x-ms-blob-type", "BlockBlob");
        request.Content = new ByteArrayContent(content);
        using HttpResponseMessage response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static byte[] Deflate(byte[] content)
    {
        using MemoryStream target = new();
        using (DeflateStream deflate = new(target, CompressionLevel.SmallestSize))
            deflate.Write(content);
        return target.ToArray();
    }

    private static byte[] Inflate(byte[] content)
    {
        using MemoryStream target = new();
        using DeflateStream inflate = new(new MemoryStream(content), CompressionMode.Decompress);
        inflate.CopyTo(target);
        return target.ToArray();
    }
}
