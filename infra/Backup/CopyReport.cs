using System.Globalization;

namespace QueueService.Backup;

/// <summary>How much was copied.</summary>
internal sealed record CopyReport(int Rows, int Blobs)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Rows:#,0} rows and {Blobs:#,0} blobs");
}
