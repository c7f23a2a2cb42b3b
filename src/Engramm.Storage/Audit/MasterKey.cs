using System.Security.Cryptography;
using System.Text;

namespace Engramm.Storage.Audit;

/// <summary>
/// The secret outside the database: 32 random bytes in a file only the server reads. The key of the audit chain and the
/// key that wraps the patients' keys are derived from it, so that whoever can rewrite rows still cannot forge the chain.
/// </summary>
public sealed class MasterKey
{
    private readonly byte[] secret;

    public MasterKey(byte[] secret)
    {
        if (secret.Length != 32)
        {
            throw new ArgumentException($"A master key has 32 bytes, this one has {secret.Length}.", nameof(secret));
        }

        this.secret = secret;
        ChainKey = Derive("engramm audit chain");
    }

    /// <summary>Key of the audit chain's digests.</summary>
    public byte[] ChainKey { get; }

    /// <summary>Reads the key file, or makes one readable by its owner alone.</summary>
    public static MasterKey FromFile(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var fresh = RandomNumberGenerator.GetBytes(32);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new FileStream(path, options);
            file.Write(Encoding.ASCII.GetBytes(Convert.ToHexString(fresh)));
            file.Flush(flushToDisk: true);
            return new MasterKey(fresh);
        }

        return new MasterKey(Convert.FromHexString(File.ReadAllText(path).Trim()));
    }

    /// <summary>Seals bytes for the practice itself (not for one patient).</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain) => Seal(Derive("engramm wrapping"), plain);

    /// <summary>Opens what <see cref="Seal(ReadOnlySpan{byte})"/> sealed.</summary>
    /// <exception cref="CryptographicException">The bytes were changed or sealed with another key.</exception>
    public byte[] Open(ReadOnlySpan<byte> box) => Open(Derive("engramm wrapping"), box);

    /// <summary>AES-256-GCM: nonce (12), tag (16), cipher text.</summary>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain)
    {
        var box = new byte[12 + 16 + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, 12));
        using var aes = new AesGcm(key, 16);
        aes.Encrypt(box.AsSpan(0, 12), plain, box.AsSpan(28), box.AsSpan(12, 16));
        return box;
    }

    /// <inheritdoc cref="Open(ReadOnlySpan{byte})"/>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> box)
    {
        var plain = new byte[box.Length - 28];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(box[..12], box[28..], box.Slice(12, 16), plain);
        return plain;
    }

    private byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes(purpose));
}
