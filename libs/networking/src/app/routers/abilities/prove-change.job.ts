import { Injectable } from '@nestjs/common';
import { Job, type JobOptions } from '@demarc/jobs';
import { Clock, Refusal } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { parseRatePair, RouterError, type RouterClient, where } from '../../../routeros/index.js';
import { RouterDoors } from '../router-doors.js';

export interface ChangeToProve {
  readonly routerId: string;
  readonly method: string;
  readonly change: string;
  readonly login: string;
  readonly address: string | null;
  readonly asked: readonly { readonly name: string; readonly value: string }[];
}

interface Look {
  readonly isThere: boolean;
  readonly evidence: string;
}

/** Looks on the router whether what it acknowledged is there: in the queue of the session, in the address list. */
@Injectable()
export class ProveChange extends Job<ChangeToProve> {
  readonly name = 'networking.prove-change';
  override readonly options: JobOptions = { retryLimit: 1, retryDelaySeconds: 5, expireSeconds: 60, concurrency: 2 };

  constructor(
    private readonly doors: RouterDoors,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(wanted: ChangeToProve): Promise<void> {
    const looks = await this.look(wanted);
    if (looks.length === 0) return;
    const isThere = looks.every((one) => one.isThere);
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute(
        `INSERT INTO networking.router_ability AS kept (router_id, partner_id, method, change, last_at, effect, effect_at, effect_evidence,
           ineffective_in_row)
         SELECT id, partner_id, $2, $3, $5, $4, $5, $6, CASE WHEN $4 = 'seen' THEN 0 ELSE 1 END FROM networking.router WHERE id = $1
         ON CONFLICT (router_id, method, change) DO UPDATE SET effect = excluded.effect, effect_at = excluded.effect_at,
           effect_evidence = excluded.effect_evidence,
           ineffective_in_row = CASE WHEN excluded.effect = 'seen' THEN 0 ELSE kept.ineffective_in_row + 1 END`,
        [
          wanted.routerId,
          wanted.method,
          wanted.change,
          isThere ? 'seen' : 'not_seen',
          this.clock.now(),
          looks.map(({ evidence }) => evidence).join('; '),
        ],
      ),
    );
  }

  /** A router that cannot be looked at now proves nothing either way. */
  private async look(wanted: ChangeToProve): Promise<Look[]> {
    try {
      return await this.doors.visit(wanted.routerId, async (client) => {
        const looks = await Promise.all([rate(client, wanted), list(client, wanted)]);
        return looks.filter((one) => one !== undefined);
      });
    } catch (error) {
      if (error instanceof RouterError || error instanceof Refusal) return [];
      throw error;
    }
  }
}

/** RouterOS keeps the speed of a PPP session as a simple queue of its own, named after it. */
async function rate(client: RouterClient, { method, login, asked }: ChangeToProve): Promise<Look | undefined> {
  const wanted = asked.find(({ name }) => /^mikrotik-rate-limit$/i.test(name))?.value.split(' ')[0];
  if (method !== 'pppoe' || wanted === undefined || wanted === '') return undefined;
  const name = `<pppoe-${login}>`;
  const [queue] = await client.print('/queue/simple', { fields: ['name', 'max-limit'], where: where({ name }) });
  if (!queue) return { isThere: false, evidence: `there is no queue ${name}` };
  const has = queue['max-limit'] ?? '';
  return { isThere: sameRates(wanted, has), evidence: `queue ${name} has ${has}` };
}

async function list(client: RouterClient, { address, asked }: ChangeToProve): Promise<Look | undefined> {
  const wanted = asked.find(({ name }) => /^mikrotik-address-list$/i.test(name))?.value;
  if (wanted === undefined || wanted === '' || address === null) return undefined;
  const rows = await client.print('/ip/firewall/address-list', {
    fields: ['list', 'address'],
    where: where({ address }),
  });
  const lists = rows.map((row) => row['list'] ?? '');
  return {
    isThere: lists.includes(wanted),
    evidence: lists.length === 0 ? `${address} is on no list` : `${address} is on ${lists.join(', ')}`,
  };
}

function sameRates(a: string, b: string): boolean {
  const [one, other] = [parseRatePair(a), parseRatePair(b)];
  return (
    one !== undefined &&
    other !== undefined &&
    one.uploadBps === other.uploadBps &&
    one.downloadBps === other.downloadBps
  );
}
