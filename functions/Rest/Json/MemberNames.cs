using System.Text;

namespace QueueService.Functions.Rest.Json;

/// <summary>The members that one kind of JSON object may have; a member is known by its place in the list.</summary>
internal sealed class MemberNames
{
    private readonly byte[][] _utf8;

    /// <param name="names">At most 32, because a reader marks those it has seen in one integer.</param>
    public MemberNames(params string[] names)
    {
        if (names.Length > 32)
            throw new ArgumentException("An object has at most 32 known members.", nameof(names));
        _utf8 = Array.ConvertAll(names, Encoding.UTF8.GetBytes);
        Listed = string.Join(", ", names);
        Hint = names.Length == 0 ? "this call takes none" : $"the members are {Listed}";
    }

    public string Listed { get; }

    /// <summary>Says which there are, for a refusal.</summary>
    public string Hint { get; }

    /// <summary>The place of a name, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < _utf8.Length; i++)
        {
            if (name.SequenceEqual(_utf8[i]))
                return i;
        }

        return -1;
    }
}
