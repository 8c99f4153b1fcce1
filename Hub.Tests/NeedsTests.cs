using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Hub.Tests.Faults;
using Hub.Tests.Web;

namespace Hub.Tests;

/// <summary>What tests say of themselves, against what their compiled code calls.</summary>
public class NeedsTests
{
    [Fact]
    public void A_test_says_what_it_calls_beside_this_process()
    {
        var wrong =
            from type in typeof(NeedsTests).Assembly.GetTypes()
            where !type.IsAbstract
            from test in type.GetMethods()
            where test.GetCustomAttribute<FactAttribute>(inherit: true) is not null
            let says = Said(type).Concat(Said(test)).Where(n => n is not Need.Time).Distinct().Order().ToArray()
            let calls = Code.Needs(type, test).Order().ToArray()
            where !says.SequenceEqual(calls)
            select $"{type}.{test.Name} says [{string.Join(", ", says)}] and needs [{string.Join(", ", calls)}]";
        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    private static IEnumerable<Need> Said(MemberInfo member) =>
        member.GetCustomAttribute<NeedsAttribute>(inherit: true)?.Needs ?? [];
}

/// <summary>Reads which methods a method can come to, as the compiler left it.</summary>
internal static class Code
{
    private const BindingFlags Own =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<int, OpCode> OpCodes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(o => o.Value & 0xffff);

    /// <summary>What a test of this class needs.</summary>
    public static IReadOnlySet<Need> Needs(Type type, MethodInfo test)
    {
        var (needs, seen) = (new HashSet<Need>(), new HashSet<MethodBase>());
        // the class is made and opened before the test, and what it overrides may be called by its base
        var ways = new Stack<MethodBase>([
            test,
            .. type.GetConstructors(Own),
            .. type.GetMethods(Own).Where(m => m.IsVirtual),
        ]);
        while (ways.TryPop(out var method))
        {
            if (!seen.Add(method))
                continue;
            if (NeedOf(method) is { } need)
                needs.Add(need);
            else if (method.Module == type.Module)
                foreach (var called in Called(method))
                    ways.Push(called);
        }
        return needs;
    }

    private static Need? NeedOf(MethodBase method) =>
        (method.DeclaringType, method.Name) switch
        {
            ({ } t, nameof(Chromium.BrowserAsync) or nameof(Chromium.LaunchAsync)) when t == typeof(Chromium) =>
                Need.Browser,
            ({ } t, nameof(Services.DatabaseAsync) or nameof(Services.RedisAsync)) when t == typeof(Services) =>
                Need.Service,
            ({ } t, _) when t.IsAssignableTo(typeof(Service)) => Need.Service,
            ({ } t, nameof(Process.Start)) when t == typeof(Process) => Need.Process,
            _ => null,
        };

    private static IEnumerable<MethodBase> Called(MethodBase method)
    {
        // the body of an async method, or of an iterator, is elsewhere
        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine)
            foreach (var step in machine.StateMachineType.GetMethods(Own))
                yield return step;
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
            yield break;
        var ofType = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length; )
        {
            var op = OpCodes[code[at] == 0xfe ? 0xfe00 | code[at + 1] : code[at]];
            at += op.Size;
            if (op.OperandType is OperandType.InlineMethod)
                yield return method.Module.ResolveMethod(BitConverter.ToInt32(code, at), ofType, ofMethod)!;
            at += op.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }
}
