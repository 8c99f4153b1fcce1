#!/usr/bin/env bash
# MiniExcel 1.46.0 and read-excel-file 5.8.8, .NET SDK 10.0.4xx, Node 20.
# MiniExcel writes a character beyond the Basic Multilingual Plane, as stands in Chinese surnames and company names
# (U+20BB7), into XLSX as two escapes of its surrogates, _xD842__xDFB7_. XML needs no escape for it, and the escapes of
# ST_Xstring (ECMA-376 part 1, 22.9.2.19) stand for characters, which a lone surrogate is not. MiniExcel itself reads
# them back, so a round trip does not show it; read-excel-file reads the 14 letters as text.
# Seen: the sheet holds the escapes, MiniExcel reads U+20BB7, read-excel-file reads "_xD842__xDFB7_". Fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > app.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="MiniExcel" Version="1.46.0" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using System.IO.Compression;
using MiniExcelLibs;

MiniExcel.SaveAs("book.xlsx", new[] { new { Name = "\U00020BB7" } });
using (var zip = ZipFile.OpenRead("book.xlsx"))
using (var sheet = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open()))
    Console.WriteLine($"written as escapes: {sheet.ReadToEnd().Contains("_xD842__xDFB7_")}");
var read = (string)MiniExcel.Query("book.xlsx", useHeaderRow: true).First().Name;
Console.WriteLine($"MiniExcel reads U+20BB7: {read == "\U00020BB7"}");
X
dotnet build -v quiet --nologo -o out >build.log 2>&1 || { cat build.log; exit 1; }
npm install --silent --no-save --no-audit --no-fund read-excel-file@5.8.8 >/dev/null
seen=$(dotnet out/app.dll
  node -e 'require("read-excel-file/node").default("book.xlsx").then(r => console.log("read-excel-file reads: " + r[1][0]))')
echo "MiniExcel 1.46.0, read-excel-file 5.8.8:"
echo "$seen"
[ "$seen" = "written as escapes: True
MiniExcel reads U+20BB7: True
read-excel-file reads: _xD842__xDFB7_" ]
