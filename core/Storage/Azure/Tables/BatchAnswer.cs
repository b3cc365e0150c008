using System.Text;

namespace QueueService.Storage.Azure.Tables;

/// <summary>
/// Reads the multipart answer to an entity group transaction, line by line and strictly: an answer that is cut short
/// or not of this form proves nothing about the transaction.
/// </summary>
internal sealed class BatchAnswer
{
    private const string BoundaryParameter = "boundary=";

    private readonly ReadOnlyMemory<byte> _body;
    private int _position;

    private BatchAnswer(ReadOnlyMemory<byte> body) => _body = body;

    /// <summary>The answers in the order of the operations, or the one answer of the operation that failed.</summary>
    /// <exception cref="FormatException">The answer is torn or malformed.</exception>
    public static IReadOnlyList<BatchPart> Parse(ReadOnlyMemory<byte> body) => new BatchAnswer(body).Parse();

    private List<BatchPart> Parse()
    {
        var batch = Line();
        Require(batch.Length > 2 && batch.StartsWith("--", StringComparison.Ordinal), "no batch boundary");
        var changeset = ChangesetBoundary();
        Require(IsLine(changeset), "no changeset boundary");
        var parts = new List<BatchPart>();
        var last = false;
        while (!last)
            parts.Add(Part(changeset, out last));
        Require(IsLine($"{batch}--"), "no end of the batch");
        return parts;
    }

    private string ChangesetBoundary()
    {
        Headers().TryGetValue("Content-Type", out var type);
        var at = type?.IndexOf(BoundaryParameter, StringComparison.OrdinalIgnoreCase) ?? -1;
        Require(at >= 0, "no changeset");

        // The emulator gives the delimiter (with its dashes) where the boundary belongs.
        var boundary = type![(at + BoundaryParameter.Length)..].Trim('"').TrimStart('-');
        Require(boundary.Length > 0, "no changeset boundary");
        return $"--{boundary}";
    }

    private BatchPart Part(string boundary, out bool last)
    {
        Headers();
        var status = Status(Line());
        Headers().TryGetValue("ETag", out var etag);
        var closing = $"{boundary}--";
        var start = _position;
        int end;
        string line;
        do
        {
            end = _position;
            line = Line();
            last = string.Equals(line, closing, StringComparison.Ordinal);
        }
        while (!last && !string.Equals(line, boundary, StringComparison.Ordinal));
        return new BatchPart(status, etag ?? "", _body[start..end]);
    }

    // HTTP/1.1 204 No Content
    private static int Status(string line)
    {
        var valid = line.Split(' ', 3) is ["HTTP/1.1", { Length: 3 } code, ..] && code.All(char.IsAsciiDigit);
        Require(valid, "no status line");
        return int.Parse(line.AsSpan(9, 3), null);
    }

    private Dictionary<string, string> Headers()
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var line = Line(); line.Length > 0; line = Line())
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            Require(colon > 0, "a header without a colon");
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return headers;
    }

    private bool IsLine(string expected) => string.Equals(Line(), expected, StringComparison.Ordinal);

    private string Line()
    {
        var rest = _body.Span[_position..];
        var length = rest.IndexOf("\r\n"u8);
        Require(length >= 0, "it ends in the middle");
        _position += length + 2;
        return Encoding.UTF8.GetString(rest[..length]);
    }

    private static void Require(bool condition, string reason)
    {
        if (!condition)
            throw new FormatException($"Not the answer to a transaction: {reason}.");
    }
}
