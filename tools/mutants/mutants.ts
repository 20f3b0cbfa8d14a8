import { parseArgs } from 'node:util';
import { ChangeRun } from './radius/change-run.ts';
import { ServerRun } from './radius/server-run.ts';
import { TlsRun } from './radius/tls-run.ts';
import { tellUsage, tellVerdict } from '../stage/rehearsal.ts';
import { Dice } from './dice.ts';
import { ExportRun } from './exports/export-run.ts';
import { Findings } from './findings.ts';
import { heldBytes } from './heap.ts';
import { RouterosRun } from './routeros/routeros-run.ts';

const USAGE = `npm run demarc -- mutants [--packets 1000000] [--seed 1]
Packets, RouterOS sentences and export files that are spoilt, made up, cut, joined or under a wrong signature, sent over real sockets
(UDP and TLS) to the RADIUS server, to who sends changes to routers and to who speaks to them. Nothing of them is believed, honest ones in between are
answered, what is counted is what valid packets said, and no more memory is held in the second half than in the first.`;
/** Of all mutants; the rest are sentences of routers. */
const SHARE = { radius: 0.5, tls: 0.05, changes: 0.1, exports: 0.02 } as const;
const TENTHS = 10;
/**
 * Of the most that was held in the first half: after so many, what is kept for repeated requests has been full and code is compiled. In
 * a million mutants 5 % are three octets for each of the second half. The first half of a short run is not warm yet.
 */
export const mostGrowth = (packets: number): number => (packets < 200_000 ? 1.5 : 1.05);

export interface MutantsWish {
  readonly packets: number;
  readonly seed: string;
  readonly tell?: (line: string) => void;
}

export interface MutantsReport {
  readonly findings: readonly string[];
  readonly found: number;
  readonly growth: number;
  readonly summary: string;
}

export async function mutants(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      packets: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean' },
    },
  });
  const packets = Number(values.packets);
  if (values.help || !(packets >= 1_000)) return tellUsage(USAGE, args);
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const report = await runMutants({ packets, seed: values.seed, tell });
  return tellVerdict(report.summary, report.findings, report.found);
}

/** All kinds, tenth by tenth, so that what is held can be compared. */
export async function runMutants({ packets, seed, tell }: MutantsWish): Promise<MutantsReport> {
  const findings = new Findings();
  const began = performance.now();
  const server = await ServerRun.open(findings, new Dice(`${seed} server`));
  const tls = await TlsRun.open(findings, new Dice(`${seed} tls`));
  const changes = await ChangeRun.open(findings, new Dice(`${seed} changes`));
  const routeros = await RouterosRun.open(findings, `${seed} routeros`);
  const exports = new ExportRun(findings, new Dice(`${seed} exports`));
  const share = (part: number): number => Math.ceil((packets * part) / TENTHS);
  const held: number[] = [];
  for (let tenth = 1; tenth <= TENTHS; tenth += 1) {
    await server.send(share(SHARE.radius));
    await tls.send(share(SHARE.tls));
    await changes.send(share(SHARE.changes));
    await routeros.send(share(1 - SHARE.radius - SHARE.tls - SHARE.changes - SHARE.exports));
    exports.send(share(SHARE.exports));
    held.push(await heldBytes());
    tell?.(`${tenth * TENTHS} %: ${megabytes(held.at(-1))} MB held, ${findings.count} findings`);
  }
  await Promise.all([server.close(), tls.close(), changes.close(), routeros.close()]);
  const [first, second] = [Math.max(...held.slice(0, TENTHS / 2)), Math.max(...held.slice(TENTHS / 2))];
  const growth = second / first;
  if (growth > mostGrowth(packets)) findings.add(`memory grew by ${((growth - 1) * 100).toFixed(0)} %`);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  return {
    findings: findings.words,
    found: findings.count,
    growth,
    summary: [
      `${packets} mutants in ${seconds} s`,
      `logins: ${server.tally.of('answer 2')} accepted and ${server.tally.of('answer 3')} refused as they had to be`,
      `accounting: ${server.tally.of('kept')} kept, each valid one once`,
      `${server.tally.of('honest')} honest requests answered`,
      `over TLS: ${tls.tally.of('went on')} connections read to their end, ${tls.tally.of('ended')} ended where nothing could be read on; ${tls.tally.of('kept')} reports kept`,
      `changes: ${changes.tally.of('change ack') + changes.tally.of('change nak')} answered truly`,
      `routers: ${routeros.tally.of('rows')} answers read, ${routeros.tally.of('ROUTER_GARBLED') + routeros.tally.of('ROUTER_CLOSED') + routeros.tally.of('ROUTER_REPLY_TOO_LARGE') + routeros.tally.of('ROUTER_TIMEOUT')} refused`,
      `exports: ${exports.tally.of('rows')} rows`,
      `memory ${megabytes(first)} MB in the first half, ${megabytes(second)} MB in the second`,
    ].join('; '),
  };
}

function megabytes(bytes = 0): string {
  return (bytes / 1e6).toFixed(1);
}
