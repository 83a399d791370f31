/**
 * One node of a chat server in Socket.IO, as its documentation builds one: rooms, an acknowledgement
 * for each message, and the Redis adapter between nodes. It stores nothing and checks nobody.
 */
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';

const { PORT = '0', REDIS_URL = '' } = process.env;

const publisher = new Redis(REDIS_URL);
const subscriber = publisher.duplicate();
const http = createServer();
const io = new Server(http, {
  transports: ['websocket'],
  adapter: createAdapter(publisher, subscriber),
});

io.on('connection', socket => {
  socket.on('join', (rooms: string[], acknowledge: () => void) => {
    void Promise.resolve(socket.join(rooms)).then(acknowledge);
  });
  socket.on('send', (room: string, text: string, acknowledge: () => void) => {
    io.to(room).emit('message', text);
    acknowledge();
  });
});

process.once('SIGTERM', () => {
  void io.close().finally(() => {
    publisher.disconnect();
    subscriber.disconnect();
  });
});
http.listen(Number(PORT), '127.0.0.1', () => {
  process.stdout.write('socket.io is running.\n');
});
