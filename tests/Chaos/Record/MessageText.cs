using System.Globalization;
using System.Text;

namespace QueueService.Tests.Chaos.Record;

/// <summary>
/// What a message carries: its name, how much follows, and letters that follow from the name, so that a text that was
/// changed anywhere is told from one that was sent.
/// </summary>
internal static class MessageText
{
    private const uint FirstHash = 2_166_136_261;
    private const uint HashFactor = 16_777_619;

    /// <param name="name">Without spaces.</param>
    /// <param name="padding">How many letters follow.</param>
    public static string Of(string name, int padding)
    {
        StringBuilder text = new(name.Length + padding + 8);
        text.Append(CultureInfo.InvariantCulture, $"{name} {padding} ");
        uint state = FirstHash;
        foreach (char character in name)
            state = (state ^ character) * HashFactor;
        for (int n = 0; n < padding; n++)
        {
            state = (state ^ (uint)n) * HashFactor;
            text.Append((char)('a' + (state >> 27)));
        }

        return text.ToString();
    }

    /// <summary>The name; null if no such text was ever sent.</summary>
    public static string? NameOf(string text)
    {
        string[] parts = text.Split(' ');
        return parts.Length == 3
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int padding)
            && padding == parts[2].Length
            && string.Equals(text, Of(parts[0], padding), StringComparison.Ordinal)
                ? parts[0]
                : null;
    }
}
