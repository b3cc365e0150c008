using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace QueueService.Functions.Portal;

/// <summary>The files of the portal that the build has put into the program.</summary>
internal sealed class PortalFiles
{
    private const string Prefix = "portal/";

    /// <summary>Vite names what is in this folder by its content.</summary>
    private const string HashedFolder = "assets/";

    private readonly Dictionary<string, PortalFile> _files = new(StringComparer.Ordinal);

    private PortalFiles(string? whyMissing) => WhyMissing = whyMissing;

    /// <summary>Why there is no portal, as the build has said it; null if there is one.</summary>
    public string? WhyMissing { get; }

    /// <param name="program">What the build has put them into.</param>
    public static PortalFiles Load(Assembly program)
    {
        string? why = Read(program, "portal.missing") is { } reason
            ? Encoding.UTF8.GetString(reason).Trim().ReplaceLineEndings(" ")
            : null;
        PortalFiles files = new(why);
        foreach (string name in program.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && MediaTypeOf(name) is not null))
        {
            byte[] content = Read(program, name)!;
            string path = name[Prefix.Length..];
            files._files[path] = new PortalFile(
                content,
                Read(program, name + ".br"),
                Read(program, name + ".gz"),
                MediaTypeOf(name)!,
                $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\"",
                path.StartsWith(HashedFolder, StringComparison.Ordinal));
        }

        return files;
    }

    /// <summary>Null if there is no such file.</summary>
    /// <param name="path">Below <c>/portal/</c>.</param>
    public PortalFile? Find(string path) => _files.GetValueOrDefault(path);

    private static byte[]? Read(Assembly program, string name)
    {
        using Stream? stream = program.GetManifestResourceStream(name);
        if (stream is null)
            return null;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string? MediaTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => null,
    };
}
