import type { RowValues } from '../../routeros/objects/router-object.js';
import { PLACE, type RouterStep, type SessionOnRouter } from '../../routeros/objects/router-steps.js';
import { isItemId, type RouterClient, RouterError, type RouterItemId, where } from '../../routeros/index.js';
import type { StepState } from './plan-store.js';

export interface Sent {
  readonly state: Extract<StepState, 'done' | 'refused' | 'unknown' | 'waiting'>;
  readonly answer: string;
  readonly commands: number;
  /** The line broke: what comes after would not arrive either. */
  readonly isLineGone: boolean;
  readonly alreadyExists: boolean;
}

/** An address cannot be set to nothing; the field is taken away instead. */
const UNSETTABLE: ReadonlySet<string> = new Set([
  'remote-address',
  'local-address',
  'remote-ipv6-prefix',
  'address',
  'mac-address',
  'src-mac-address',
  'dns-server',
]);

/** Rows by their name, each asked for once: hundreds are added before the same one. */
export type Places = Map<string, Promise<RouterItemId | undefined>>;

/** Says one step to the router. What it made of it is an answer, never an exception. */
export async function sendStep(
  client: RouterClient,
  step: RouterStep,
  row: RowValues | null,
  places: Places = new Map(),
): Promise<Sent> {
  let commands = 0;
  try {
    commands = await write(client, step, row, places);
    const ended = step.endsSession ? await endSession(client, step.endsSession) : 0;
    const answer = ended > 0 ? 'Written; the running session was ended' : 'Written';
    return { state: 'done', answer, commands: commands + ended, isLineGone: false, alreadyExists: false };
  } catch (error) {
    if (!(error instanceof RouterError)) throw error;
    const isRefused = error.outcome === 'refused';
    return {
      state: isRefused ? 'refused' : error.outcome === 'not_sent' ? 'waiting' : 'unknown',
      answer: error.message,
      commands,
      isLineGone: !isRefused,
      alreadyExists: error.meaning === 'already_exists',
    };
  }
}

async function write(
  client: RouterClient,
  { verb, menu, values }: RouterStep,
  row: RowValues | null,
  places: Places,
): Promise<number> {
  if (verb === 'add') {
    const { [PLACE]: before, ...fields } = values;
    const place = before === undefined ? undefined : await placeOf(client, menu, before, places);
    await client.add(menu, place === undefined ? fields : { ...fields, [PLACE]: place });
    return 1;
  }
  const id = row?.['.id'] ?? '';
  if (!isItemId(id))
    throw new RouterError('ROUTER_TRAP', 'The router shows no such row any more.', { outcome: 'refused' });
  if (verb === 'remove') {
    await client.remove(menu, id);
    return 1;
  }
  if (verb === 'move') {
    await client.move(menu, id, await idOf(client, menu, values['before'] ?? ''));
    return 1;
  }
  const fields = Object.entries(values);
  const taken = fields.filter(([field, value]) => value === '' && UNSETTABLE.has(field));
  const set = fields.filter((entry) => !taken.includes(entry));
  if (set.length > 0) await client.set(menu, id, Object.fromEntries(set));
  for (const [field] of taken) await client.unset(menu, id, field);
  return Number(set.length > 0) + taken.length;
}

function placeOf(client: RouterClient, menu: string, name: string, places: Places): Promise<RouterItemId | undefined> {
  const key = `${menu} ${name}`;
  const found = places.get(key) ?? idOf(client, menu, name);
  places.set(key, found);
  return found;
}

/** None, and the row goes to the end, where nothing of that name is there any more. */
async function idOf(client: RouterClient, menu: string, name: string): Promise<RouterItemId | undefined> {
  if (name === '') return undefined;
  const [found] = await client.print(menu, { fields: ['.id'], where: where({ name }) });
  const id = found?.['.id'] ?? '';
  return isItemId(id) ? id : undefined;
}

/** What runs took its rights at its beginning; it is ended so that it asks anew. */
export async function endSession(client: RouterClient, { menu, field, value }: SessionOnRouter): Promise<number> {
  const running = await client.print(menu, { fields: ['.id'], where: where({ [field]: value }) });
  let ended = 0;
  for (const row of running) {
    const id = row['.id'] ?? '';
    if (!isItemId(id)) continue;
    try {
      await client.remove(menu, id);
      ended += 1;
    } catch (error) {
      // It ended by itself in between.
      if (!(error instanceof RouterError) || error.meaning !== 'no_such_item') throw error;
    }
  }
  return ended;
}
