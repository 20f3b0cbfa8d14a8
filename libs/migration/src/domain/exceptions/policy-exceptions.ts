import { mapPolicies } from '../mapping/map-policies.js';
import type { SourceSet } from '../source/source-set.js';
import type { ExceptionList } from './exception.js';

/** What fair use, data limits and top-ups lose on the way, and which choices of single services are not kept. */
export function findPolicyExceptions(set: SourceSet, list: ExceptionList): void {
  const said = new Map<string, string[]>();
  for (const { tariffId, code, what } of mapPolicies(set).lost) {
    const key = `${code} ${tariffId}`;
    said.set(key, [...(said.get(key) ?? []), what]);
  }
  for (const [key, sentences] of said) {
    const [code, tariffId = ''] = key.split(' ');
    if (code === 'POLICY_NOT_CARRIED' || code === 'POLICY_TO_CHECK')
      list.add(code, 'tariff', tariffId, sentences.join('; '));
  }
  const ruled = new Set([...set.fairUseRules, ...set.dataLimits].map(({ tariffId }) => tariffId));
  const tariffs = new Set(set.tariffs.filter(({ kind }) => kind === 'internet').map(({ id }) => id));
  for (const tariffId of ruled)
    if (!tariffs.has(tariffId) && !set.notReadable.has('tariffs-internet'))
      list.add('POLICY_NOT_CARRIED', 'tariff', tariffId, `its rules name tariff ${tariffId}, which is not in the list`);
  const automatic = new Map(set.dataLimits.map(({ tariffId, automaticId }) => [tariffId, automaticId]));
  for (const { id, kind, tariffId, topUpId } of set.services)
    if (kind === 'internet' && topUpId !== undefined && tariffId !== undefined && automatic.get(tariffId) !== topUpId)
      list.add(
        'POLICY_NOT_CARRIED',
        'service',
        id,
        `top-up ${topUpId} is bought by itself for this service; here it goes by its plan`,
      );
}
