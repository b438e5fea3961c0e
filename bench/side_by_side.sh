#!/usr/bin/env bash
# Runs arxiv-sanity-lite's recipe (bench/peer_recipe.py) and papercup on the same papers and the same likes, one after the other,
# and prints seconds, peak memory and ratios with what each includes.
#
#     bench/side_by_side.sh --corpus PAPERS.jsonl[.zst] [--papers N] [--likes K] [--papercup PROGRAM] [--work DIR]
#
# --papers takes the last N papers of the corpus (default: all), --likes K of them with "reinforcement" in the title (default:
# 30). PROGRAM is build/release/papercup unless given; a debug build measures nothing. DIR keeps the files; else they are
# removed. Installs Debian's python3-sklearn and zstd where they are missing.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
corpus='' papers=0 likes=30 papercup="$here/../build/release/papercup" work=''
while [[ $# -gt 0 ]]; do
  case "$1" in
    --corpus) corpus=$2; shift 2 ;;
    --papers) papers=$2; shift 2 ;;
    --likes) likes=$2; shift 2 ;;
    --papercup) papercup=$2; shift 2 ;;
    --work) work=$2; shift 2 ;;
    --help|-h) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "side_by_side.sh: unexpected $1; see --help" >&2; exit 2 ;;
  esac
done
[[ -r "$corpus" ]] || { echo "side_by_side.sh: --corpus names no file that can be read" >&2; exit 2; }
[[ -x "$papercup" ]] || { echo "side_by_side.sh: $papercup is missing: cmake --preset release && cmake --build --preset release" >&2; exit 2; }
"$here/../scripts/install-deps.sh" python3-sklearn zstd

if [[ -z "$work" ]]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi
mkdir -p "$work"
rm -rf "$work/data" "$work/config"
unset "${!PAPERCUP_@}"
export PAPERCUP_DATA="$work/data" PAPERCUP_CONFIG="$work/config"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1  # neither has more than one processor's worth of work

decompress() { case "$1" in *.zst) zstd -dcq "$1" ;; *) cat "$1" ;; esac; }
if [[ "$papers" -gt 0 ]]; then decompress "$corpus" | tail -n "$papers"; else decompress "$corpus"; fi >"$work/papers.jsonl"

# The likes, and three more that are liked later; the focus has nothing else.
python3 - "$work" "$likes" <<'PYTHON'
import json, os, sys
work, wanted = sys.argv[1], int(sys.argv[2])
ids, day = [], ""
with open(f"{work}/papers.jsonl", encoding="utf-8") as lines:
    for line in lines:
        paper = json.loads(line)
        day = max(day, paper.get("announced", ""))
        if "reinforcement" in paper["title"].lower():
            ids.append(paper["id"])
if len(ids) < wanted + 3:
    sys.exit(f"side_by_side.sh: only {len(ids)} papers have 'reinforcement' in the title; ask for fewer --likes")
step = (len(ids) - 3) // wanted
likes, later = ids[: wanted * step : step], ids[-3:]
os.makedirs(f"{work}/config/focus")
with open(f"{work}/config/focus/bench.toml", "w") as focus:
    focus.write(f"likes = {json.dumps(likes)}\n")
for name, lines in (("likes", likes), ("later", later), ("day", [day])):
    with open(f"{work}/{name}", "w") as file:
        file.write("".join(line + "\n" for line in lines))
PYTHON
export PAPERCUP_NOW="$(cat "$work/day")T12:00:00Z"
count=$(wc -l <"$work/papers.jsonl")
measure() { python3 "$here/measure.py" "$@"; }
peer() { measure --output "$work/$1.json" /usr/bin/python3 "$here/peer_recipe.py" "$@"; }
step_of() { python3 -c 'import json, sys; print("%.3f" % json.load(open(sys.argv[1]))[sys.argv[2]])' "$work/$1.json" "$2"; }
digest=(digest --channel bench --peek --top 10 --format ids)

echo "$count papers, $(wc -l <"$work/likes") likes; $("$papercup" --version | head -1); scikit-learn $(/usr/bin/python3 -c 'import sklearn; print(sklearn.__version__)')" 
echo "measuring, the peer first ..." >&2
read -r peer_prepare peer_prepare_mb < <(peer prepare "$work/papers.jsonl" "$work/features")
read -r peer_rank peer_rank_mb < <(peer rank "$work/features" "$work/likes")
read -r import import_mb < <(measure "$papercup" import "$work/papers.jsonl")
read -r query query_mb < <(measure --times 3 "$papercup" query --focus-file "$work/config/focus/bench.toml" --sort score --limit 10 --format ids)
read -r first first_mb < <(measure "$papercup" "${digest[@]}")
read -r kept kept_mb < <(measure --times 5 "$papercup" "${digest[@]}")
marked=0 marked_mb=0
while read -r id; do
  "$papercup" -q like "$id" >"$work/ignored"
  read -r seconds megabytes < <(measure "$papercup" "${digest[@]}")
  marked=$(python3 -c "print(max($marked, $seconds))") marked_mb=$((megabytes > marked_mb ? megabytes : marked_mb))
done <"$work/later"
read -r start start_mb < <(measure --times 5 "$papercup" --version)

row() { printf '%-38s %9s s %6s MB   %s\n' "$@"; }
ratio() { python3 -c "print('%.2f' % ($1 / $2))"; }
echo
echo "Making ready, once for all papers"
row "  peer" "$peer_prepare" "$peer_prepare_mb" "read JSON Lines ($(step_of prepare read) s), vectorise ($(step_of prepare vectorise) s), write vectors ($(step_of prepare write) s), start Python"
row "  papercup import" "$import" "$import_mb" "read JSON Lines, vectorise, write metadata, full-text index and vectors, durably; start"
echo "  papercup / peer: $(ratio "$import" "$peer_prepare") of the time, $(ratio "$import_mb" "$peer_prepare_mb") of the memory; on disk $(du -sm "$work/features" | cut -f1) MB (vectors) and $(du -sm "$work/data" | cut -f1) MB (everything)"
echo
echo "Learning from the likes and ranking all papers, a process each"
row "  peer" "$peer_rank" "$peer_rank_mb" "start Python and read vectors, train ($(step_of rank train) s), score and sort ($(step_of rank score) s)"
row "  papercup query --sort score" "$query" "$query_mb" "start, count documents, train, score and sort, print the best ten; median of 3"
echo "  papercup / peer: $(ratio "$query" "$peer_rank") of the time, $(ratio "$query_mb" "$peer_rank_mb") of the memory; of the peer's training and scoring alone: $(ratio "$query" "$(step_of rank train) + $(step_of rank score)")"
echo
echo "A digest of the last week, a process each (the peer keeps no model)"
row "  papercup digest, first" "$first" "$first_mb" "start, train, keep the model, rank a week, explain the best ten"
row "  papercup digest, model kept" "$kept" "$kept_mb" "start, read the model, rank a week, explain the best ten; median of 5"
row "  papercup digest, after a new like" "$marked" "$marked_mb" "as the first; the slowest of 3"
row "  papercup --version" "$start" "$start_mb" "start alone; median of 5"
echo
echo "All with a warm page cache. Memory is the peak of resident pages, those of mapped files included."
