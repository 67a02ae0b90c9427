/*
 * Codes GSM 06.10 by libgsm, as the control of GsmCpuTime: the same frames, by turns with Java's.
 *
 *     cc -O3 -march=native -o gsm_control gsm_control.c libgsm-1.0-pl22/src/[a-z]*.c    (or with -lgsm instead)
 *     gsm_control SOUND FRAMES     SOUND: 16 bit samples; FRAMES: the same as frames of 33 octets
 *
 * For each line on standard input, "encode" or "decode", it codes all frames once and prints the thread's CPU time for one of
 * them in nanoseconds.
 */
#include <gsm.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SAMPLES = 160, MOST = 100000 };

static gsm_signal sound[MOST][SAMPLES];
static gsm_frame frames[MOST];

static size_t load(const char *name, void *into, size_t size) {
    FILE *file = fopen(name, "rb");
    if (!file) {
        perror(name);
        exit(1);
    }
    size_t count = fread(into, size, MOST, file);
    fclose(file);
    return count;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

int main(int count, char **words) {
    if (count != 3) {
        fputs("usage: gsm_control SOUND FRAMES\n", stderr);
        return 2;
    }
    size_t wanted = load(words[1], sound, sizeof sound[0]);
    if (load(words[2], frames, sizeof frames[0]) != wanted || wanted == 0) {
        fputs("not as many frames as sound\n", stderr);
        return 1;
    }
    gsm encoder = gsm_create();
    gsm decoder = gsm_create();
    gsm_frame coded;
    gsm_signal decoded[SAMPLES];
    char line[16];
    while (fgets(line, sizeof line, stdin)) {
        int encodes = !strncmp(line, "encode", 6);
        double start = now();
        for (size_t i = 0; i < wanted; i++) {
            if (encodes) {
                gsm_encode(encoder, sound[i], coded);
            } else if (gsm_decode(decoder, frames[i], decoded)) {
                fputs("libgsm refuses a frame\n", stderr);
                return 1;
            }
        }
        printf("%.1f\n", (now() - start) / wanted);
        fflush(stdout);
    }
    gsm_destroy(encoder);
    gsm_destroy(decoder);
    return 0;
}
