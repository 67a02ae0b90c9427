#!/usr/bin/env bash
# Renders a prompt pack from its text list. Needs festival with the voice cmu_us_slt_arctic_hts, and sox.
# The same text list, festival, voice and sox give the same octets every time.
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
texts=$here/en/prompts.txt
out=$here/../main/resources/org/voicemail4j/media/prompt/en
voice=cmu_us_slt_arctic_hts
format=ulaw
command=
jobs=$(nproc 2>/dev/null || echo 2)
only=

usage() {
    cat <<USAGE
usage: render.sh [-t texts] [-o directory] [-f ulaw|wav|wav16] [-v festival voice] [-c command] [-j jobs] [-p pattern]

  -t  text list (default: en/prompts.txt beside this script)
  -o  directory the pack goes to (default: the resources of vm-media)
  -f  ulaw: headerless G.711 mu-law, 8 kHz (default); wav: 16-bit RIFF, 8 kHz;
      wav16: 16-bit RIFF, 16 kHz, files end in .wav16
  -v  festival voice (default: $voice)
  -c  synthesizer to run in festival's place, once a prompt, as a shell command: it finds the text on its standard
      input and in \$TEXT, and writes a sound file sox can read, at any rate, to \$OUT. Example:
      -c 'espeak-ng -v de -w "\$OUT" --stdin'
  -j  number of prompts rendered at a time (default: number of processors)
  -p  render only prompts whose name matches this extended regular expression; index and texts still cover the list
USAGE
}

while getopts t:o:f:v:c:j:p:h option; do
    case $option in
        t) texts=$OPTARG ;;
        o) out=$OPTARG ;;
        f) format=$OPTARG ;;
        v) voice=$OPTARG ;;
        c) command=$OPTARG ;;
        j) jobs=$OPTARG ;;
        p) only=$OPTARG ;;
        h) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
