import { SimRouter } from '../../sim-routeros/sim-router.ts';

/**
 * Many simulated routers in a process of their own, so that the processor time of whoever reconciles them is its own. Started
 * with the number of routers and of secrets on each; tells their ports, and on each message what was written since the last.
 */
const [count = 1, secrets = 0] = process.argv.slice(2).map(Number);
const routers: SimRouter[] = [];
for (let k = 0; k < count; k += 1) {
  const router = new SimRouter({ version: k % 2 === 0 ? '7.18.2' : '6.49.10' });
  for (let n = 1; n <= secrets; n += 1)
    router.add('/ppp/secret', {
      name: `user${n}`,
      password: `secret${n}`,
      profile: 'default',
      'remote-address': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
      comment: `demarc:${n}:secret`,
    });
  await router.start();
  routers.push(router);
}
process.on('message', () => {
  process.send?.({
    writes: routers.map((router) => router.writes),
    most: routers.map((router) => router.openConnections),
  });
  for (const router of routers) router.resetCounts();
});
process.send?.({ ports: routers.map(({ port }) => port) });
