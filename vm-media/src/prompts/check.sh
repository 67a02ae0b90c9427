#!/usr/bin/env bash
# Checks a rendered prompt pack against its text list; prints a table of failures and exits 1 if there is any.
# Needs sox; with --wer also pocketsphinx and its US English model.
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
texts=$here/en/prompts.txt
pack=$here/../main/resources/org/voicemail4j/media/prompt/en
format=ulaw
wer=
table=

usage() {
    cat <<USAGE
usage: check.sh [-t texts] [-d pack directory] [-f ulaw|wav|wav16] [--table] [--wer]

  --table  print the figures of every prompt, not only of those that fail
  --wer    also have pocketsphinx recognise every sentence of three words and more, print the word error rate and fail
           if it is above 12 %; its model needs a pack of 16 kHz (render.sh -f wav16)
USAGE
}

while [ $# -gt 0 ]; do
    case $1 in
        -t) texts=$2; shift 2 ;;
        -d) pack=$2; shift 2 ;;
        -f) format=$2; shift 2 ;;
        --table) table=1; shift ;;
        --wer) wer=1; shift ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
done
command -v sox >/dev/null || { echo "check.sh: sox is missing" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

decode() {
    if [ "$format" = ulaw ]; then sox -D -t ul -r 8000 -c 1 "$1" "${@:2}"; else sox -D -t wav "$1" "${@:2}"; fi
}

# name, kind, text; separated by tabs
sed -n 's/^\([^# ][^ ]*\) = \(.*\)$/\1\t\2/p' "$texts" | awk -F '\t' -v OFS='\t' '
    {
        kind = "sentence"
        if ($2 ~ /^\[tone /) { kind = "tone"; $2 = "" }
        else if (sub(/ *\.\.\.$/, "", $2)) kind = "joined"
        else if (sub(/,$/, "", $2)) kind = "item"
        print $1, kind, $2
    }' > "$work/texts"

{
    cut -f 1 "$work/texts" | sort -c 2>/dev/null || echo "prompts.txt: names are not sorted"
    cut -f 1 "$work/texts" | sort | uniq -d | sed 's/$/: named twice/'
    cut -f 1 "$work/texts" | sort > "$work/names"
    (cd "$pack" && find . -name "*.$format" | sed "s,^\./,,; s,\.$format\$,,") | sort > "$work/files"
    comm -23 "$work/names" "$work/files" | sed 's/$/: text without audio/'
    comm -13 "$work/names" "$work/files" | sed 's/$/: audio without text/'
    cmp -s "$work/names" "$pack/index" || echo "index: is not the list of names"
    awk -F '\t' '{ print $1 " = " $3 }' "$work/texts" | sed 's/ *$//' | sort | cmp -s - "$pack/prompts.txt" \
        || echo "prompts.txt of the pack: differs from the text list"
} > "$work/failures"

# Figures of one prompt: levels in dBFS, silences (below -57 dBFS over 5 ms) and length in ms, milliseconds a letter.
measure='
    function db(x) { return x > 0 ? 20 * log(x / 32768) / log(10) : -99 }
    { for (i = 1; i <= NF; i++) { v = $i < 0 ? -$i : $i; if (v > peak) peak = v; if (v >= 32124) full++
        e += v * v; s = int(n / 40); frame[s] += v * v; n++ } }
    END {
        frames = int(n / 40); limit = 40 * 46 * 46; lead = frames; last = -1
        for (s = 0; s < frames; s++) if (frame[s] > limit) { if (lead == frames) lead = s; last = s; active += frame[s]; a++ }
        letters = text; gsub(/[^A-Za-z]/, "", letters); each = length(letters) ? (last - lead + 1) * 5 / length(letters) : 0
        trail = (frames - 1 - last) * 5; lead *= 5; ms = n / 8; p = db(peak); r = a ? db(sqrt(active / (a * 40))) : -99
        bad = ""
        if (kind == "tone") {
            if (p < -13 || p > -3) bad = bad " peak"
        } else {
            if (p < -10 || p > -2.5) bad = bad " peak"
            if (r < -21 || r > -13) bad = bad " loudness"
            if (lead > (kind == "sentence" ? 300 : 50)) bad = bad " lead"
            if (trail > (kind == "joined" ? 120 : 300)) bad = bad " trail"
            if (each < 25 || (each > 170 && length(letters) > 3) || ms < 180) bad = bad " length"
        }
        if (full) bad = bad " clipped"
        printf "%-28s %-8s %6.1f %6.1f %5d %5d %6d %5d %s\n", name, kind, p, r, lead, trail, ms, each, bad == "" ? "ok" : "FAIL" bad
    }'
while IFS=$'\t' read -r name kind text; do
    [ -r "$pack/$name.$format" ] || continue
    decode "$pack/$name.$format" -r 8000 -t raw -e signed -b 16 - | od -An -v -w80 -td2 \
        | awk -v name="$name" -v kind="$kind" -v text="$text" "$measure"
done < "$work/texts" > "$work/figures"

printf '%-28s %-8s %6s %6s %5s %5s %6s %5s\n' prompt kind peak rms lead trail length /char
if [ -n "$table" ]; then cat "$work/figures"; else grep FAIL "$work/figures" || true; fi
cat "$work/failures"
failed=$(($(grep -c FAIL "$work/figures" || true) + $(wc -l < "$work/failures")))
awk '$2 != "tone" { n++; ms += $7; r += $4; if ($4 < low || n == 1) low = $4; if ($4 > high || n == 1) high = $4
        if ($5 > lead) lead = $5; if ($6 > trail) trail = $6 }
    END { printf "%d spoken prompts, %.0f s; active level mean %.1f dBFS (%.1f to %.1f); longest lead %d ms, trail %d ms\n",
        n, ms / 1000, r / n, low, high, lead, trail }' "$work/figures"

if [ -n "$wer" ]; then
    command -v pocketsphinx_continuous >/dev/null || { echo "check.sh: pocketsphinx is missing" >&2; exit 2; }
    recognise() {
        local name text
        IFS=$'\t' read -r name _ text <<< "$1"
        decode "$pack/$name.$format" -r 16000 -c 1 -b 16 -e signed "$work/${name//\//+}.wav" gain -14 pad 0.3 0.3
        printf '%s\t%s\t%s\n' "$name" "$text" \
            "$(pocketsphinx_continuous -dither yes -seed 1 -infile "$work/${name//\//+}.wav" 2>/dev/null | tr '\n' ' ')"
    }
    export -f recognise decode
    export pack format work
    awk -F '\t' '$2 == "sentence" && split($3, w, " ") >= 3' "$work/texts" | tr '\n' '\0' \
        | xargs -0 -P "$(nproc 2>/dev/null || echo 2)" -I '{}' bash -euc 'recognise "$1"' - '{}' | sort > "$work/heard"
    awk -F '\t' -v all="$table" '
        function words(s, w,   i, n) {
            s = tolower(s); gsub(/[^a-z0-9\047 ]/, " ", s); n = split(s, w, " ")
            for (i = 1; i <= n; i++) if (w[i] in alike) w[i] = alike[w[i]]
            return n
        }
        BEGIN { alike["two"] = alike["too"] = "to"; alike["four"] = "for"; alike["won"] = "one"; alike["ate"] = "eight" }
        function min(a, b) { return a < b ? a : b }
        {
            n = words($2, ref); m = words($3, hyp)
            for (j = 0; j <= m; j++) d[0, j] = j
            for (i = 1; i <= n; i++) {
                d[i, 0] = i
                for (j = 1; j <= m; j++)
                    d[i, j] = min(min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (ref[i] != hyp[j]))
            }
            total += n; wrong += d[n, m]; count++; exact += d[n, m] == 0
            if (all && d[n, m] > 0) printf "%-22s %d/%d  %s | %s\n", $1, d[n, m], n, $2, $3
        }
        END {
            printf "word error rate %.1f %% (%d of %d words wrong, %d of %d prompts heard exactly)\n",
                100 * wrong / total, wrong, total, exact, count
            exit wrong > 0.12 * total
        }' "$work/heard" || failed=$((failed + 1))
fi

[ "$failed" -eq 0 ] && echo "all good" || { echo "$failed failures"; exit 1; }
