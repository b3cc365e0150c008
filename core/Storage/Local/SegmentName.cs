using System.Globalization;

namespace QueueService.Storage.Local;

/// <summary>
/// A file in the folder of a log: a segment <c>first.seg</c>, or the mark <c>first-last.cut</c> that trimming leaves
/// where segments before it are kept. Marks tell a trimmed segment from a lost one.
/// </summary>
/// <param name="CutUntil">The last frame that was trimmed, null for a segment.</param>
internal readonly record struct SegmentName(FrameNumber First, FrameNumber? CutUntil)
{
    private const string SegmentSuffix = ".seg";
    private const string CutSuffix = ".cut";
    private const int Digits = 16;

    public override string ToString() => CutUntil is { } last
        ? $"{First.Value:x16}-{last.Value:x16}{CutSuffix}"
        : $"{First.Value:x16}{SegmentSuffix}";

    /// <summary>The files of a log in the order of their frames.</summary>
    public static List<SegmentName> List(string folder)
    {
        var names = new List<SegmentName>();
        if (!Directory.Exists(folder))
            return names;
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            if (TryParse(Path.GetFileName(path), out var name))
                names.Add(name);
        }

        names.Sort((left, right) => left.First.CompareTo(right.First));
        return names;
    }

    private static bool TryParse(string text, out SegmentName name)
    {
        name = default;
        if (text.Length == Digits + SegmentSuffix.Length && text.EndsWith(SegmentSuffix, StringComparison.Ordinal))
        {
            if (!TryParseNumber(text.AsSpan(0, Digits), out var only))
                return false;
            name = new SegmentName(only, null);
            return true;
        }

        if (text.Length != Digits + 1 + Digits + CutSuffix.Length
            || !text.EndsWith(CutSuffix, StringComparison.Ordinal))
            return false;
        if (!TryParseNumber(text.AsSpan(0, Digits), out var first)
            || !TryParseNumber(text.AsSpan(Digits + 1, Digits), out var last))
            return false;
        name = new SegmentName(first, last);
        return true;
    }

    private static bool TryParseNumber(ReadOnlySpan<char> digits, out FrameNumber number)
    {
        var parsed = long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value);
        number = new FrameNumber(value);
        return parsed && value > 0;
    }
}
