import type { ResultOf } from '@demarc/web-api';
import type { FleetRow } from './fleet';
import type { RouterKeepingDocument } from './router-drift.graphql';

export const modes = ['PASSIVE', 'BY_HAND', 'REPAIR'] as const;
export const ways = ['RADIUS', 'PPP_SECRETS', 'DHCP_LEASES', 'HOTSPOT_USERS', 'IP_MAC_FILTER', 'NONE'] as const;
export const shapings = ['NONE', 'SESSION', 'SIMPLE_QUEUE', 'SIMPLE_QUEUE_TREE', 'PCQ'] as const;

type Api = ResultOf<typeof RouterKeepingDocument>['router']['options']['api'];

export interface KeepingValues {
  readonly mode: (typeof modes)[number] | '';
  readonly way: (typeof ways)[number];
  readonly shaping: (typeof shapings)[number];
  readonly compareMinutes: string;
  readonly from: string;
  readonly to: string;
  readonly keepLists: boolean;
  readonly adoptImported: boolean;
}

/** RADIUS brings the speed unless somebody said otherwise; a row that lets customers in brings its own. */
export function keepingValues(
  { mode, way, shaping }: Pick<FleetRow, 'mode' | 'way' | 'shaping'>,
  api: Api,
): KeepingValues {
  return {
    mode: mode ?? '',
    way,
    shaping: shaping ?? (way === 'RADIUS' || way === 'NONE' ? 'NONE' : 'SESSION'),
    compareMinutes: String(api?.compareMinutes ?? 5),
    from: api?.window?.from ?? '',
    to: api?.window?.to ?? '',
    keepLists: api?.keepLists ?? false,
    adoptImported: api?.adoptImported ?? false,
  };
}

/** What the form does not show stays as it is. */
export function keepingInput(
  { routerId, revision }: Pick<FleetRow, 'routerId' | 'revision'>,
  api: Api,
  values: KeepingValues,
) {
  const { mode, way, shaping, compareMinutes, from, to, keepLists, adoptImported } = values;
  if (mode === '') return { routerId, revision, way };
  const { pppService, profile, localAddress, dhcpServer, hotspotServer } = api ?? {};
  return {
    routerId,
    revision,
    way,
    api: {
      mode,
      shaping,
      compareMinutes: Number(compareMinutes),
      keepLists,
      adoptImported,
      ...(from !== '' || to !== '' ? { window: { from, to } } : {}),
      ...given({ pppService, profile, localAddress, dhcpServer, hotspotServer }),
    },
  };
}

function given(fields: Readonly<Record<string, string | null | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
