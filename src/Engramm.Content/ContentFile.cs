using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Engramm.Quantities;

namespace Engramm.Content;

/// <summary>
/// What every file of clinical content says about itself. A kind of content is one sealed record that derives from this one,
/// one line in <see cref="ContentKinds"/> and one schema in <c>content/schema</c>.
/// </summary>
public abstract record ContentFile
{
    /// <summary>The name of the content, the same over all its versions and the first part of the file name.</summary>
    public required string Id { get; init; }

    /// <summary>1, 2, 3 …; a new version is a new file, an old file is never edited once it was used.</summary>
    public required int Version { get; init; }

    /// <summary>The first day on which this version is the one in use.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>Under which terms the text may be copied: an SPDX name, or a sentence naming the owner's permission.</summary>
    public required string Licence { get; init; }

    /// <summary>The languages in which it is offered: both, unless the licence or the instrument allows one only.</summary>
    public IReadOnlyList<Language> Languages { get; init; } = Engramm.Quantities.Languages.All;

    /// <summary>Why a language is left out; present exactly when one is.</summary>
    public string? LanguagesReason { get; init; }

    /// <summary>The clinician who signed this version, or null: unreviewed, and shown as such.</summary>
    public required Review? ReviewedBy { get; init; }

    /// <summary>Where the facts come from, each with whether that place was read.</summary>
    public required IReadOnlyList<Source> Sources { get; init; }

    /// <summary>Whether a clinician has signed it.</summary>
    public bool IsReviewed => ReviewedBy is not null;

    /// <summary>The file itself, as a person signs it.</summary>
    [JsonIgnore]
    public ContentOriginal Original { get; internal set; } = new("");

    /// <summary>What a record keeps to say with which text or rule it was made.</summary>
    public ContentPin Pin => new(Id, Version);

    /// <summary>What is wrong inside this file beyond what a schema can say. Empty when it is sound.</summary>
    protected internal virtual IEnumerable<ContentFault> Faults() => [];
}

/// <summary>A content file letter by letter, and what tells it from every other.</summary>
/// <param name="text">All of it.</param>
public sealed class ContentOriginal(string text)
{
    private readonly Lazy<string> fingerprint = new(() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));

    /// <summary>All of it.</summary>
    public string Text => text;

    /// <summary>SHA-256 of the text as UTF-8, 64 hexadecimal digits: a signature holds for exactly this text.</summary>
    public string Fingerprint => fingerprint.Value;
}

/// <summary>A clinician's signature under one version of one file.</summary>
/// <param name="Name">Name with title.</param>
/// <param name="Role">Profession or function, for instance "Fachärztin für Anästhesiologie".</param>
/// <param name="On">The day of the signature.</param>
public sealed record Review(string Name, string Role, DateOnly On);

/// <summary>A place a fact was taken from.</summary>
/// <param name="Citation">Authors, title or journal, year, pages; or what else identifies it.</param>
/// <param name="Verification">Whether that place was read.</param>
/// <param name="Doi">Digital object identifier, when it has one.</param>
/// <param name="Pmid">PubMed number, when it has one.</param>
/// <param name="Note">What it supports, or a caveat.</param>
public sealed record Source(string Citation, Verification Verification, string? Doi = null, string? Pmid = null, string? Note = null);

/// <summary>One version of one content file, as records keep it: <c>phq-9@1</c>.</summary>
public readonly record struct ContentPin(string Id, int Version)
{
    /// <summary>Written as <c>id@version</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}@{Version}");

    /// <summary>Reads <c>id@version</c>; null when the text is not of that form.</summary>
    public static ContentPin? FromText(string? text)
    {
        var at = text?.LastIndexOf('@') ?? -1;
        return at > 0 && int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new ContentPin(text![..at], version)
            : null;
    }
}

/// <summary>A fault a file finds in itself.</summary>
/// <param name="Path">The place, as <c>items[3].text</c>; empty for the file as a whole.</param>
/// <param name="Reason">What is wrong and what to do.</param>
public sealed record ContentFault(string Path, string Reason);
