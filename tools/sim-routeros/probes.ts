import { Trap } from './kinds.ts';

/** `/tool/ping`: 192.0.2.0/24 never answers. */
export function* pings(values: Readonly<Record<string, string>>): Generator<Map<string, string>> {
  const address = values['address'];
  if (address === undefined) throw new Trap('missing value(s) of argument(s) address', 1);
  const count = Number(values['count'] ?? '4');
  const lost = address.startsWith('192.0.2.');
  for (let seq = 0; seq < count; seq += 1) {
    const row = new Map([
      ['seq', String(seq)],
      ['host', address],
    ]);
    if (lost) row.set('status', 'timeout');
    else
      row
        .set('size', values['size'] ?? '56')
        .set('ttl', '64')
        .set('time', `${1 + (seq % 3)}ms`);
    const received = lost ? 0 : seq + 1;
    row
      .set('sent', String(seq + 1))
      .set('received', String(received))
      .set('packet-loss', lost ? '100' : '0');
    if (!lost) row.set('min-rtt', '1ms').set('avg-rtt', '2ms').set('max-rtt', '3ms');
    yield row;
  }
}

/** `/tool/traceroute`: two routers on the way. */
export function* hops(values: Readonly<Record<string, string>>): Generator<Map<string, string>> {
  const address = values['address'];
  if (address === undefined) throw new Trap('missing value(s) of argument(s) address', 1);
  for (const [k, hop] of ['10.0.0.1', '10.0.1.1', address].entries())
    yield new Map([
      ['.section', '0'],
      ['address', hop],
      ['loss', '0'],
      ['sent', '1'],
      ['last', String(k + 1)],
      ['status', ''],
    ]);
}
