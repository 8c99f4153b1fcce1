using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Hub.Kernel.Facts;

/// <summary>SHA-256 of all that a fair's facts add up to, down to the last private field: equal on two nodes that hold
/// the same state, however each came to it. Dictionaries and sets are hashed by what is in them, because their order is
/// another one in every process; lists in their order.</summary>
public static class StateHash
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = [];
    private static readonly ConcurrentDictionary<Type, bool> Unordered = [];

    /// <summary>Which code folds: another build may hold the same in another shape, and is not comparable.</summary>
    public static string Build { get; } = typeof(StateHash).Module.ModuleVersionId.ToString("n");

    /// <exception cref="NotSupportedException">A slice holds something that nobody said how to hash: see
    /// <see cref="Write"/>.</exception>
    public static byte[] Of(Fair fair)
    {
        using var to = new BinaryWriter(new MemoryStream(4096));
        return Cut(to, fair);
    }

    /// <summary>The hash of a value alone, written behind what is written already and taken off again.</summary>
    private static byte[] Cut(BinaryWriter to, object? value)
    {
        var (bytes, start) = ((MemoryStream)to.BaseStream, (int)to.BaseStream.Length);
        Write(to, value);
        var hash = SHA256.HashData(bytes.GetBuffer().AsSpan(start..(int)bytes.Length));
        bytes.SetLength(start);
        return hash;
    }

    private static void Write(BinaryWriter to, object? value)
    {
        switch (value)
        {
            case null:
                to.Write('0');
                break;
            case string text:
                Text('s', text);
                break;
            case bool yes:
                to.Write(yes ? 'y' : 'n');
                break;
            case char c:
                Text('c', c.ToString());
                break;
            case TimeZoneInfo zone:
                Text('z', zone.Id);
                break;
            // "O" is the only format of a time that loses nothing; numbers have one by default
            case DateTimeOffset or DateTime or DateOnly or TimeOnly:
                Text('t', ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture));
                break;
            case IFormattable plain when value is Enum || IsSystem(value):
                Text('v', plain.ToString(null, CultureInfo.InvariantCulture));
                break;
            case long[] numbers:
                Numbers<long>(numbers);
                break;
            case List<long> numbers:
                Numbers<long>(CollectionsMarshal.AsSpan(numbers));
                break;
            case int[] numbers:
                Numbers<int>(numbers);
                break;
            case IEnumerable many:
                Many(to, many);
                break;
            case ITuple tuple:
                Many(to, Enumerable.Range(0, tuple.Length).Select(i => tuple[i]));
                break;
            default:
                All(to, value);
                break;
        }

        // many of them, quickly
        void Numbers<T>(ReadOnlySpan<T> numbers)
            where T : unmanaged
        {
            to.Write('n');
            to.Write(numbers.Length);
            to.Write(MemoryMarshal.AsBytes(numbers));
        }

        void Text(char kind, string text)
        {
            to.Write(kind);
            to.Write(text);
        }
    }

    private static void Many(BinaryWriter to, IEnumerable many)
    {
        if (!Unordered.GetOrAdd(many.GetType(), IsUnordered))
        {
            to.Write('[');
            foreach (var item in many)
                Write(to, item);
            to.Write(']');
            return;
        }
        var hashes = new List<byte[]>();
        foreach (var item in many)
            hashes.Add(Cut(to, item));
        hashes.Sort((a, b) => a.AsSpan().SequenceCompareTo(b));
        to.Write('{');
        foreach (var hash in hashes)
            to.Write(hash);
        to.Write('}');
    }

    private static void All(BinaryWriter to, object value)
    {
        var type = value.GetType();
        // what .NET keeps in its own fields may differ from process to process
        if (IsSystem(value) && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)))
            throw new NotSupportedException($"A state holds a {type}: StateHash does not know what of it counts.");
        to.Write(type.Name);
        foreach (var field in Fields.GetOrAdd(type, FieldsOf))
            Write(to, field.GetValue(value));
    }

    private static FieldInfo[] FieldsOf(Type type)
    {
        var all = new List<FieldInfo>();
        for (var t = type; t is not null; t = t.BaseType)
            all.AddRange(
                t.GetFields(
                        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
                    )
                    .OrderBy(f => f.Name, StringComparer.Ordinal)
            );
        return [.. all];
    }

    private static bool IsUnordered(Type type) =>
        type.GetInterfaces()
            .Any(i =>
                i.IsGenericType
                && i.GetGenericTypeDefinition() is var of
                && (of == typeof(IReadOnlyDictionary<,>) || of == typeof(IReadOnlySet<>))
            );

    private static bool IsSystem(object value) =>
        value.GetType().Namespace is { } space
        && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal));
}
