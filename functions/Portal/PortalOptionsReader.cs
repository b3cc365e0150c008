using QueueService.Functions.Hosting;

namespace QueueService.Functions.Portal;

/// <summary>Reads the name and the colour of the environment.</summary>
internal static class PortalOptionsReader
{
    private const string NameKey = "Portal:Name";
    private const string ColourKey = "Portal:Colour";
    private const int LongestName = 40;
    private const int ColourLength = 7;

    public static PortalOptions Read(IConfiguration configuration)
    {
        string? name = configuration.Text(NameKey);
        if (name is { Length: > LongestName })
        {
            throw new OptionsException(
                $"{NameKey} is '{name}', which has {name.Length} characters; allowed are at most {LongestName}.");
        }

        string? colour = configuration.Text(ColourKey);
        return colour is null || IsColour(colour)
            ? new PortalOptions(name, colour)
            : throw new OptionsException($"{ColourKey} is '{colour}'; allowed are colours such as #b3261e.");
    }

    private static bool IsColour(string text) =>
        text.Length == ColourLength && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit);
}
