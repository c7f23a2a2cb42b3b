using System.Security.Cryptography;
using System.Text;

namespace Engramm.Content.Loading;

/// <summary>
/// Remembers that exactly this content passed every check of exactly this build. Names and bytes of every file under the folder go in,
/// so that an edit, a new file, a changed schema or a new build is checked from the beginning.
/// </summary>
internal sealed class CheckedSeal
{
    private readonly string file;
    private readonly string digest;

    /// <summary>Reads the folder and compares.</summary>
    /// <param name="file">Where the last digest is kept.</param>
    /// <param name="folder">The content.</param>
    public CheckedSeal(string file, string folder)
    {
        (this.file, digest) = (file, DigestOf(folder));
        Holds = File.Exists(file) && string.Equals(File.ReadAllText(file), digest, StringComparison.Ordinal);
    }

    /// <summary>Whether this content was found right before.</summary>
    public bool Holds { get; }

    /// <summary>Notes that the content was found right. A folder that cannot be written only costs the next start its check.</summary>
    public void Set()
    {
        if (Holds)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            var beside = file + "." + Path.GetRandomFileName();
            File.WriteAllText(beside, digest);
            File.Move(beside, file, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Checked again next time.
        }
    }

    private static string DigestOf(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(CheckedSeal).Module.ModuleVersionId.ToByteArray());
        hash.AppendData(typeof(Quantities.Languages).Module.ModuleVersionId.ToByteArray());
        foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(path);
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, path)));
            hash.AppendData(BitConverter.GetBytes((long)bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
