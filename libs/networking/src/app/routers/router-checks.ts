import { conflict, invalid, type Refusal } from '@demarc/kernel';
import { type Sql, violatedConstraint } from '@demarc/persistence';
import { plainPrefix } from '../addresses/address-plan.js';
import { routerOptionFault, type RouterOptions } from '../../domain/router-options.js';
import type { RouterOptionsInput } from './router.input.js';

const OPTION_FAULTS = {
  blocking_list_needs_active_list:
    'Blocking by address list needs the name of the list of open sessions too: a session leaves the blocking list only onto another.',
  blocking_list_is_the_active_list: 'The blocking list and the list of open sessions must be two different lists.',
} as const;

/** Sources in plain form, checked one by one and against the other routers. */
export async function checkedSources(sql: Sql, given: readonly string[], routerId: string): Promise<string[]> {
  const plain = given.map(plainPrefix);
  const faults = plain.flatMap((prefix, index) =>
    prefix === undefined || /\/0$/.test(prefix)
      ? [{ field: `sources.${index}`, message: 'must be an IP address or a network such as 10.0.0.0/24' }]
      : [],
  );
  if (faults.length > 0) throw invalid('BAD_SOURCE', 'Some sources are not addresses.', faults);
  const sources = [...new Set(plain.filter((prefix) => prefix !== undefined))];
  const taken = await sql.first<{ name: string }>(
    'SELECT name FROM networking.router WHERE active AND id <> $1 AND sources && $2::cidr[] LIMIT 1',
    [routerId, sources],
  );
  if (taken)
    throw conflict(
      'SOURCE_TAKEN',
      `One of these addresses belongs to the router "${taken.name}" already. A router is known by where its packets come from.`,
    );
  return sources;
}

export function checkedOptions(given: RouterOptionsInput): RouterOptions {
  const { walledGarden, ...rest } = given;
  const options: RouterOptions = {
    ...rest,
    ...(walledGarden && walledGarden.lists.length > 0
      ? {
          walledGarden: {
            sessionTimeoutSeconds: walledGarden.sessionTimeoutSeconds,
            lists: Object.fromEntries(
              walledGarden.lists.map(({ list, addressList, pool }) => [
                list,
                pool === undefined ? { addressList } : { addressList, pool },
              ]),
            ),
          },
        }
      : {}),
  };
  const fault = routerOptionFault(options);
  if (fault)
    throw invalid('BAD_OPTIONS', OPTION_FAULTS[fault], [
      { field: 'options.activeAddressList', message: OPTION_FAULTS[fault] },
    ]);
  return options;
}

export function routerFault(error: unknown, name: string): Refusal | undefined {
  switch (violatedConstraint(error)) {
    case 'router_name':
      return conflict('NAME_TAKEN', `There is a router named "${name}" already. Choose another name.`);
    case 'router_partner_id_fkey':
      return invalid('UNKNOWN_PARTNER', 'There is no such partner.', [
        { field: 'partnerId', message: 'does not exist' },
      ]);
    case 'router_location_id_fkey':
      return invalid('UNKNOWN_LOCATION', 'There is no such location.', [
        { field: 'locationId', message: 'does not exist' },
      ]);
    case 'router_site_id_fkey':
      return invalid('UNKNOWN_SITE', 'There is no such site.', [{ field: 'siteId', message: 'does not exist' }]);
    default:
      return undefined;
  }
}
