namespace QueueService.Storage.Azure;

/// <summary>The names of the tables and the container of one service.</summary>
internal sealed record AzureNames(string LogTable, string DocumentTable, string Container)
{
    /// <summary>Table and container names hold at most 63 characters; this leaves room for what is appended.</summary>
    private const int MaxPrefixLength = 40;

    /// <exception cref="FormatException">The prefix cannot begin both a table and a container name.</exception>
    public static AzureNames From(string prefix)
    {
        var valid = prefix.Length is > 0 and <= MaxPrefixLength
            && char.IsAsciiLetterLower(prefix[0])
            && prefix.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));
        return valid
            ? new AzureNames($"{prefix}log", $"{prefix}docs", $"{prefix}-blobs")
            : throw new FormatException(
                $"Storage:Prefix must be 1 to {MaxPrefixLength} lower-case letters and digits, a letter first.");
    }
}
