using Engramm.Content.Loading;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using YamlDotNet.Core;

namespace Engramm.Content.Tests;

public class YamlProperties
{
    private static readonly string[] Pieces = ["a: ", "- ", "\n", "  ", "[", "]", "{", "}", "'", "\"", "|\n", ">-\n", "&x ", "*x", "!t ", ": ", "#", "\t", "ü", "null", "1.5", "---\n", "...", "? ", "%YAML 9\n", "\u0000"];

    [Property(MaxTest = 500)]
    public Property Any_text_is_either_read_or_refused_as_YAML() =>
        Prop.ForAll(Gen.Elements(Pieces).ListOf().Select(string.Concat).ToArbitrary(), text =>
        {
            try
            {
                return YamlFile.Parse(text).LineOf("a[0].b") >= 1;
            }
            catch (YamlException)
            {
                return true;
            }
        });
}
