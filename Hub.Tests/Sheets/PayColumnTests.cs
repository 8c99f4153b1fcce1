using Hub.Sheets;

namespace Hub.Tests.Sheets;

public class PayColumnTests
{
    [Theory]
    [InlineData("年薪", "10-15万", "年薪10-15万")]
    [InlineData("年薪（万元）", "10-15", "年薪10-15万元")]
    [InlineData("年薪(万)", "12", "年薪12万元")]
    [InlineData("月薪（千元）", "5-8", "5-8千元")]
    [InlineData("月薪（千元）", "5-8千", "5-8千")]
    [InlineData("薪资（K）", "5~8", "5~8千元")]
    [InlineData("薪资（元/月）", "5000-8000", "5000-8000")]
    [InlineData("日薪", "200", "日薪200")]
    [InlineData("薪资（元/天）", "200-300元", "日薪200-300元")]
    [InlineData("时薪", "25", "时薪25")]
    [InlineData("Annual salary", "120,000-150,000", "年薪120,000-150,000")]
    [InlineData("年薪", "8000元/月", "8000元/月")]
    [InlineData("年薪", "面议", "面议")]
    [InlineData("薪资", "8-12K·13薪", "8-12K·13薪")]
    public void What_the_column_says_goes_into_each_cell_that_does_not(string header, string cell, string whole) =>
        Assert.Equal(whole, PayColumn.Whole(header, cell));

    [Theory]
    [InlineData("salary_min,salary_max", "5000,8000", "5000-8000")]
    [InlineData("最低薪资,最高薪资", "5000,", "5000以上")]
    [InlineData("最低薪资,最高薪资", ",8000", "8000以下")]
    [InlineData("最低薪资,最高薪资", ",", "")]
    [InlineData("最低薪资（千元）,最高薪资（千元）", "5,8", "5千元-8千元")]
    [InlineData("年薪（万元）,最低薪资", "10-15,", "年薪10-15万元")]
    [InlineData("薪资,最高薪资", ",8000", "8000以下")]
    [InlineData("薪资,最低薪资", ",5000", "5000以上")]
    [InlineData("薪资,最低薪资", ",", "")]
    public void Two_columns_are_one_salary(string headers, string cells, string salary)
    {
        var file = System.Text.Encoding.UTF8.GetBytes($"企业名称,岗位名称,{headers}\n朝阳重工,焊工,{cells}\n");
        var read = Hub.Sheets.Roster.Read(RosterKind.Positions, Sheet.Read(file, "a.csv"));
        Assert.Equal(salary, Assert.Single(read.Positions).Salary);
    }
}
