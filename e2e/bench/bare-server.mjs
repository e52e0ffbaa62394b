// The references: servers as small as `net` allows. Prints its port.
import net from 'node:net';

const kinds = {
  echo: (socket) => socket.pipe(socket),
  // A byte of greeting tells the client that it was accepted, not merely queued by the kernel.
  accept: (socket) => socket.resume().write('.'),
  idle: (socket) => socket.resume(),
  // The smallest relay there is: to the port given behind the kind.
  relay: (socket) => {
    const upstream = net.connect({ port: Number(process.argv[3]), host: '127.0.0.1', allowHalfOpen: true });
    upstream.on('error', () => socket.destroy());
    socket.pipe(upstream).pipe(socket);
  },
};

const handle = kinds[process.argv[2]];
const server = net.createServer({ allowHalfOpen: process.argv[2] === 'relay' }, (socket) => {
  socket.on('error', () => {}); // load generators hang up in the middle
  handle(socket);
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => console.log(server.address().port));
process.on('SIGTERM', () => process.exit(0));
