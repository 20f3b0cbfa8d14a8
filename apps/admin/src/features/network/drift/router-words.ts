import type { TextOf } from '@demarc/ui';
import { routerDriftTexts } from './router-drift-texts';

type Words = TextOf<typeof routerDriftTexts.entries>;
type CauseKey = Extract<Parameters<Words>[0], `cause_${string}`>;

/** `/ip/firewall/address-list` as people say it: its last words. */
export function menuWords(menu: string | null): string {
  return menu === null ? '–' : menu.replace(/^\/(ip\/|queue$)?/, '').replaceAll('/', ' ');
}

/** A cause of a newer server than this screen is shown as it is. */
export function causeWords(t: Words, cause: string | null): string {
  if (cause === null) return '–';
  const key = `cause_${cause}`;
  return isCause(key) ? t(key) : cause.replaceAll('_', ' ');
}

function isCause(key: string): key is CauseKey {
  return Object.hasOwn(routerDriftTexts.entries, key);
}
