// The floor of the start-up benchmark: Node and an HTTP server, nothing else.
import http from 'node:http';

const server = http.createServer((_request, response) => response.end('ok'));
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/` })));
