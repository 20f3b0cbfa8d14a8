import { createSocket } from 'node:dgram';
import { afterEach, expect, it } from 'vitest';
import {
  readInterfaces,
  readMemory,
  readProcessor,
  readSystem,
  SnmpClient,
} from '../../libs/networking/src/snmp/index.ts';
import { busyness, DemoAgent } from './demo-devices.ts';

let agent: DemoAgent | undefined;
afterEach(() => agent?.stop());

function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

it('answers what the product asks of a watched device', async () => {
  const port = await freePort();
  const ports = [{ name: 'sfp1', alias: 'to Hilltop', megabits: 1_000, share: 0.3 }];
  const device = {
    address: '127.0.0.1',
    port,
    community: 'of-the-demo',
    name: 'Harbour',
    text: 'A router',
    isSilent: false,
    ports,
  };
  agent = new DemoAgent(device, Date.now);
  await agent.start();
  const client = SnmpClient.open({
    address: '127.0.0.1',
    port,
    credentials: { version: 'v2c', community: 'of-the-demo' },
  });
  try {
    expect(await readSystem(client)).toMatchObject({ name: 'Harbour', text: 'A router', uptimeSeconds: 0 });
    expect(await readInterfaces(client)).toMatchObject([
      { index: 1, name: 'sfp1', alias: 'to Hilltop', operUp: true, bits: 64, speedBps: 1_000_000_000n },
    ]);
    expect(await readProcessor(client)).toBe(10);
    expect(await readMemory(client)).toBeCloseTo(40, 0);
  } finally {
    client.close();
  }
});

it('is busier in the evening than in the morning, and never quite still', () => {
  const at = (hour: number): number => busyness(Date.parse(`2026-06-01T${String(hour).padStart(2, '0')}:00:00Z`));
  expect(at(19)).toBeGreaterThan(at(7));
  for (let hour = 0; hour < 24; hour += 1) expect(at(hour)).toBeGreaterThan(0.3);
});
