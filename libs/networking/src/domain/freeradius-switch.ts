export interface FreeradiusWays {
  /** It asks by HTTP. */
  readonly rest: boolean;
  /** It reads by SQL. */
  readonly sql: boolean;
}

export type FreeradiusEffect =
  | 'rest_opens'
  /** The one in use is no longer good: whoever asks with it gets no answer until it is changed there too. */
  | 'rest_new_password'
  | 'rest_closes'
  /** There is no port on which it would be heard. */
  | 'rest_not_heard'
  | 'sql_opens'
  | 'sql_closes'
  | 'nothing';

/** What a switch does, before it is done. A way that is asked for anew while it is on gets a new password. */
export function freeradiusEffects(
  now: FreeradiusWays,
  wanted: Partial<FreeradiusWays>,
  { restListens }: { readonly restListens: boolean },
): FreeradiusEffect[] {
  const effects: FreeradiusEffect[] = [];
  if (wanted.rest === true) effects.push(now.rest ? 'rest_new_password' : 'rest_opens');
  if (wanted.rest === true && !restListens) effects.push('rest_not_heard');
  if (wanted.rest === false && now.rest) effects.push('rest_closes');
  if (wanted.sql === true && !now.sql) effects.push('sql_opens');
  if (wanted.sql === false && now.sql) effects.push('sql_closes');
  return effects.length === 0 ? ['nothing'] : effects;
}
