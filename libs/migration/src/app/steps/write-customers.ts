import type { Act, CommandBus } from '@demarc/commands';
import { ImportCustomers, type RefusedRow } from '@demarc/crm';
import { writeRows } from './step-tools.js';

export interface CustomerInput {
  readonly id: string;
  readonly number: string;
  readonly login: string | null;
}

/** Numbers that are taken here go on in the next million that is free. */
const NUMBER_STEP = 1_000_000n;
const ROUNDS = 9;

/**
 * Writes customers. Where other customers are here already, one whose number is taken gets it with a million added, and
 * one whose login is taken goes without; both are noted.
 */
export async function writeCustomers(
  bus: CommandBus,
  act: Act,
  inputs: readonly CustomerInput[],
  note: (sentence: string) => void,
): Promise<readonly RefusedRow[]> {
  let waiting = inputs;
  let refused = await writeRows(bus, act, ImportCustomers, waiting);
  for (let round = 0; round < ROUNDS && refused.some(isMended); round += 1) {
    const codes = new Map(refused.map((one) => [one.id, one.code]));
    const given = waiting.filter((one) => !isMended({ code: codes.get(one.id) ?? '' }) && codes.has(one.id));
    waiting = waiting
      .filter((one) => isMended({ code: codes.get(one.id) ?? '' }))
      .map((one) => mended(one, codes.get(one.id) ?? ''));
    const final = refused.filter((one) => given.some((lost) => lost.id === one.id));
    refused = [...final, ...(await writeRows(bus, act, ImportCustomers, waiting))];
  }
  const before = new Map(inputs.map((one) => [one.id, one]));
  for (const one of waiting) {
    const first = before.get(one.id);
    if (first && first.number !== one.number)
      note(`customer ${first.number}: the number is taken here; it is ${one.number}`);
    if (first && first.login !== one.login)
      note(`customer ${first.number}: the login "${first.login ?? ''}" is taken here; the customer has none`);
  }
  return refused;
}

/** A sub-account waits for its main account. */
function isMended({ code }: { readonly code: string }): boolean {
  return code === 'NUMBER_TAKEN' || code === 'LOGIN_TAKEN' || code === 'UNKNOWN_PARENT';
}

function mended(input: CustomerInput, code: string): CustomerInput {
  if (code === 'NUMBER_TAKEN') return { ...input, number: (BigInt(input.number) + NUMBER_STEP).toString() };
  return code === 'LOGIN_TAKEN' ? { ...input, login: null } : input;
}
