/*
 * A bounded RADIUS load on the loopback: keeps WINDOW requests in flight for SECONDS, and says in JSON what came back.
 *
 *   load auth|interim|start PORT SECONDS WINDOW USERS SECRET
 *
 * Users are called user1, user2 …, with passwords pw1, pw2 …. RFC 2865 §5.2 (hidden password), RFC 2866 §3 (request
 * authenticator of accounting), RFC 3579 §3.2 (Message-Authenticator), RFC 1321 (MD5; no library is needed to build this).
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

enum { MOST_SECONDS = 60, MOST_SOCKETS = 64, IDS = 256, PACKET = 512, LOST_AFTER = 3 };
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

static const char *mode, *secret;
static int users;
static uint64_t sent, begun;

static int write_request(uint8_t *packet, int id) {
  char name[32], digits[64];
  int is_auth = strcmp(mode, "auth") == 0, user = 1 + (int)(sent * 7919 % users);
  int length = snprintf(name, sizeof name, "user%d", user);
  memset(packet, 0, 20);
  packet[0] = is_auth ? ACCESS_REQUEST : ACCOUNTING_REQUEST, packet[1] = id;
  if (is_auth)
    for (int i = 0; i < 16; i++) packet[4 + i] = rand() >> 7;
  uint8_t *to = packet + 20, *signature = NULL;
  if (is_auth) {
    signature = to + 2;
    to = text(to, 80, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16);
  }
  to = text(to, 1, name, length);
  if (is_auth) {
    uint8_t hidden[16], password[16] = {0};
    snprintf((char *)password, 16, "pw%d", user);
    md5_sum sum;
    md5_begin(&sum), md5_add(&sum, secret, strlen(secret)), md5_add(&sum, packet + 4, 16), md5_end(&sum, hidden);
    for (int i = 0; i < 16; i++) hidden[i] ^= password[i];
    to = text(to, 2, hidden, 16);
  }
  to = number(to, 4, 0x7f000001), to = number(to, 5, user), to = number(to, 6, 2), to = number(to, 7, 1), to = number(to, 61, 15);
  length = snprintf(digits, sizeof digits, "02:00:5E:%02X:%02X:%02X", user >> 16 & 255, user >> 8 & 255, user & 255);
  to = text(to, 31, digits, length);
  if (!is_auth) {
    int is_start = strcmp(mode, "start") == 0;
    length = is_start ? snprintf(digits, sizeof digits, "s%llx", (unsigned long long)(begun + sent)) : snprintf(digits, sizeof digits, "i%d", user);
    to = number(to, 40, is_start ? 1 : 3), to = text(to, 44, digits, length), to = number(to, 8, 0x64400000 + user), to = number(to, 41, 0);
    if (!is_start) {
      uint32_t round = sent / users;
      to = number(to, 42, 1000 + round * 9973), to = number(to, 43, 1000 + round * 99991), to = number(to, 52, 0), to = number(to, 53, 0);
      to = number(to, 47, 10 + round), to = number(to, 48, 10 + round), to = number(to, 46, 300 + round * 300);
    }
  }
  int size = to - packet;
  packet[2] = size >> 8, packet[3] = size;
  if (is_auth) hmac(packet, size, signature);
  else {
    md5_sum sum;
    md5_begin(&sum), md5_add(&sum, packet, size), md5_add(&sum, secret, strlen(secret)), md5_end(&sum, packet + 4);
  }
  return size;
}

static int ascending(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return a < b ? -1 : a > b;
}

int main(int count, char **given) {
  if (count != 7) return fprintf(stderr, "load auth|interim|start PORT SECONDS WINDOW USERS SECRET\n"), 64;
  mode = given[1], users = atoi(given[5]), secret = given[6];
  double seconds = atof(given[3]) < MOST_SECONDS ? atof(given[3]) : MOST_SECONDS;
  int window = atoi(given[4]), sockets = window / 100 + 4, open = 0, turn = 0;
  if (sockets > MOST_SOCKETS) sockets = MOST_SOCKETS;
  make_sines(), hmac_key(secret), srand(time(NULL));
  begun = (uint64_t)time(NULL) << 20;
  static struct pollfd ready[MOST_SOCKETS];
  static double at[MOST_SOCKETS][IDS];
  static int next[MOST_SOCKETS], busy[MOST_SOCKETS];
  struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(atoi(given[2])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  for (int s = 0; s < sockets; s++) {
    int memory = 4 << 20;
    ready[s] = (struct pollfd){.fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0), .events = POLLIN};
    setsockopt(ready[s].fd, SOL_SOCKET, SO_RCVBUF, &memory, sizeof memory);
    if (connect(ready[s].fd, (void *)&server, sizeof server) < 0) return perror("connect"), 1;
  }
  uint64_t room = 1 << 16, answered = 0, good = 0, rejected = 0, lost = 0;
  double *times = malloc(room * sizeof *times), begin = now(), end = begin + seconds, looked = begin, t = begin;
  uint8_t packet[PACKET], answer[4096];
  while (t < end || (open > 0 && t < end + LOST_AFTER)) {
    while (t < end && open < window) {
      int s = turn++ % sockets, id = next[s];
      if (busy[s] > 200) {
        int tries = 0;
        while (busy[s] > 200 && tries++ < sockets) s = turn++ % sockets;
        if (busy[s] > 200) break;
        id = next[s];
      }
      while (at[s][id] != 0) id = (id + 1) % IDS;
      next[s] = (id + 1) % IDS;
      int size = write_request(packet, id);
      if (send(ready[s].fd, packet, size, 0) < 0) break;
      at[s][id] = now(), busy[s]++, open++, sent++;
    }
    poll(ready, sockets, 2);
    for (int s = 0; s < sockets; s++) {
      if (!(ready[s].revents & (POLLIN | POLLERR))) continue;
      while (recv(ready[s].fd, answer, sizeof answer, 0) >= 20) {
        int id = answer[1];
        if (at[s][id] == 0) continue;
        if (answered == room) times = realloc(times, (room *= 2) * sizeof *times);
        times[answered++] = (now() - at[s][id]) * 1000;
        at[s][id] = 0, busy[s]--, open--;
        if (answer[0] == ACCESS_ACCEPT || answer[0] == ACCOUNTING_RESPONSE) good++;
        else if (answer[0] == ACCESS_REJECT) rejected++;
      }
    }
    t = now();
    if (t - looked < 0.5) continue;
    looked = t;
    for (int s = 0; s < sockets; s++)
      for (int id = 0; id < IDS; id++)
        if (at[s][id] != 0 && t - at[s][id] > LOST_AFTER) at[s][id] = 0, busy[s]--, open--, lost++;
  }
  qsort(times, answered, sizeof *times, ascending);
  printf("{\"sent\":%llu,\"good\":%llu,\"rejected\":%llu,\"lost\":%llu,\"perSecond\":%.1f,\"p50Ms\":%.3f,\"p99Ms\":%.3f}\n", (unsigned long long)sent,
         (unsigned long long)good, (unsigned long long)rejected, (unsigned long long)(lost + open), answered / seconds,
         answered ? times[answered / 2] : 0, answered ? times[(uint64_t)(answered * 0.99)] : 0);
  return 0;
}
