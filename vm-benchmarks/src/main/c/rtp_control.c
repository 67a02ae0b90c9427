/*
 * What receiving and recording RTP costs when nothing but the kernel and a plain loop are in the way: the control that the
 * media engine is measured against. Built by EngineBench; gcc -O2.
 *
 *   rtp_control send SECONDS FIRST_SEQUENCE [keys]
 *                                               reads port numbers from standard input up to its end, then sends each port
 *                                               a µ-law packet of 20 ms every 20 ms, the calls spread over that time;
 *                                               with "keys" everybody presses one every two seconds (RFC 4733, type 101)
 *   rtp_control receive COUNT [bare|gathered]   binds that many ports and prints them on one line; then, for every line on
 *                                               standard input, prints: packets, lost, late, CPU nanoseconds of the thread
 *
 * The receiver waits for 1 ms, asks epoll who has something, and takes one packet of each: checks it, counts what is
 * missing by sequence number, decodes it into the call's block and measures how loud it is. With "bare" it only takes the
 * packet and counts. With "gathered" it does not ask, but takes all that each call has once in 100 ms, as the engine does
 * with calls that only record.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { FRAME = 160, GATHERED_MILLIS = 100, HEADER = 12, BLOCK = 4800, MOST = 20000 };
enum { EVENT = 101, KEY_EVERY = 100, KEY_APART = 7, KEY_PACKETS = 8, KEY_ENDS = 5 };

struct call {
    int fd;
    int started;
    uint16_t expected;
    int filled;
    long trailing;
    int16_t block[BLOCK];
};

static int16_t linear[256];

static void die(const char *what) {
    perror(what);
    exit(1);
}

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void sleep_until(int64_t when) {
    struct timespec t = {when / 1000000000LL, when % 1000000000LL};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL)) {
    }
}

static int64_t cpu(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

/* One of the packets of a key: five while it is held down, three that say it is over. */
static void send_key(int fd, const struct sockaddr_in *to, long frame, int part, int key) {
    uint32_t stamp = htonl((uint32_t) ((frame - part) * FRAME));
    int length = (part < KEY_ENDS ? part + 1 : KEY_ENDS) * FRAME;
    uint8_t packet[HEADER + 4] = {0x80, EVENT | (part == 0 ? 0x80 : 0), frame >> 8, frame};
    memcpy(packet + 4, &stamp, 4);
    packet[11] = 99;
    packet[HEADER] = key;
    packet[HEADER + 1] = 10 | (part < KEY_ENDS ? 0 : 0x80);
    packet[HEADER + 2] = length >> 8;
    packet[HEADER + 3] = length;
    sendto(fd, packet, sizeof packet, 0, (const struct sockaddr *) to, sizeof *to);
}

static void send_all(int seconds, int sequence, int keys) {
    static struct sockaddr_in to[MOST];
    int count = 0, port;
    while (count < MOST && scanf("%d", &port) == 1) {
        to[count].sin_family = AF_INET;
        to[count].sin_port = htons(port);
        to[count++].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    }
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    from.sin_port = htons(19998);
    if (fd < 0 || bind(fd, (struct sockaddr *) &from, sizeof from)) {
        die("sender");
    }
    uint8_t packet[HEADER + FRAME] = {0x80, 0};
    for (int i = 0; i < FRAME; i++) {
        packet[HEADER + i] = (uint8_t) (0x10 + i % 64 + (i & 1) * 0x80);
    }
    int64_t start = now();
    for (long slot = 0; slot < seconds * 1000L; slot++) {
        long frame = sequence + slot / 20;
        uint32_t stamp = htonl((uint32_t) (frame * FRAME));
        packet[2] = frame >> 8;
        packet[3] = frame;
        memcpy(packet + 4, &stamp, 4);
        packet[11] = 99;
        for (int i = slot % 20; i < count; i += 20) {
            int part = (frame + (long) i * KEY_APART) % KEY_EVERY;
            if (keys && part < KEY_PACKETS) {
                send_key(fd, &to[i], frame, part, i % 10);
                continue;
            }
            sendto(fd, packet, sizeof packet, 0, (struct sockaddr *) &to[i], sizeof to[i]);
        }
        sleep_until(start + (slot + 1) * 1000000LL);
    }
}

