#!/usr/bin/env python3
"""Loads the voicemail server with calls on this machine and says what they cost it.

    load.py deposit  [--calls 200] [--seconds 20] [--rate 20]   everybody talks; every stored message is compared,
                                                                octet for octet, with what was said
    load.py playback [--calls 200] [--seconds 20] [--rate 20]   everybody listens to a greeting; the gaps between the
                                                                packets of some calls are measured
    --formats 'wav49|gsm|wav'                                   keeps each message in these
    --rounds 4                                                  measures so often on the same server: the first round is
                                                                that of a young one, the last that of a warm one

Needs Debian's sip-tester and, for playback, tshark (run as root). The server runs on the first core, sipp on the others;
everything stays on 127.0.0.1. Several sipp processes share the calls, since one stalls above about 220 with sound.
"""
import argparse, csv, glob, math, os, random, re, shutil, signal, statistics, struct, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
FIRST = 100000


def ulaw(sample):
    sign = 0x80 if sample < 0 else 0
    magnitude = min(abs(int(sample)), 32635) + 132
    exponent, mask = 7, 0x4000
    while exponent > 0 and not magnitude & mask:
        exponent, mask = exponent - 1, mask >> 1
    return ~(sign | exponent << 4 | magnitude >> (exponent + 3) & 15) & 255


def linear(code):
    code = ~code & 255
    magnitude = (((code & 15) << 3) + 132 << (code >> 4 & 7)) - 132
    return -magnitude if code & 0x80 else magnitude


def talk(seconds, seed):
    """Speech-like sound that repeats nowhere, so that a lost or doubled frame cannot hide."""
    rng, out, phase = random.Random(seed), bytearray(), 0.0
    for i in range(int(seconds * 8000)):
        phase += 2 * math.pi * (420 + 150 * math.sin(2 * math.pi * 1.3 * i / 8000)) / 8000
        out.append(ulaw(8000 * math.sin(phase) * (0.6 + 0.4 * math.sin(2 * math.pi * 3 * i / 8000)) + rng.gauss(0, 900)))
    return bytes(out)


def wav(path, pcm):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as file:
        file.write(struct.pack('<4sI4s4sIHHIIHH4sI', b'RIFF', 36 + len(pcm), b'WAVE', b'fmt ', 16, 1, 1, 8000, 16000, 2, 16,
                               b'data', len(pcm)) + pcm)


def pcm(codes):
    return struct.pack('<%dh' % len(codes), *map(linear, codes))


def usage(pid):
    stat = open('/proc/%d/stat' % pid).read().rsplit(')', 1)[1].split()
    status = open('/proc/%d/status' % pid).read()
    ticks = os.sysconf('SC_CLK_TCK')
    return {'cpu': (int(stat[11]) + int(stat[12])) / ticks, 'rss': int(re.search(r'VmRSS:\s+(\d+)', status)[1]) / 1024,
            'threads': int(re.search(r'Threads:\s+(\d+)', status)[1])}


def by_thread(pid):
    """CPU-seconds of each thread that lives, by its name without the number."""
    ticks, used = os.sysconf('SC_CLK_TCK'), {}
    for task in glob.glob('/proc/%d/task/*/stat' % pid):
        try:
            name, rest = open(task).read().split('(', 1)[1].rsplit(')', 1)
        except FileNotFoundError:
            continue
        stat, name = rest.split(), re.sub(r'[-#]?\d+$', '', name)
        used[name] = used.get(name, 0) + (int(stat[11]) + int(stat[12])) / ticks
    return used


def serve(folder, args):
    with open(folder + '/voicemail.conf', 'w') as conf:
        conf.write('[general]\nformat=%s\nmaxsecs=0\n[default]\n' % args.formats)
        conf.writelines('%d => 4242,Load %d\n' % (FIRST + i, i) for i in range(args.calls))
    for name in ('vm-intro', 'beep', 'auth-thankyou', 'vm-theperson', 'vm-isunavail'):
        wav('%s/sounds/%s.wav' % (folder, name), b'\0\0' * 480)
    length = 60 if args.work == 'deposit' else 1000 * (args.seconds + 10)
    greeting = pcm(talk(length / 1000, 7))
    for i in range(args.calls):
        wav('%s/spool/default/%d/unavail.wav' % (folder, FIRST + i), greeting)
    log = open(folder + '/server.log', 'w')
    server = subprocess.Popen(
        ['taskset', '-c', '0', HERE + '/../voicemail-server/voicemail', 'serve', '--sip', 'udp:127.0.0.1:%d' % args.port,
         '--rtp-ports', '20000-28999', '--store', 'fs:%s/spool' % folder, '--mailboxes', folder + '/voicemail.conf',
         '--sounds', folder + '/sounds', '--max-calls', str(args.calls + 10)],
        stdout=subprocess.PIPE, stderr=log, text=True)
    for line in server.stdout:
        if line.startswith('READY'):
            return server
    sys.exit('the server did not start; see ' + folder + '/server.log')


