using System.Text.RegularExpressions;

namespace Hub.Features.Roster.Pay;

/// <summary>The words around a sum, as <see cref="PayText.Plain"/> writes them.</summary>
internal static partial class OfferWords
{
    private const string Unit =
        "(?:月|年|周|星期|天|日|小时|时|h(?:ou)?rs?|h|days?|d|w(?:ee)?ks?|months?|mo|mth|m|y(?:ea)?rs?|y|annum)";

    private const string Extras =
        "(?:补贴|补助|津贴|[餐饭房车话补]补|奖金?|全勤|提成|绩效|分红|红包|押金|保证金|费用?|社保|公积金|保险|福利|工龄"
        + "|安家|签约|加班|高温|报销|注册资本|营收|产值|涨薪|调薪|加薪|额外|另有|另加|bonus|allowance|commission)";

    [GeneratedRegex(
        "[$€£]|usd|hkd|eur|jpy|美元|美金|港币|港元|欧元|日元|韩元|澳元|加元|新元|泰铢|台币|英镑|卢布|twd|krw|gbp|sgd"
    )]
    public static partial Regex Foreign();

    /// <summary>A number, its unit, and what says that it is money.</summary>
    [GeneratedRegex(
        @"(?<money>(?:¥|rmb|cny|人民币)\s*)?(?<![\d.])(?<number>\d{1,8}(?:\.\d{1,3})?)(?![\d.]*\d)\s*"
            + @"(?:(?<unit>千|万|百|k(?![a-z])|w(?![a-z]))\s*)?(?<money>(?:元|块钱?|rmb|cny|人民币|yuan))?"
    )]
    public static partial Regex Sum();

    /// <summary>What makes one of two sums: 5000元/月-8000元/月.</summary>
    [GeneratedRegex(@"^\s*(?:[(]?(?:/|每|per\s*)\s*(?<per>" + Unit + @")[)]?\s*)?-\s*$")]
    public static partial Regex Between();

    /// <summary>What is said behind a sum of how much it is, and of what.</summary>
    [GeneratedRegex(
        @"^\s*(?:及?以上|起薪?|\+|多|余|左右|上下|不等|(?<below>及?以[下内]|封顶))*\s*(?:税前|税后)?\s*[(]?"
            + @"(?:税前|税后)?\s*(?:元\s*)?(?:(?:/|每|per\s+|an?\s+|一个?|·)\s*(?:人\s*[·/]?\s*)?"
            + @"(?<per>"
            + Unit
            + @")(?![a-z]|底|终|度?奖)"
            + @"|(?<per>月薪|年薪|日薪|时薪|周薪|monthly|yearly|annually|annual|p\.?\s?a\.?(?![a-z])|hourly|daily))?"
            + @"(?:/人)?[)]?\s*(?:及?以上|起|\+|左右|(?<below>及?以[下内]))*"
    )]
    public static partial Regex After();

    /// <summary>What is said before a sum of what it is for.</summary>
    [GeneratedRegex(
        @"(?<per>年薪|年度?(?:总|综合)?(?:收入|包)|年综合|总包|package|annual(?:\s+salary)?|yearly"
            + @"|日薪|日工资|每天|每日|一天|日均|daily|时薪|小时工资|每小时|一小时|hourly(?:\s+rate)?"
            + @"|周薪|每周|weekly|月薪|月工资|每月|月收入|monthly|月均|月综合|月入)[^\d年月日天时周]{0,8}$"
    )]
    public static partial Regex Before();

    /// <summary>How many months' pay a year has: then a sum is a month's. 13薪, 13-15薪.</summary>
    [GeneratedRegex(@"(?<!\d)1[2-9]\s*薪(?![资水酬])")]
    public static partial Regex Salaries();

    /// <summary>What counts something else: 13薪, 8小时, 2026届, 3年以上.</summary>
    [GeneratedRegex(
        @"^\s*(?:薪(?![资水酬])|个|小时|h(?:ou)?rs?\b|h\b|[点:]\d*|周?岁|人|名|位|年|届|级|班|天|日|号|险|金|休|%|‰"
            + @"|倍|次|期|层|楼|周|公里|km|分钟?|寸|强|家|平|亩)"
    )]
    public static partial Regex Counts();

    /// <summary>What a number that is no sum stands behind.</summary>
    [GeneratedRegex(@"(?:第|[×*x]|no\.|电话:?|手机:?|微信:?|qq:?|tel:?)\s*$")]
    public static partial Regex Number();

    /// <summary>What stands before a sum in its own clause.</summary>
    [GeneratedRegex(@"[^,;。!|()\[\]{}、]*$")]
    public static partial Regex Clause();

    /// <summary>A sum of each piece of work says nothing of a month.</summary>
    [GeneratedRegex(@"^\s*(?:/|每)\s*(?:次|单|件|课时|节|平|吨|班|场|票|台|个(?!月)|斤|公里|趟|篇|条|千字)")]
    public static partial Regex Piece();

    [GeneratedRegex("(?:" + Extras + @"[^\d+]{0,6}|^\s*\+.*)$")]
    public static partial Regex Extra();

    /// <summary>What somebody who is taught gets is called so too: 实习补贴.</summary>
    [GeneratedRegex(@"[^\s\d]\s*\+|含|包括|(?:实习|见习)(?:生|期)?(?:补贴|补助|津贴)")]
    public static partial Regex Composed();

    [GeneratedRegex(@"^\s*的?" + Extras)]
    public static partial Regex ExtraAfter();

    [GeneratedRegex(@"最高|可达|高达|达到|不超过|不高于|(?<!不)[低少小]于|不足|未满|封顶|[<≤]|up to|max|^\s*-\s*$")]
    public static partial Regex UpTo();

    [GeneratedRegex("试用|实习|培训期|见习|学徒|probation|intern|trial")]
    public static partial Regex Tried();

    [GeneratedRegex(@"^[^+]*(?:底薪|基本工资|基本薪资|基础工资|基础薪资|保底|固定工资|base)[^+]*$")]
    public static partial Regex Based();

    [GeneratedRegex(@"综合|合计|总|转正|到手|月均|平均|税前|应发|月收入|月入|\+|total")]
    public static partial Regex Together();

    [GeneratedRegex(@"\p{L}")]
    public static partial Regex Name();

    [GeneratedRegex(@"年|总包|annu|year|yr|^y$|p\.?\s?a")]
    public static partial Regex Years();

    [GeneratedRegex("周|星期|week|wk")]
    public static partial Regex Weeks();

    [GeneratedRegex("天|日|day|daily|^d$")]
    public static partial Regex Days();

    [GeneratedRegex("时|hour|hr|^h$")]
    public static partial Regex Hours();
}
