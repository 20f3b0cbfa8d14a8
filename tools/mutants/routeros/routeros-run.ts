import { RouterClient, RouterError, type RouterRow } from '@demarc/networking/routeros';
import { Dice } from '../dice.ts';
import { type Findings, Tally } from '../findings.ts';
import { type Deed, HostileRouter } from './hostile-router.ts';
import { answersTo, mutated } from './replies.ts';
import { type Said, understood } from './sentences.ts';

/** Conversations at once. */
const LANES = 8;
/** A command that gets no end is given up after this, and its line a moment later. */
const COMMAND_MS = 200;
const GRACE_MS = 100;
/** No command may keep anybody longer, whatever the router does. */
const HANG_MS = 20_000;

interface Outcome {
  readonly rows: readonly RouterRow[] | undefined;
  readonly code: string | undefined;
}

/** The client of the product on real connections, and a router that answers what it likes. */
export class RouterosRun {
  readonly tally = new Tally();
  private readonly findings: Findings;
  private readonly seed: string;
  private readonly routers: readonly HostileRouter[];
  private left = 0;
  private talks = 0;

  private constructor(findings: Findings, seed: string, routers: readonly HostileRouter[]) {
    this.findings = findings;
    this.seed = seed;
    this.routers = routers;
  }

  static async open(findings: Findings, seed: string): Promise<RouterosRun> {
    const routers = await Promise.all(Array.from({ length: LANES }, () => HostileRouter.open()));
    return new RouterosRun(findings, seed, routers);
  }

  async send(sentences: number): Promise<void> {
    this.left = sentences;
    await Promise.all(this.routers.map((router) => this.lane(router)));
  }

  async close(): Promise<void> {
    await Promise.all(this.routers.map((router) => router.close()));
  }

  /** Each conversation has dice of its own, so that it is the same whatever the others do meanwhile. */
  private async lane(router: HostileRouter): Promise<void> {
    while (this.left > 0) {
      this.talks += 1;
      await this.talk(router, new Dice(`${this.seed} ${this.talks}`), this.talks % 16 === 0);
    }
  }

  /** One conversation: some commands at once, and what the router makes of them. An honest one must be understood. */
  private async talk(router: HostileRouter, dice: Dice, isHonest: boolean): Promise<void> {
    const commands = 1 + dice.below(4);
    const heard: { octets: Buffer; tags: readonly string[] } = { octets: Buffer.alloc(0), tags: [] };
    const say = (tags: readonly string[]): Buffer => {
      const sentences = answersTo(tags, dice);
      this.left -= sentences.length;
      heard.tags = [...tags];
      heard.octets = isHonest ? Buffer.concat(sentences) : mutated(sentences, tags, dice);
      return heard.octets;
    };
    const isSlow = dice.oneIn(200);
    const isEndless = !isHonest && dice.oneIn(400);
    const deed = { commands, say, piece: isSlow ? 1 + dice.below(7) : 0, isEndless };
    const outcomes = await commandsOf(router, deed);
    const said = understood(heard.octets, heard.tags);
    for (const [k, outcome] of outcomes.entries()) {
      const about = said.get(heard.tags[k] ?? '');
      if (about) this.judge(outcome, about, heard.octets, isEndless);
      if (isHonest && outcome.rows === undefined && outcome.code !== 'ROUTER_TRAP')
        this.findings.add(`an honest answer was taken for ${outcome.code}`, heard.octets);
    }
  }

  private judge({ rows, code }: Outcome, said: Said, octets: Buffer, isEndless: boolean): void {
    this.tally.add(code ?? 'rows');
    const isWhole = said.isDone && !said.isTrap;
    if (code === 'no RouterError') this.findings.add('a command failed with something that is no RouterError', octets);
    else if (rows && !isWhole) this.findings.add('rows of an answer that was never whole', octets);
    else if (rows && !sameRows(rows, said.rows)) this.findings.add('other rows than the router said', octets);
    else if (!rows && isWhole && !(isEndless && code === 'ROUTER_TIMEOUT'))
      this.findings.add(`a whole answer was taken for ${code}`, octets);
    else if (code === 'ROUTER_TIMEOUT' && !isEndless) this.findings.add('a command was kept until its limit', octets);
  }
}

async function commandsOf(router: HostileRouter, deed: Deed): Promise<Outcome[]> {
  router.next(deed);
  const client = await RouterClient.open(
    { host: '127.0.0.1', port: router.port, security: { kind: 'plain' } },
    { user: 'demarc', password: 'secret' },
    { pace: { start: 8, most: 8 }, cancelGraceMs: GRACE_MS },
  );
  const timeoutMs = deed.isEndless ? COMMAND_MS : HANG_MS;
  const asked = Array.from({ length: deed.commands }, () => client.print('/ppp/secret', { timeoutMs }));
  const outcomes = await within(Promise.all(asked.map(outcomeOf)));
  if (!outcomes) throw new Error(`commands to a router were kept waiting for ${HANG_MS} ms`);
  client.close();
  return outcomes;
}

async function outcomeOf(asked: Promise<readonly RouterRow[]>): Promise<Outcome> {
  try {
    return { rows: await asked, code: undefined };
  } catch (error) {
    return { rows: undefined, code: error instanceof RouterError ? error.code : 'no RouterError' };
  }
}

async function within<T>(work: Promise<T>): Promise<T | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const limit = setTimeout(() => resolve(undefined), HANG_MS);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(limit);
  }
}

function sameRows(rows: readonly RouterRow[], said: readonly ReadonlyMap<string, string | undefined>[]): boolean {
  if (rows.length !== said.length) return false;
  return rows.every((row, k) => {
    const wanted = said[k] ?? new Map<string, string>();
    return [...wanted].every(([field, value]) => value === undefined || row[field] === value);
  });
}
