import type { RouterOptions, RouterVendor } from './router-options.js';

/** How access closes for a running session: the same choices as `sessionCommand` makes when it comes to it. */
export type BlockWay = 'disconnect' | 'address_list' | 'renewal' | 'next_login' | 'disabled' | 'not_written';

export interface RunningLine {
  readonly method: 'pppoe' | 'ipoe' | 'hotspot' | 'static' | 'mac';
  readonly vendor: RouterVendor;
  readonly options: RouterOptions;
}

/** A router on which the rows of customers are kept over its API. */
export interface KeptLine {
  readonly isWritten: boolean;
  /** Only who has an address can be on a list. */
  readonly hasAddress: boolean;
  readonly options: RouterOptions;
}

/** What lets the customer in is a row on the router: it is disabled, or the customer is put on the list of blocked ones. */
export function keptBlockWay({ isWritten, hasAddress, options }: KeptLine): BlockWay {
  if (!isWritten) return 'not_written';
  return options.blockBy === 'address_list' && hasAddress ? 'address_list' : 'disabled';
}

/** Without a running session there is nothing to send: the next login is answered differently. */
export function blockWay(line: RunningLine | null): BlockWay {
  if (line === null) return 'next_login';
  if (line.method === 'ipoe' && line.vendor === 'mikrotik') return 'renewal';
  return line.options.blockBy === 'address_list' ? 'address_list' : 'disconnect';
}

/** Which walled garden somebody is put in who owes money: lists go by the reason of a refusal. */
const FOR_MONEY = 2;

/** Reduced access with a page to pay on, instead of none. */
export function hasGarden(options: RouterOptions): boolean {
  return options.walledGarden?.lists[FOR_MONEY] !== undefined;
}

/** How a router answered the last time it was told something about a session. */
export type RouterReadiness = 'answers' | 'refuses' | 'silent' | 'untested' | 'not_written';

export function readinessOf(last: string | null): RouterReadiness {
  switch (last) {
    case 'acknowledged':
    case 'gone':
      return 'answers';
    case 'refused':
      return 'refuses';
    case 'unanswered':
      return 'silent';
    case 'not_written':
      return 'not_written';
    default:
      return 'untested';
  }
}
