using System.Text.Json;
using System.Text.Json.Serialization;

namespace Engramm.Quantities;

/// <summary>
/// Writes a quantity as a bare number in its unit and reads it back. Without it the platform would read every quantity as 0,
/// because it fills a struct through its empty constructor.
/// </summary>
public sealed class QuantityJson<T> : JsonConverter<T>
    where T : struct, IQuantity<T>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">There is no finite number.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value) && double.IsFinite(value)
            ? T.Of(value)
            : throw new JsonException($"{typeof(T).Name} must be a finite number.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}