done
case $format in ulaw | wav) rate=8000 ;; wav16) rate=16000 ;; *) echo "render.sh: no such format: $format" >&2; exit 2 ;; esac
[ -r "$texts" ] || { echo "render.sh: cannot read $texts" >&2; exit 2; }
command -v sox >/dev/null || { echo "render.sh: sox is missing" >&2; exit 2; }
[ -n "$command" ] || command -v festival >/dev/null || { echo "render.sh: festival is missing" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say=$(dirname "$texts")/say.txt
lexicon=$(dirname "$texts")/lexicon.scm

# One line a prompt: name, kind (joined, item, sentence, tone), text as shown, text as spoken; separated by tabs.
awk -v say="$say" '
    function split2(line) { eq = index(line, " = "); key = substr(line, 1, eq - 1); value = substr(line, eq + 3) }
    BEGIN {
        while ((getline line < say) > 0) if (line !~ /^(#|[ \t]*$)/) { split2(line); spoken[key] = value }
    }
    /^#/ || /^[ \t]*$/ { next }
    {
        split2($0)
        if (eq == 0 || key !~ /^([a-z]+\/)?[A-Za-z0-9_-]+$/) { print "not a prompt: " $0 > "/dev/stderr"; exit 1 }
        if (key in seen) { print "named twice: " key > "/dev/stderr"; exit 1 }
        seen[key] = 1
        kind = "sentence"; text = value
        if (value ~ /^\[tone [0-9.]+ [0-9.]+\]$/) kind = "tone"
        else if (sub(/ *\.\.\.$/, "", text)) kind = "joined"
        else if (sub(/,$/, "", text)) kind = "item"
        print key "\t" kind "\t" text "\t" (key in spoken ? spoken[key] : text)
    }' "$texts" > "$work/all"
awk -F '\t' -v only="$only" '$1 ~ only' "$work/all" > "$work/todo"
mkdir -p "$work/raw"

# Speech of one part of the list, in one festival process. Joined prompts and list items are spoken in front of another
# word, so that the voice stays up, and are cut in the pause before it: file .cut holds the second to cut at.
festival_part() {
    {
        echo "(voice_$voice)"
        [ ! -r "$lexicon" ] || cat "$lexicon"
        cat <<'SCHEME'
(Parameter.set 'Phrase_Method 'cart_tree)
(set! phrase_cart_tree simple_phrase_cart_tree)
(define (last_inner_pause segments found)
  (if (or (not segments) (not (cdr segments)))
      found
      (last_inner_pause (cdr segments)
                        (if (and (string-equal (item.name (car segments)) "pau") (item.prev (car segments)))
                            (car segments)
                            found))))
(define (prompt file text carried)
  (let ((u (eval (list 'Utterance 'Text text))) pause cut)
    (utt.synth u)
    (utt.save.wave u (string-append file ".wav") 'riff)
    (if carried
        (begin
          (set! pause (last_inner_pause (utt.relation.items u 'Segment) nil))
          (set! cut (fopen (string-append file ".cut") "w"))
          (format cut "%f\n" (/ (+ (item.feat pause "p.end") (item.feat pause "end")) 2))
          (fclose cut)))))
SCHEME
        awk -F '\t' -v raw="$work/raw" '
            $2 == "tone" { next }
            {
                text = $4; gsub(/[\\"]/, "", text); file = $1; gsub(/\//, "+", file)
                carried = ($2 == "sentence") ? "nil" : "t"
                printf "(prompt \"%s/%s\" \"%s%s\" %s)\n", raw, file, text, carried == "t" ? ", please." : "", carried
            }' "$1"
    } > "$1.scm"
    festival -b "$1.scm"
}

if [ -z "$command" ]; then
    awk -v jobs="$jobs" -v part="$work/part" '{ print > (part "." (NR % jobs)) }' "$work/todo"
    pids=()
    for part in "$work"/part.*; do
        case $part in *.scm) continue ;; esac
        festival_part "$part" &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid"; done
fi

# From what was synthesized to the format of the pack: high-pass at 120 Hz, silence cut to measure, speech (without its
# pauses) brought to -16 dBFS so that joined prompts are equally loud, peaks limited to -3 dBFS.
finish_one() {
    local name kind text spoken raw target encode level
    IFS=$'\t' read -r name kind text spoken <<< "$1"
    raw=$work/raw/${name//\//+}
    target=$out/$name.$format
    mkdir -p "$(dirname "$target")"
    if [ "$format" = ulaw ]; then encode=(-t ul -r 8000 -c 1); else encode=(-t wav -b 16 -e signed); fi
    if [ "$kind" = tone ]; then
        read -r _ hertz seconds <<< "${text//[\[\]]/}"
        sox -D -R -n -r "$rate" -c 1 -b 16 "$raw.done.wav" synth "$seconds" sine "$hertz" gain -10 fade t 0.01 "$seconds" 0.01
        sox -D "$raw.done.wav" "${encode[@]}" "$target"
        return
    fi
    if [ -n "$command" ]; then
        local mark=
        [ "$kind" = sentence ] || mark=,
        TEXT=$text$mark OUT=$raw.wav bash -c "$command" <<< "$text$mark"
    fi
    [ -s "$raw.wav" ] || { echo "render.sh: nothing was synthesized for $name" >&2; return 1; }
    local cut=() tail=0.22 fades=-52d
    [ -r "$raw.cut" ] && cut=(trim 0 "$(cat "$raw.cut")")
    [ "$kind" = joined ] && tail=0.07 fades=-50d
    [ "$kind" = item ] && tail=0.18
    sox -D -R "$raw.wav" -c 1 -b 32 "$raw.trim.wav" "${cut[@]}" remix - rate -h "$rate" highpass 120 gain -n -3 \
        silence 1 0.005 -54d reverse silence 1 0.005 "$fades" reverse
    level=$(sox "$raw.trim.wav" -n silence 1 0.005 -40d -1 0.02 -40d stats 2>&1 | awk '/^RMS lev dB/ { print $4 }')
    sox -D -R "$raw.trim.wav" -b 16 "$raw.done.wav" gain -l "$(awk -v level="$level" 'BEGIN { print -13 - level }')" \
        gain -3 reverse fade t 0.008 pad "$tail" reverse fade t 0.003 pad 0.025
    sox -D "$raw.done.wav" "${encode[@]}" "$target"
}
export -f finish_one
export work out format rate command
tr '\n' '\0' < "$work/todo" | xargs -0 -P "$jobs" -I '{}' bash -euc 'finish_one "$1"' - '{}'

cut -f 1 "$work/all" | sort > "$out/index"
awk -F '\t' '{ print $1 " = " ($2 == "tone" ? "" : $3) }' "$work/all" | sed 's/ *$//' | sort > "$out/prompts.txt"
echo "rendered $(wc -l < "$work/todo") prompts, $(find "$out" -name "*.$format" | wc -l) in the pack," \
    "$(find "$out" -name "*.$format" -exec cat {} + | wc -c) octets"
