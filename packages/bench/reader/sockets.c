/*
 * The sockets of a load process: WebSocket clients in C, driven over stdin and stdout, so that what is
 * measured shares the machine with as little as can be. What a frame means is decided on the other side
 * (src/load/native-lines.ts); here bytes become frames, and equal frames are told once.
 *
 * Both ways a record is a header and `length` bytes. Numbers are of this machine's byte order.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* What is asked: connect (address, port, source address), write, tell texts once, close. */
enum { OPEN, WRITE, SHARE, CLOSE };
/*
 * What is told: the answer to the upgrade, a frame of one socket, a text that is new, who has got which
 * text (pairs of socket and slot), the end with its reason, the own cost (µs of CPU, µs at work).
 */
enum { HEAD, FRAME, TEXT, ARRIVED, ENDED, COST };

struct command { uint32_t kind, id, length, unused; };
struct told { uint32_t kind, id, length, extra; double time_us; };
struct bytes { char *at; size_t length, room; };

struct line {
  int fd; /* 0, which is stdin: none. */
  uint8_t connecting, upgraded, shared;
  struct bytes unread, unwritten;
};
struct slot { char *payload; uint32_t length; };

#define LINES (1 << 20) /* An id is never used again: what is told of a closed one may still be on its way. */
#define SLOTS 1024
#define READ_BYTES (1 << 19)
#define TAIL 48      /* Enough to hold the last number of a frame, in which two of one length differ. */
#define PAUSE_NS 300000 /* Between two rounds; a reader that sleeps lightly is woken by every write. */
#define TELL_US 1000 /* What need not be told at once is told together. */
#define COST_US 20000
#define STDIN_ID LINES
#define STDOUT_ID (LINES + 1)

