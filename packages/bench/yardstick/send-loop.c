/*
 * The least that a fan-out can cost on this machine: one send() per socket and frame, in C, with nothing
 * around it. What the server's own way costs is told as a fraction of this.
 *
 *   send-loop send <sockets> <frame bytes> <rounds per second> <seconds>
 *     prints its port, waits for all, sends a frame to each socket in every round, prints figures
 *   send-loop drain <port> <sockets>
 *     connects them all and reads until the other side ends, in the way of ../reader/sockets.c
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static double cpu_seconds(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static struct sockaddr_in loopback(int port) {
  struct sockaddr_in address;
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

static void sleep_until(double time) {
  double left = time - now();
  struct timespec pause = {.tv_sec = left, .tv_nsec = (left - (long)left) * 1e9};
  if (left > 0) nanosleep(&pause, NULL);
}

static int send_frames(int sockets, int frame_bytes, double rounds_per_second, double seconds) {
  struct sockaddr_in address = loopback(0);
  socklen_t length = sizeof address;
  int on = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
  int *peers = malloc(sizeof *peers * sockets);
  char *frame = malloc(frame_bytes);
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, length) < 0) fail("bind");
  if (listen(listener, 4096) < 0) fail("listen");
  getsockname(listener, (struct sockaddr *)&address, &length);
  printf("port %d\n", ntohs(address.sin_port));
  fflush(stdout);
  for (int i = 0; i < sockets; i++) {
    if ((peers[i] = accept(listener, NULL, NULL)) < 0) fail("accept");
    setsockopt(peers[i], IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
  memset(frame, 'x', frame_bytes);
  long sends = 0, full = 0, rounds = 0;
  double start = now(), cpu = cpu_seconds(), elapsed;
  do {
    for (int i = 0; i < sockets; i++) {
      ssize_t sent = send(peers[i], frame, frame_bytes, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent == frame_bytes) sends++;
      else if (sent < 0 && errno != EAGAIN) fail("send");
      else full++; /* The reader is behind: it, and not the sender, is the limit then. */
    }
    sleep_until(start + ++rounds / rounds_per_second);
  } while ((elapsed = now() - start) < seconds);
  printf("sends %ld full %ld seconds %.3f cpu %.3f\n", sends, full, elapsed, cpu_seconds() - cpu);
  return 0;
}

static int drain(int port, int sockets) {
  static char buffer[65536];
  struct epoll_event events[256];
  struct sockaddr_in address = loopback(port);
  int poll = epoll_create1(0), open = 0, quickly = 0;
  struct timespec pause = {.tv_nsec = 300000};
  for (; open < sockets; open++) {
    int peer = socket(AF_INET, SOCK_STREAM, 0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = peer};
    if (connect(peer, (struct sockaddr *)&address, sizeof address) < 0) fail("connect");
    epoll_ctl(poll, EPOLL_CTL_ADD, peer, &event);
  }
  while (open > 0) {
    int count = epoll_wait(poll, events, 256, -1);
    for (int i = 0; i < count; i++) {
      setsockopt(events[i].data.fd, IPPROTO_TCP, TCP_QUICKACK, &quickly, sizeof quickly);
      if (recv(events[i].data.fd, buffer, sizeof buffer, 0) > 0) continue;
      close(events[i].data.fd);
      open--;
    }
    nanosleep(&pause, NULL);
  }
  return 0;
}

int main(int count, char **words) {
  if (count == 6 && !strcmp(words[1], "send"))
    return send_frames(atoi(words[2]), atoi(words[3]), atof(words[4]), atof(words[5]));
  if (count == 4 && !strcmp(words[1], "drain")) return drain(atoi(words[2]), atoi(words[3]));
  fprintf(stderr, "send-loop send <sockets> <frame bytes> <rounds per second> <seconds> | drain <port> <sockets>\n");
  return 2;
}
