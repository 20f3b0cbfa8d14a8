/*
 * A bounded RADIUS load on the loopback: keeps WINDOW requests in flight for SECONDS, and says in JSON what came back.
 *
 *   load auth|mschap|interim|start PORT SECONDS WINDOW USERS SECRET [PAIRS]
 *
 * Users are called user1, user2 …, with passwords pw1, pw2 …; PAIRS holds what each of them answers by MS-CHAPv2.
 */
#include "wire.h"

enum { MOST_SECONDS = 60, MOST_SOCKETS = 64, LOST_AFTER = 3 };

static const char *mode, *secret;
static uint8_t *pairs;
static int users;
static uint64_t sent, begun;

static int write_request(uint8_t *packet, int id) {
  char name[32], digits[64];
  int is_auth = strcmp(mode, "auth") == 0 || pairs, user = 1 + (int)(sent * 7919 % users);
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
    to = pairs ? ms_chap(to, pairs + (size_t)(user - 1) * PAIR) : hidden_password(to, user, packet + 4, secret);
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
  return sealed(packet, to, signature, secret);
}

int main(int count, char **given) {
  if (count != 7 && count != 8) return fprintf(stderr, "load auth|mschap|interim|start PORT SECONDS WINDOW USERS SECRET [PAIRS]\n"), 64;
  mode = given[1], users = atoi(given[5]), secret = given[6];
  if (count == 8 && strcmp(mode, "mschap") == 0) pairs = read_pairs(given[7], users);
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