static struct line lines[LINES];
static struct slot slots[SLOTS];
static struct bytes commands, out;
static char buffer[READ_BYTES];
static int poller;
static ssize_t arrived_at = -1; /* The place in `out` of the record ARRIVED that still grows. */
static int urgent;        /* Something is to be told that the other side answers. */

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static double us(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static char *grow(struct bytes *bytes, size_t length) {
  if (bytes->length + length > bytes->room) {
    bytes->room = (bytes->length + length) * 2;
    if (!(bytes->at = realloc(bytes->at, bytes->room))) fail("realloc");
  }
  char *place = bytes->at + bytes->length;
  bytes->length += length;
  return place;
}

static void drop(struct bytes *bytes, size_t length) {
  bytes->length -= length;
  memmove(bytes->at, bytes->at + length, bytes->length);
}

static void discard(struct bytes *bytes) {
  free(bytes->at);
  memset(bytes, 0, sizeof *bytes);
}

/* Ends the record ARRIVED: its time is that of the last one read, so nobody is told to be early. */
static void end_arrived(void) {
  if (arrived_at < 0) return;
  struct told *told = (struct told *)(out.at + arrived_at);
  told->length = out.length - arrived_at - sizeof *told;
  told->time_us = us(CLOCK_MONOTONIC);
  arrived_at = -1;
}

static void tell(uint32_t kind, uint32_t id, uint32_t extra, const void *payload, uint32_t length) {
  end_arrived();
  struct told told = {kind, id, length, extra, us(CLOCK_MONOTONIC)};
  /* Kept a multiple of 8 bytes long, so that numbers can be read where they lie. */
  uint32_t padding = -length & 7;
  memcpy(grow(&out, sizeof told), &told, sizeof told);
  memcpy(grow(&out, length), payload, length);
  memset(grow(&out, padding), 0, padding);
  if (kind != TEXT && kind != COST) urgent = 1;
}

static void arrived(uint32_t id, uint32_t slot) {
  if (arrived_at < 0) {
    struct told told = {ARRIVED, 0, 0, 0, 0};
    arrived_at = out.length;
    memcpy(grow(&out, sizeof told), &told, sizeof told);
  }
  uint32_t pair[2] = {id, slot};
  memcpy(grow(&out, sizeof pair), pair, sizeof pair);
}

static void watch(uint32_t id, int how, uint32_t what, int fd) {
  struct epoll_event event = {.events = what, .data.u32 = id};
  epoll_ctl(poller, how, fd, &event);
}

static void shut(uint32_t id) {
  struct line *line = &lines[id];
  if (line->fd) close(line->fd);
  line->fd = 0;
  discard(&line->unread);
  discard(&line->unwritten);
}

static void end(uint32_t id, const char *reason) {
  if (!lines[id].fd) return;
  shut(id);
  tell(ENDED, id, 0, reason, strlen(reason));
}

/* A text is looked for by its length and its end, and compared byte by byte. */
static void share(uint32_t id, const char *payload, uint32_t length) {
  uint32_t hash = length;
  for (uint32_t i = length > TAIL ? length - TAIL : 0; i < length; i++) hash = hash * 31 + (uint8_t)payload[i];
  uint32_t index = hash % SLOTS;
  struct slot *slot = &slots[index];
  if (!slot->payload || slot->length != length || memcmp(slot->payload, payload, length)) {
    free(slot->payload);
    if (!(slot->payload = malloc(length + 1))) fail("malloc");
    memcpy(slot->payload, payload, length);
    slot->length = length;
    tell(TEXT, 0, index, payload, length);
  }
  arrived(id, index);
}

/* The frames of a server (RFC 6455 5.2), unfragmented and not masked. Returns how many bytes they were. */
static size_t read_frames(uint32_t id, const char *bytes, size_t length) {
  size_t at = 0;
  while (lines[id].fd && length - at >= 2) {
    const uint8_t *head = (const uint8_t *)bytes + at;
    size_t payload = head[1], from = 2;
    if (!(head[0] & 0x80) || payload > 127) {
      end(id, "a frame is fragmented or masked");
      break;
    }
    if (payload > 125) {
      from = payload == 126 ? 4 : 10;
      if (length - at < from) break;
      payload = 0;
      for (size_t i = 2; i < from; i++) payload = payload << 8 | head[i];
    }
    if (payload > READ_BYTES / 2) {
      end(id, "a frame is too long");
      break;
    }
    if (length - at - from < payload) break;
    uint32_t opcode = head[0] & 0x0f;
    if (opcode == 1 && lines[id].shared) share(id, bytes + at + from, payload);
    else tell(FRAME, id, opcode, bytes + at + from, payload);
    at += from + payload;
  }
  return at;
}

static void read_line(uint32_t id) {
  struct line *line = &lines[id];
  size_t used = line->unread.length, at = 0;
  if (used) memcpy(buffer, line->unread.at, used);
  /*
   * A client elsewhere acknowledges on its own machine. Here that is half of what reading costs, so
   * acknowledgements wait for company as long as TCP lets them; it has to be said again each time.
   */
  int quickly = 0;
  setsockopt(line->fd, IPPROTO_TCP, TCP_QUICKACK, &quickly, sizeof quickly);
  ssize_t count = recv(line->fd, buffer + used, READ_BYTES - used, 0);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (count <= 0) {
    end(id, count < 0 ? strerror(errno) : "the server cut the connection");
    return;
  }
  size_t length = used + count;
  if (!line->upgraded) {
    char *blank = memmem(buffer, length, "\r\n\r\n", 4);
    if (blank) {
      line->upgraded = 1;
      at = blank + 4 - buffer;
      tell(HEAD, id, 0, buffer, at);
    }
  }
  if (line->upgraded) at += read_frames(id, buffer + at, length - at);
  if (!line->fd) return;
  line->unread.length = 0;
  if (at == length) discard(&line->unread);
  else memcpy(grow(&line->unread, length - at), buffer + at, length - at);
}

static void flush_line(uint32_t id) {
  struct line *line = &lines[id];
  if (line->connecting) {
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(line->fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error) {
      end(id, strerror(error));
      return;
    }
    line->connecting = 0;
  }
  ssize_t sent = send(line->fd, line->unwritten.at, line->unwritten.length, MSG_NOSIGNAL);
  if (sent > 0) drop(&line->unwritten, sent);
  if (line->unwritten.length) return;
  discard(&line->unwritten);
  watch(id, EPOLL_CTL_MOD, EPOLLIN, line->fd);
}

static void write_line(uint32_t id, const char *bytes, size_t length) {
  struct line *line = &lines[id];
  if (!line->fd) return;
  ssize_t sent = 0;
  if (!line->connecting && !line->unwritten.length) {
    sent = send(line->fd, bytes, length, MSG_NOSIGNAL);
    if (sent < 0) sent = 0; /* If it is broken, reading tells. */
    if ((size_t)sent < length) watch(id, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT, line->fd);
  }
  if ((size_t)sent < length) memcpy(grow(&line->unwritten, length - sent), bytes + sent, length - sent);
}

static void open_line(uint32_t id, const uint32_t *to) {
  struct line *line = &lines[id];
  int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in target = {.sin_family = AF_INET, .sin_addr.s_addr = to[0], .sin_port = htons(to[1])};
  struct sockaddr_in source = {.sin_family = AF_INET, .sin_addr.s_addr = to[2]};
  if (fd < 0) {
    tell(ENDED, id, 0, strerror(errno), strlen(strerror(errno)));
    return;
  }
  line->fd = fd;
  line->connecting = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if ((to[2] && bind(fd, (struct sockaddr *)&source, sizeof source) < 0) ||
      (connect(fd, (struct sockaddr *)&target, sizeof target) < 0 && errno != EINPROGRESS)) {
    end(id, strerror(errno));
    return;
  }
  watch(id, EPOLL_CTL_ADD, EPOLLIN | EPOLLOUT, fd);
}

static void carry_out(void) {
  ssize_t count = read(0, grow(&commands, READ_BYTES), READ_BYTES);
  commands.length -= READ_BYTES - (count > 0 ? count : 0);
  if (count == 0) exit(0); /* The other side has gone. */
  size_t at = 0;
  while (commands.length - at >= sizeof(struct command)) {
    struct command command;
    memcpy(&command, commands.at + at, sizeof command);
    if (commands.length - at - sizeof command < command.length) break;
    const char *payload = commands.at + at + sizeof command;
    uint32_t to[3];
    if (command.id >= LINES) fail("more sockets than there is room for");
    switch (command.kind) {
      case OPEN: open_line(command.id, memcpy(to, payload, sizeof to)); break;
      case WRITE: write_line(command.id, payload, command.length); break;
      case SHARE: lines[command.id].shared = 1; break;
      case CLOSE: shut(command.id); break;
    }
    at += sizeof command + command.length;
  }
  drop(&commands, at);
}

/* Writes what is to be told; what the other side is too slow for waits, without a bound. */
static void flush_out(void) {
  static int waits;
  end_arrived();
  ssize_t count = write(1, out.at, out.length);
  if (count > 0) drop(&out, count);
  else if (count < 0 && errno != EAGAIN) exit(0);
  urgent = 0;
  if (waits != (out.length > 0)) watch(STDOUT_ID, EPOLL_CTL_MOD, out.length ? EPOLLOUT : 0, 1);
  waits = out.length > 0;
}

int main(void) {
  static struct epoll_event events[1024];
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  fcntl(0, F_SETFL, O_NONBLOCK);
  fcntl(1, F_SETFL, O_NONBLOCK);
  poller = epoll_create1(0);
  watch(STDIN_ID, EPOLL_CTL_ADD, EPOLLIN, 0);
  watch(STDOUT_ID, EPOLL_CTL_ADD, 0, 1);
  double told_us = 0, cost_us = 0, idle_us = 0;
  for (;;) {
    double before_us = us(CLOCK_MONOTONIC);
    int count = epoll_wait(poller, events, 1024, out.length ? 1 : -1), reads = 0;
    double now_us = us(CLOCK_MONOTONIC);
    idle_us += now_us - before_us;
    for (int i = 0; i < count; i++) {
      uint32_t id = events[i].data.u32;
      if (id == STDIN_ID) carry_out();
      if (id >= LINES || !lines[id].fd) continue;
      if (events[i].events & EPOLLOUT) flush_line(id);
      if (!lines[id].fd || !(events[i].events & ~EPOLLOUT)) continue;
      read_line(id);
      reads++;
    }
    now_us = us(CLOCK_MONOTONIC);
    if (reads && now_us - cost_us >= COST_US) {
      double cost[2] = {us(CLOCK_PROCESS_CPUTIME_ID), now_us - idle_us};
      tell(COST, 0, 0, cost, sizeof cost);
      cost_us = now_us;
    }
    if (out.length && (urgent || now_us - told_us >= TELL_US)) {
      flush_out();
      told_us = now_us;
    }
    if (!reads) continue;
    struct pollfd asked = {.fd = 0, .events = POLLIN};
    struct timespec pause = {.tv_nsec = PAUSE_NS};
    ppoll(&asked, 1, &pause, NULL);
    idle_us += us(CLOCK_MONOTONIC) - now_us;
  }
}
