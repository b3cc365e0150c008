namespace QueueService.Benchmarks.Reporting;

internal sealed class MarkdownTable(params string[] headers)
{
    private readonly List<string[]> _rows = [headers, [.. headers.Select((_, i) => i == 0 ? "---" : "---:")]];

    public void Add(params string[] cells)
    {
        if (cells.Length != headers.Length)
            throw new ArgumentException($"{cells.Length} cells for {headers.Length} columns.", nameof(cells));
        _rows.Add(cells);
    }

    public override string ToString() => string.Join('\n', _rows.Select(row => $"| {string.Join(" | ", row)} |"));
}
