// Is this container's role able to work? Exit code 0 says yes. Core modules only.
import { createSocket } from 'node:dgram';
import { createConnection } from 'node:net';

const [role] = process.argv.slice(2);
const LIMIT_MS = 4000;
setTimeout(() => end(`no answer within ${LIMIT_MS / 1000} s`), LIMIT_MS);

const asks = { http, worker: database, radius };
const ask = asks[role];
if (ask) ask();
else end('usage: node docker/health.mjs http|worker|radius');

async function http() {
  try {
    const { ok, status } = await fetch(`http://127.0.0.1:${process.env.PORT ?? 8080}/health/ready`);
    end(ok ? undefined : `answered ${status}`);
  } catch (error) {
    end(error.message);
  }
}

/** The worker listens nowhere: it is well while its process runs (else the container ends) and its database answers. */
function database() {
  const { hostname, port } = new URL(process.env.APP_DATABASE_URL ?? '');
  const socket = createConnection({ host: hostname, port: Number(port || 5432) });
  socket.once('connect', () => end());
  socket.once('error', (error) => end(error.message));
}

/** A port that can still be taken is one on which nobody listens. */
function radius() {
  const socket = createSocket('udp4');
  socket.once('error', (error) => end(error.code === 'EADDRINUSE' ? undefined : error.message));
  socket.bind(Number(process.env.RADIUS_AUTH_PORT ?? 1812), process.env.RADIUS_HOST, () => end('nobody listens'));
}

function end(fault) {
  if (fault) process.stderr.write(`${fault}\n`);
  process.exit(fault ? 1 : 0);
}
