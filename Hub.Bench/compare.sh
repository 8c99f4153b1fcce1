#!/usr/bin/env bash
# Benches of two checkouts in turns, A B, B A, …; prints the ratio of each figure, pair by pair.
#
#   Hub.Bench/compare.sh CHECKOUT_A CHECKOUT_B [-n 5] [ledger http replay contest floor start]
#
# Both were published before: for p in Hub.Server Hub.Bench; do dotnet publish -c Release $p; done
# What each run printed is kept in the folder that is named at the end. Run it on an otherwise idle machine.
set -euo pipefail
a=$(realpath "$1") b=$(realpath "$2")
shift 2
pairs=5 benches=()
while [ $# -gt 0 ]; do
  case $1 in
    -n) pairs=$2; shift 2 ;;
    *) benches+=("$1"); shift ;;
  esac
done
[ ${#benches[@]} -gt 0 ] || benches=(ledger http replay contest floor start)
out=$(mktemp -d)

run() { # checkout, its letter, bench, pair
  (cd "$1" && dotnet Hub.Bench/bin/Release/publish/Hub.Bench.dll "$3") >"$out/$3.$2.$4" 2>&1 ||
    echo "$3, pair $4: $2 ended with an error, see $out/$3.$2.$4" >&2
}

for letter in a b; do
  echo "${letter^^} $(git -C "${!letter}" log -1 --format='%h %s')"
done
echo "$(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg), $pairs pairs"
for bench in "${benches[@]}"; do
  for ((i = 1; i <= pairs; i++)); do
    # whoever goes first finds another machine than who goes second
    if ((i % 2)); then run "$a" A "$bench" $i; run "$b" B "$bench" $i
    else run "$b" B "$bench" $i; run "$a" A "$bench" $i; fi
  done
  python3 - "$out" "$bench" "$pairs" <<'P'
import re, statistics, sys

out, bench, pairs = sys.argv[1], sys.argv[2], int(sys.argv[3])
n = r"([\d,]+(?:\.\d+)?)"
# what a figure is called, and where it stands; the last match of a run counts
figures = {
    "ledger": [("commands/s", f"^ledger {n} \\("), ("against bare SQLite", f"ratio {n} \\(")],
    "http": [("commands/s", f"{n} commands/s committed"), ("p50 ms", f"^p50 {n} ms"), ("p99 ms", f"^p50 .*p99 {n} ms"),
             ("server CPU us a command", f"server CPU {n} us")],
    "replay": [("s", f"^replay {n} \\("), ("bytes a fact", f"{n} bytes a fact"),
               ("managed MB", f"managed memory after {n} MB"), ("working set MB", f"working set at most {n} MB")],
    "contest": [("leaderboard ms", f"re-ranked board {n} \\("), ("panel ms", f"chief's panel {n} \\("),
                ("drift ms", f"judges' drift {n} \\("), ("marks of a seat ms", f"marks of a seat {n} \\(")],
    "floor": [("bytes a visitor", f"^{n} bytes a visitor"), ("answered p50 ms", f"answered p50 {n} ms"),
              ("answered p99 ms", f"answered p50 .*?p99 {n} ms"), ("frame age p50 ms", f"a frame is p50 {n} ms"),
              ("frame age p99 ms", f"a frame is .*?p99 {n} ms"), ("KB/s a phone", f"{n} KB/s a phone"),
              ("shown p50 ms", f"shows it: p50 {n} ms"), ("shown p99 ms", f"shows it: .*?p99 {n} ms"),
              ("server CPU cores", f"server CPU {n} cores"), ("memory MB", f"memory {n} MB")],
    "start": [("first answer s", f"^start {n} \\(")],
}


def read(letter, pair, pattern):
    found = re.findall(pattern, open(f"{out}/{bench}.{letter}.{pair}", encoding="utf-8").read(), re.M)
    return float(found[-1].replace(",", "")) if found else None


def short(number):
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def spread(numbers):
    return f"{short(statistics.median(numbers))} ({short(min(numbers))}–{short(max(numbers))})"


print(f"\n{bench:<26}{'A median (min–max)':>30}{'B median (min–max)':>30}  B/A median, pair by pair")
for name, pattern in figures[bench]:
    read_pairs = [(read("A", i, pattern), read("B", i, pattern)) for i in range(1, pairs + 1)]
    whole = [(x, y) for x, y in read_pairs if x and y]
    if not whole:
        print(f"{name:<26} –")
        continue
    ratios = [y / x for x, y in whole]
    one_by_one = " ".join(f"{r:.3f}" for r in ratios)
    print(f"{name:<26}{spread([x for x, _ in whole]):>30}{spread([y for _, y in whole]):>30}"
          f"  {statistics.median(ratios):.3f}   {one_by_one}")
P
done
echo "what they printed: $out"