def start_calls(folder, args, words):
    for name in glob.glob(folder + '/stat.*.csv'):
        os.remove(name)
    open(folder + '/talk.ulaw', 'wb').write(words)
    scenario = open(HERE + '/call.xml').read().replace('@BEFORE@', '1500').replace('@TALK@', 'talk.ulaw')
    open(folder + '/call.xml', 'w').write(scenario.replace('@AFTER@', str(len(words) // 8 + 700)))
    processes, share = (args.calls + 149) // 150, []
    for k in range(processes):
        mine = range(k * args.calls // processes, (k + 1) * args.calls // processes)
        with open('%s/calls.%d.csv' % (folder, k), 'w') as boxes:
            boxes.write('SEQUENTIAL\n' + ''.join('%d\n' % (FIRST + i) for i in mine))
        share.append(subprocess.Popen(
            ['taskset', '-c', '1-%d' % max(1, os.cpu_count() - 1), 'sipp', '127.0.0.1:%d' % args.port, '-sf', 'call.xml',
             '-inf', 'calls.%d.csv' % k, '-i', '127.0.0.1', '-mi', '127.0.0.1', '-p', str(args.port + 100 + k),
             '-mp', str(30000 + k * 1200), '-l', str(len(mine)), '-m', str(len(mine)),
             '-r', str(max(1, args.rate // processes)), '-nostdin', '-trace_stat', '-stf', 'stat.%d.csv' % k, '-fd', '1',
             '-trace_err', '-error_file', 'errors.%d' % k, '-recv_timeout', '20000', '-buff_size', '4000000'],
            cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    return share


def results(folder):
    done = failed = 0
    seconds = 0.0
    for name in glob.glob(folder + '/stat.*.csv'):
        last = list(csv.DictReader(open(name), delimiter=';'))[-1]
        ok, bad = int(last['SuccessfulCall(C)']), int(last['FailedCall(C)'])
        hours, minutes, secs, micros = last['CallLength(C)'].split(':')
        seconds += (int(hours) * 3600 + int(minutes) * 60 + int(secs) + int(micros) / 1e6) * (ok + bad)
        done, failed = done + ok, failed + bad
    return done, failed, seconds


def messages(folder):
    return set(glob.glob(folder + '/spool/default/*/INBOX/msg*.wav'))


def compare(folder, args, words, before):
    """Lost = frames of what was said that are not in the recording, looked for in order."""
    said, perfect, lost, missing, lengths, new = pcm(words), 0, 0, 0, [], messages(folder) - before
    for i in range(args.calls):
        box = '%s/spool/default/%d/' % (folder, FIRST + i)
        found = [message for message in new if message.startswith(box)]
        if len(found) != 1:
            missing += 1
            continue
        heard = open(found[0], 'rb').read()[44:]
        lengths.append(len(heard) / 16000)
        if said in heard:
            perfect += 1
            continue
        at = 0
        for frame in range(0, len(said), 320):
            where = heard.find(said[frame:frame + 320], at)
            if where < 0:
                lost += 1
            else:
                at = where + 320
    left = len(glob.glob(folder + '/spool/default/*/tmp/*'))
    print('messages: %d missing, %d of %d equal octet for octet, %d of %d frames lost, length %.2f to %.2f s, left in tmp %d'
          % (missing, perfect, args.calls, lost, args.calls * len(said) // 320, min(lengths or [0]), max(lengths or [0]), left))
    return missing == 0 and lost == 0


def gaps(folder, seconds):
    """Gaps between packets of each stream, from a capture of some of the calls. Returns whether all was sent."""
    out = subprocess.run(['tshark', '-r', folder + '/rtp.pcap', '-d', 'udp.port==20000-28999,rtp', '-Y', 'rtp && udp.srcport<29000',
                          '-T', 'fields', '-e', 'rtp.ssrc', '-e', 'frame.time_epoch', '-e', 'rtp.seq'],
                         capture_output=True, text=True).stdout
    last, deltas, holes = {}, [], 0
    for line in out.splitlines():
        ssrc, at, seq = line.split('\t')
        if ssrc in last:
            deltas.append(1000 * (float(at) - last[ssrc][0]))
            holes += (int(seq) - last[ssrc][1]) % 65536 != 1
        last[ssrc] = float(at), int(seq)
    jitter = sorted(abs(delta - 20) for delta in deltas)
    pick = lambda share: jitter[min(len(jitter) - 1, int(share * len(jitter)))]
    print('sent packets: %d streams, %.0f packets each, %d gaps, mean %.3f ms; off 20 ms by p50 %.3f, p99 %.3f, max %.3f ms; %d out of sequence'
          % (len(last), 1 + len(deltas) / max(1, len(last)), len(deltas), statistics.mean(deltas), pick(.5), pick(.99), jitter[-1], holes))
    return holes == 0 and len(deltas) >= 45 * seconds * len(last)


def measure(folder, args, pid, words):
    """A round: everybody calls once. Returns whether nothing was lost. What was left before stays: to delete so many files at
    once makes new ones dearer for minutes, on ext4."""
    kept, before, threads, peak = messages(folder), usage(pid), by_thread(pid), {'rss': 0, 'threads': 0}
    share, capture = start_calls(folder, args, words), None
    if args.work == 'playback':
        capture = subprocess.Popen(['tshark', '-i', 'lo', '-q', '-s', '64', '-w', folder + '/rtp.pcap', '-f',
                                    'udp and src portrange 20000-21000'], stderr=subprocess.DEVNULL)
    while any(process.poll() is None for process in share):
        now = usage(pid)
        peak = {key: max(peak[key], now[key]) for key in peak}
        time.sleep(0.5)
    time.sleep(1)
    after = usage(pid)
    done, failed, seconds = results(folder)
    print('%s: %d calls done, %d failed, %.0f call-seconds' % (args.work, done, failed, seconds))
    print('server: %.2f CPU-s = %.5f per call-second; resident %.0f MB before, %.0f MB at most; %d threads'
          % (after['cpu'] - before['cpu'], (after['cpu'] - before['cpu']) / max(1, seconds), before['rss'], peak['rss'], peak['threads']))
    if args.threads:
        print_threads(threads, by_thread(pid), after['cpu'] - before['cpu'])
    whole = failed == 0 and done == args.calls
    if capture:
        capture.send_signal(signal.SIGINT)
        capture.wait()
        return gaps(folder, args.seconds) and whole
    return compare(folder, args, words, kept) and whole


def print_threads(before, after, whole):
    used = {name: after[name] - before.get(name, 0) for name in after}
    used['(ended)'] = whole - sum(used.values())
    for name, seconds in sorted(used.items(), key=lambda pair: -pair[1]):
        if abs(seconds) >= 0.02:
            print('    %-16s %6.2f CPU-s' % (name, seconds))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('work', choices=['deposit', 'playback'])
    parser.add_argument('--calls', type=int, default=200)
    parser.add_argument('--seconds', type=int, default=20)
    parser.add_argument('--rate', type=int, default=20)
    parser.add_argument('--warm', type=int, default=2, help='rounds of short calls before, which are not measured')
    parser.add_argument('--rounds', type=int, default=1, help='measured rounds, one after the other on the same server')
    parser.add_argument('--formats', default='wav', help='as voicemail.conf has it, with wav among them, such as wav49|gsm|wav')
    parser.add_argument('--threads', action='store_true', help='say what each kind of thread took')
    parser.add_argument('--port', type=int, default=5180)
    parser.add_argument('--keep', action='store_true', help='leave the folder with spool, log and statistics')
    args = parser.parse_args()
    folder = tempfile.mkdtemp(prefix='voicemail-load-')
    server = serve(folder, args)
    pid = int(subprocess.run(['pgrep', '-f', 'voicemail-server.jar serve .*' + folder], capture_output=True, text=True).stdout.split()[0])
    ok = False
    try:
        words = talk(args.seconds, 3)
        for _ in range(args.warm):
            for process in start_calls(folder, args, words[:24000]):
                process.wait()
        ok = all([measure(folder, args, pid, words) for _ in range(args.rounds)])
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)
        if args.keep or not ok:
            print('kept: ' + folder)
        else:
            shutil.rmtree(folder)
    sys.exit(0 if ok else 1)


main()
