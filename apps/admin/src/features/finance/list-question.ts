import type { GridState } from '@demarc/ui';

/** The one value of a filter that the server takes once only: the choice made last. */
export function oneOf<const Value extends string>(
  state: GridState,
  filter: string,
  known: readonly Value[],
): Value | undefined {
  const chosen = state.filters[filter]?.at(-1);
  return known.find((one) => one === chosen);
}

/** Ids of a filter; what is no id is left out, since the server would refuse the whole question. */
export function idsOf(state: GridState, filter: string): readonly string[] {
  return (state.filters[filter] ?? []).filter((value) => /^[0-9a-f-]{36}$/.test(value));
}

/** `2026-10-01..2026-10-31` as it stands in the address; either end may be open. */
export function daysOf(state: GridState, filter: string): { readonly from?: string; readonly through?: string } {
  const [from = '', through = ''] = (state.filters[filter]?.[0] ?? '').split('..');
  return { ...(isDay(from) ? { from } : {}), ...(isDay(through) ? { through } : {}) };
}

/** The server takes one state: the choice made last replaces the one before. */
export function lastOnly(state: GridState, filter: string): GridState {
  const chosen = state.filters[filter] ?? [];
  return chosen.length > 1 ? { ...state, filters: { ...state.filters, [filter]: chosen.slice(-1) } } : state;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}
