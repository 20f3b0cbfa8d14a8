/*
 * What the loads of this folder share: MD5 (RFC 1321; no library is needed to build them), HMAC-MD5 (RFC 2104), attributes and the
 * codes of RADIUS.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { IDS = 256, PACKET = 512 };
enum { ACCESS_REQUEST = 1, ACCESS_ACCEPT = 2, ACCESS_REJECT = 3, ACCOUNTING_REQUEST = 4, ACCOUNTING_RESPONSE = 5 };

typedef struct {
  uint32_t state[4];
  uint64_t length;
  uint8_t rest[64];
} md5_sum;

static const uint8_t turns[16] = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};
static uint32_t sines[64];

/* floor(2^32 * |sin(i + 1)|) by Taylor's series, so that libm is not needed either. */
static void make_sines(void) {
  for (int i = 0; i < 64; i++) {
    long double x = i + 1, turn = 6.283185307179586476925286766559L;
    while (x > turn / 2) x -= turn;
    long double term = x, sum = x;
    for (int n = 1; n < 20; n++) sum += term *= -x * x / ((2 * n) * (2 * n + 1));
    sines[i] = (uint32_t)((sum < 0 ? -sum : sum) * 4294967296.0L);
  }
}

static void md5_block(uint32_t state[4], const uint8_t *block) {
  uint32_t word[16], a = state[0], b = state[1], c = state[2], d = state[3];
  memcpy(word, block, 64);
  for (int i = 0; i < 64; i++) {
    uint32_t mix;
    int which;
    if (i < 16) mix = (b & c) | (~b & d), which = i;
    else if (i < 32) mix = (d & b) | (~d & c), which = (5 * i + 1) & 15;
    else if (i < 48) mix = b ^ c ^ d, which = (3 * i + 5) & 15;
    else mix = c ^ (b | ~d), which = (7 * i) & 15;
    uint32_t sum = a + mix + sines[i] + word[which];
    int turn = turns[(i >> 4) * 4 + (i & 3)];
    a = d, d = c, c = b;
    b += sum << turn | sum >> (32 - turn);
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d;
}

static void md5_begin(md5_sum *sum) {
  *sum = (md5_sum){.state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}};
}

static void md5_add(md5_sum *sum, const void *data, size_t size) {
  const uint8_t *from = data;
  while (size > 0) {
    size_t used = sum->length & 63, part = 64 - used < size ? 64 - used : size;
    memcpy(sum->rest + used, from, part);
    sum->length += part, from += part, size -= part;
    if ((sum->length & 63) == 0) md5_block(sum->state, sum->rest);
  }
}

static void md5_end(md5_sum *sum, uint8_t digest[16]) {
  uint64_t bits = sum->length * 8;
  static const uint8_t padding[64] = {0x80};
  md5_add(sum, padding, 1 + ((119 - (sum->length & 63)) & 63));
  md5_add(sum, &bits, 8);
  memcpy(digest, sum->state, 16);
}

static md5_sum hmac_inner, hmac_outer;

static void hmac_key(const char *secret) {
  uint8_t inner[64] = {0}, outer[64];
  memcpy(inner, secret, strlen(secret) > 64 ? 64 : strlen(secret));
  for (int i = 0; i < 64; i++) outer[i] = inner[i] ^ 0x5c, inner[i] ^= 0x36;
  md5_begin(&hmac_inner), md5_add(&hmac_inner, inner, 64);
  md5_begin(&hmac_outer), md5_add(&hmac_outer, outer, 64);
}

static void hmac(const void *data, size_t size, uint8_t digest[16]) {
  md5_sum inner = hmac_inner, outer = hmac_outer;
  md5_add(&inner, data, size), md5_end(&inner, digest);
  md5_add(&outer, digest, 16), md5_end(&outer, digest);
}

static double now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec + at.tv_nsec / 1e9;
}

static uint8_t *text(uint8_t *to, int type, const void *value, int size) {
  to[0] = type, to[1] = size + 2;
  memcpy(to + 2, value, size);
  return to + size + 2;
}

static uint8_t *number(uint8_t *to, int type, uint32_t value) {
  value = htonl(value);
  return text(to, type, &value, 4);
}

static int ascending(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return a < b ? -1 : a > b;
}

/* Users' MS-CHAPv2 answers, made beforehand: 16 octets of challenge and the 50 of the response (RFC 2548 §2.3.2) for each. */
enum { PAIR = 66 };

static uint8_t *read_pairs(const char *file, int users) {
  uint8_t *pairs = malloc((size_t)users * PAIR);
  FILE *from = fopen(file, "rb");
  if (!from || fread(pairs, PAIR, users, from) != (size_t)users) perror(file), exit(66);
  fclose(from);
  return pairs;
}

/* MS-CHAP-Challenge and MS-CHAP2-Response of Microsoft (vendor 311). */
static uint8_t *ms_chap(uint8_t *to, const uint8_t *pair) {
  uint8_t inner[58] = {0, 0, 1, 55, 11, 18};
  memcpy(inner + 6, pair, 16), to = text(to, 26, inner, 22);
  inner[4] = 25, inner[5] = 52, memcpy(inner + 6, pair + 16, 50);
  return text(to, 26, inner, 56);
}

/* The password hidden by the secret and the authenticator (RFC 2865 §5.2). */
static uint8_t *hidden_password(uint8_t *to, int user, const uint8_t *authenticator, const char *secret) {
  uint8_t hidden[16], password[16] = {0};
  snprintf((char *)password, 16, "pw%d", user);
  md5_sum sum;
  md5_begin(&sum), md5_add(&sum, secret, strlen(secret)), md5_add(&sum, authenticator, 16), md5_end(&sum, hidden);
  for (int i = 0; i < 16; i++) hidden[i] ^= password[i];
  return text(to, 2, hidden, 16);
}

/* The length, and what signs the packet: Message-Authenticator (RFC 3579 §3.2), or the authenticator of accounting (RFC 2866 §3). */
static int sealed(uint8_t *packet, const uint8_t *to, uint8_t *signature, const char *secret) {
  int size = to - packet;
  packet[2] = size >> 8, packet[3] = size;
  if (signature) hmac(packet, size, signature);
  else {
    md5_sum sum;
    md5_begin(&sum), md5_add(&sum, packet, size), md5_add(&sum, secret, strlen(secret)), md5_end(&sum, packet + 4);
  }
  return size;
}
