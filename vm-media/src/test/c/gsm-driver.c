/*
 * Runs libgsm (Debian: libgsm1-dev) on standard input, frame by frame, as the reference for GsmFullRateTest.
 *
 *     cc -O2 -o gsm-driver gsm-driver.c -lgsm
 *     gsm-driver encode|decode plain|microsoft < in > out
 *
 * Linear sound is 16 bit in the machine's order. Microsoft's blocks are two frames in 65 octets: libgsm takes and gives them
 * as 32 and 33 octets when it codes, as 33 and 32 when it decodes.
 */
#include <gsm.h>
#include <stdio.h>
#include <string.h>

enum { SAMPLES = 160 };

static int encode(gsm coder, int microsoft) {
    gsm_signal sound[SAMPLES];
    gsm_frame coded;
    int second = 0;
    while (fread(sound, sizeof sound, 1, stdin) == 1) {
        gsm_encode(coder, sound, coded);
        fwrite(coded, microsoft && !second ? 32 : 33, 1, stdout);
        second = !second;
    }
    return 0;
}

static int decode(gsm coder, int microsoft) {
    gsm_signal sound[SAMPLES];
    gsm_frame coded;
    int second = 0;
    while (fread(coded, microsoft && second ? 32 : 33, 1, stdin) == 1) {
        if (gsm_decode(coder, coded, sound)) {
            fputs("libgsm refuses a frame\n", stderr);
            return 1;
        }
        fwrite(sound, sizeof sound, 1, stdout);
        second = !second;
    }
    return 0;
}

int main(int count, char **words) {
    if (count != 3) {
        fputs("usage: gsm-driver encode|decode plain|microsoft\n", stderr);
        return 2;
    }
    int microsoft = !strcmp(words[2], "microsoft");
    gsm coder = gsm_create();
    if (microsoft) {
        gsm_option(coder, GSM_OPT_WAV49, &microsoft);
    }
    int failed = !strcmp(words[1], "encode") ? encode(coder, microsoft) : decode(coder, microsoft);
    gsm_destroy(coder);
    return failed;
}