static long packets, lost, late;

/* Returns whether there was a datagram. */
static int take(struct call *call, int bare) {
    uint8_t packet[2048];
    struct sockaddr_in from;
    socklen_t size = sizeof from;
    ssize_t length = recvfrom(call->fd, packet, sizeof packet, MSG_DONTWAIT, (struct sockaddr *) &from, &size);
    if (length < HEADER || (packet[0] & 0xC0) != 0x80 || ((packet[1] & 0x7F) != 0 && (packet[1] & 0x7F) != EVENT)) {
        return length >= 0;
    }
    packets++;
    uint16_t sequence = packet[2] << 8 | packet[3];
    int16_t ahead = call->started ? (int16_t) (sequence - call->expected) : 0;
    call->started = 1;
    if (ahead < 0) {
        late++;
        return 1;
    }
    lost += ahead;
    call->expected = sequence + 1;
    if (bare || (packet[1] & 0x7F) == EVENT) {
        return 1;
    }
    long sum = 0;
    for (int i = HEADER; i < length; i++) {
        int16_t sample = linear[packet[i]];
        call->block[call->filled++] = sample;
        sum += abs(sample);
        if (call->filled == BLOCK) {
            call->filled = 0;
        }
    }
    call->trailing = sum / FRAME < 128 ? call->trailing + FRAME : 0;
    return 1;
}

static void receive_all(int count, int bare, int gathered) {
    struct call *calls = calloc(count, sizeof *calls);
    int poll = epoll_create1(0);
    for (int i = 0; i < count; i++) {
        struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        socklen_t size = sizeof at;
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
        calls[i].fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
        if (calls[i].fd < 0 || bind(calls[i].fd, (struct sockaddr *) &at, sizeof at)
            || getsockname(calls[i].fd, (struct sockaddr *) &at, &size)
            || (!gathered && epoll_ctl(poll, EPOLL_CTL_ADD, calls[i].fd, &event))) {
            die("receiver");
        }
        printf("%d ", ntohs(at.sin_port));
    }
    printf("\n");
    fflush(stdout);
    struct epoll_event asked = {.events = EPOLLIN, .data.u32 = count};
    epoll_ctl(poll, EPOLL_CTL_ADD, 0, &asked);
    static struct epoll_event events[MOST];
    int64_t next = now();
    for (long slot = 0;; slot++) {
        for (int i = slot % GATHERED_MILLIS; gathered && i < count; i += GATHERED_MILLIS) {
            while (take(&calls[i], bare)) {
            }
        }
        int ready = epoll_wait(poll, events, MOST, 0);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.u32 < (unsigned) count) {
                take(&calls[events[i].data.u32], bare);
                continue;
            }
            char line[64];
            if (read(0, line, sizeof line) <= 0) {
                return;
            }
            printf("%ld %ld %ld %lld\n", packets, lost, late, (long long) cpu());
            fflush(stdout);
        }
        next += 1000000;
        sleep_until(next);
    }
}

int main(int count, char **words) {
    for (int code = 0; code < 256; code++) {
        int magnitude = (((~code & 15) << 3) + 132 << (~code >> 4 & 7)) - 132;
        linear[code] = ~code & 0x80 ? -magnitude : magnitude;
    }
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    if (count >= 4 && !strcmp(words[1], "send")) {
        send_all(atoi(words[2]), atoi(words[3]), count > 4);
    } else if (count >= 3 && !strcmp(words[1], "receive")) {
        receive_all(atoi(words[2]), count > 3 && !strcmp(words[3], "bare"), count > 3 && !strcmp(words[3], "gathered"));
    } else {
        fprintf(stderr, "usage: rtp_control send SECONDS FIRST_SEQUENCE [keys] | receive COUNT [bare|gathered]\n");
        return 2;
    }
    return 0;
}
