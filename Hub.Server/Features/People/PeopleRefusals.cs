namespace Hub.Features.People;

/// <summary>What the rules of personal data refuse.</summary>
public static class PeopleRefusals
{
    public static Refusal UnknownPerson() =>
        Refusal.Unknown("person", "没有这个人的资料。", "There is no data of this person.");

    public static Refusal PersonErased() =>
        new("person-erased", "此人已删除自己的资料。", "This person has erased their data.");

    public static Refusal FairOver() =>
        new(
            "fair-over",
            "招聘会已结束，资料已按期删除，不再收集。",
            "The fair is over and its data erased: nothing is collected any more."
        );

    public static Refusal BadRetention() =>
        Refusal.Malformed("保存期限是 0 到 365 天。", "Data is kept for 0 to 365 days.");

    public static Refusal UnknownField(string field) =>
        Refusal.Malformed($"没有这一栏：{field}。", $"There is no field {field}.");

    public static Refusal FieldTooLong(string field, int most) =>
        Refusal.Malformed(
            $"这一栏最多 {most} 个字，不能换行：{field}。",
            $"The field {field} has {most} characters at most, on one line."
        );

    public static Refusal FieldLooksWrong(ProfileField field) =>
        Refusal.Malformed($"{field.Zh}看起来不对，请检查。", $"{field.En}: this does not look right.");
}
