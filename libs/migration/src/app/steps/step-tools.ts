import type { Act, Command, CommandBus } from '@demarc/commands';
import type { ImportOutcome, RefusedRow } from '@demarc/crm';

type RowsCommand = new (...args: never[]) => Command<{ rows: { readonly id: string }[] }, ImportOutcome>;

/** Runs a bulk command with rows; none: nothing. */
export async function writeRows(
  bus: CommandBus,
  act: Act,
  command: abstract new (...args: never[]) => unknown,
  rows: readonly object[],
): Promise<readonly RefusedRow[]> {
  if (rows.length === 0) return [];
  return (await bus.within(act, command as RowsCommand, { rows })).refused;
}

/** Where names are unique and one is taken, the row is written under its name with its number in the source. */
export async function writeNamed(
  bus: CommandBus,
  act: Act,
  command: abstract new (...args: never[]) => unknown,
  rows: readonly { readonly id: string; readonly name: string; readonly sourceId: string }[],
): Promise<readonly RefusedRow[]> {
  const inputs = rows.map(({ sourceId: _sourceId, ...row }) => row);
  const refused = await writeRows(bus, act, command, inputs);
  const taken = new Set(refused.filter((one) => one.code === 'NAME_TAKEN').map((one) => one.id));
  const again = rows
    .filter((row) => taken.has(row.id))
    .map(({ sourceId, ...row }) => ({ ...row, name: `${row.name.slice(0, 170)} (${sourceId})` }));
  return [...refused.filter((one) => !taken.has(one.id)), ...(await writeRows(bus, act, command, again))];
}

/** Empty text means "none" in optional fields. */
export function orNull(text: string, longest = 2_000): string | null {
  return text.trim() === '' ? null : text.slice(0, longest);
}
