/*
 * A power cut: COUNT customers come back within SECONDS, each at its time and whether or not the one before was answered. Each logs in
 * and, once let in, says that its session has begun. Nothing is sent twice. Says in JSON what came back, and how long after its time.
 *
 *   storm AUTHPORT ACCTPORT SECONDS COUNT SECRET [PAIRS]
 *
 * Users are called user1, user2 …, with passwords pw1, pw2 …; PAIRS holds what each of them answers by MS-CHAPv2.
 */
#include "wire.h"

enum { SOCKETS = 64, LOST_AFTER = 5, CLASS = 64 };

/* One port of the server, with what it has not answered yet: since when, and of whom. */
typedef struct {
  struct pollfd ready[SOCKETS];
  double since[SOCKETS][IDS];
  int user[SOCKETS][IDS], next[SOCKETS], turn, open, answered;
  double *times;
} port;

typedef struct {
  double since;
  uint8_t class[CLASS];
  int class_size;
} customer;

static port logins, starts;
static customer *customers;
static int *let_in, let_in_count, rejected;
static const char *secret;
static uint8_t *pairs;
static uint64_t salt;

static void open_port(port *one, int number, int count) {
  struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons(number), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  one->times = calloc(count, sizeof *one->times);
  for (int s = 0; s < SOCKETS; s++) {
    int memory = 4 << 20;
    one->ready[s] = (struct pollfd){.fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0), .events = POLLIN};
    setsockopt(one->ready[s].fd, SOL_SOCKET, SO_RCVBUF, &memory, sizeof memory);
    if (connect(one->ready[s].fd, (void *)&server, sizeof server) < 0) perror("connect"), exit(1);
  }
}

static int login_request(uint8_t *packet, int user) {
  char name[32];
  for (int i = 0; i < 16; i++) packet[4 + i] = rand() >> 7;
  uint8_t *to = text(packet + 20, 80, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16), *signature = packet + 22;
  to = text(to, 1, name, snprintf(name, sizeof name, "user%d", user));
  to = pairs ? ms_chap(to, pairs + (size_t)(user - 1) * PAIR) : hidden_password(to, user, packet + 4, secret);
  to = number(to, 4, 0x7f000001), to = number(to, 5, user), to = number(to, 6, 2), to = number(to, 7, 1), to = number(to, 61, 15);
  return sealed(packet, to, signature, secret);
}

static int start_request(uint8_t *packet, int user) {
  char name[64];
  uint8_t *to = packet + 20;
  to = text(to, 1, name, snprintf(name, sizeof name, "user%d", user));
  to = number(to, 4, 0x7f000001), to = number(to, 5, user), to = number(to, 6, 2), to = number(to, 7, 1), to = number(to, 61, 15);
  to = text(to, 31, name, snprintf(name, sizeof name, "02:00:5E:%02X:%02X:%02X", user >> 16 & 255, user >> 8 & 255, user & 255));
  to = number(to, 40, 1), to = text(to, 44, name, snprintf(name, sizeof name, "s%llx", (unsigned long long)(salt + user)));
  to = number(to, 8, 0x64400000 + user), to = number(to, 41, 0);
  if (customers[user].class_size > 0) to = text(to, 25, customers[user].class, customers[user].class_size);
  return sealed(packet, to, NULL, secret);
}

/* False when every number of every socket is in use: then it waits, and its time runs on. */
static int send_one(port *one, int user, double since) {
  uint8_t packet[PACKET] = {0};
  for (int tries = 0; tries < SOCKETS; tries++) {
    int s = one->turn++ % SOCKETS, id = one->next[s];
    if (one->since[s][id] != 0) continue;
    packet[0] = one == &logins ? ACCESS_REQUEST : ACCOUNTING_REQUEST, packet[1] = id;
    int size = one == &logins ? login_request(packet, user) : start_request(packet, user);
    if (send(one->ready[s].fd, packet, size, 0) < 0) return 0;
    one->since[s][id] = since, one->user[s][id] = user, one->next[s] = (id + 1) % IDS, one->open++;
    return 1;
  }
  return 0;
}

static void let_customer_in(int user, const uint8_t *answer, int size, double t) {
  for (const uint8_t *at = answer + 20; at + 2 <= answer + size && at[1] >= 2; at += at[1])
    if (at[0] == 25 && at[1] - 2 <= CLASS) memcpy(customers[user].class, at + 2, customers[user].class_size = at[1] - 2);
  customers[user].since = t, let_in[let_in_count++] = user;
}

static void take_answers(port *one) {
  uint8_t answer[4096];
  for (int s = 0; s < SOCKETS; s++) {
    if (!(one->ready[s].revents & (POLLIN | POLLERR))) continue;
    for (int size; (size = recv(one->ready[s].fd, answer, sizeof answer, 0)) >= 20;) {
      int id = answer[1], user = one->user[s][id];
      if (one->since[s][id] == 0) continue;
      double t = now();
      one->times[one->answered++] = (t - one->since[s][id]) * 1000;
      one->since[s][id] = 0, one->open--;
      if (answer[0] == ACCESS_ACCEPT) let_customer_in(user, answer, size, t);
      else if (answer[0] == ACCESS_REJECT) rejected++;
    }
  }
}

static double share(const port *one, double of) {
  return one->answered ? one->times[(int)((one->answered - 1) * of)] : 0;
}

int main(int given_count, char **given) {
  if (given_count != 6 && given_count != 7) return fprintf(stderr, "storm AUTHPORT ACCTPORT SECONDS COUNT SECRET [PAIRS]\n"), 64;
  double seconds = atof(given[3]);
  int count = atoi(given[4]), sent = 0, begun = 0;
  secret = given[5];
  if (given_count == 7) pairs = read_pairs(given[6], count);
  make_sines(), hmac_key(secret), srand(time(NULL));
  salt = (uint64_t)time(NULL) << 20;
  customers = calloc(count + 1, sizeof *customers), let_in = calloc(count + 1, sizeof *let_in);
  open_port(&logins, atoi(given[1]), count), open_port(&starts, atoi(given[2]), count);
  double begin = now(), end = begin + seconds + LOST_AFTER, t = begin, late = 0;
  while (t < end && starts.answered + rejected < count) {
    while (sent < count && begin + sent * seconds / count <= t && send_one(&logins, sent + 1, begin + sent * seconds / count)) {
      if (t - (begin + sent * seconds / count) > late) late = t - (begin + sent * seconds / count);
      sent++;
    }
    while (begun < let_in_count && send_one(&starts, let_in[begun], customers[let_in[begun]].since)) begun++;
    poll(logins.ready, SOCKETS, 0), take_answers(&logins);
    poll(starts.ready, SOCKETS, 0), take_answers(&starts);
    if (logins.open + starts.open < 200) usleep(400);
    t = now();
  }
  qsort(logins.times, logins.answered, sizeof(double), ascending), qsort(starts.times, starts.answered, sizeof(double), ascending);
  printf("{\"sent\":%d,\"letIn\":%d,\"rejected\":%d,\"begun\":%d,\"lost\":%d,\"seconds\":%.2f,\"lateMs\":%.2f,", sent, let_in_count, rejected,
         starts.answered, count - starts.answered - rejected, t - begin, late * 1000);
  printf("\"loginP50Ms\":%.3f,\"loginP99Ms\":%.3f,\"startP50Ms\":%.3f,\"startP99Ms\":%.3f}\n", share(&logins, 0.5), share(&logins, 0.99),
         share(&starts, 0.5), share(&starts, 0.99));
  return 0;
}
