import type { ChangeInput, DeviceLevel, DeviceLogin, GiveInput } from './device-logins.graphql';

export const deviceLevels = ['READ', 'WRITE', 'FULL'] as const satisfies readonly DeviceLevel[];

export interface DeviceLoginValues {
  readonly login: string;
  /** Empty: nothing, where no line below says otherwise. */
  readonly level: string;
  readonly places: { readonly place: string | null; readonly level: string }[];
}

/** The first name, as people write it on devices. */
export function proposedLogin(name: string): string {
  const first = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().split(/\s+/)[0] ?? '';
  return first.replaceAll(/[^a-z0-9]/g, '');
}

export function firstDeviceLoginValues(known: DeviceLogin | null, name: string): DeviceLoginValues {
  return {
    login: known?.login ?? proposedLogin(name),
    level: known ? (known.level ?? '') : 'READ',
    places: (known?.places ?? []).map(({ routerId, siteId, level }) => ({
      place: routerId === null ? `site:${siteId ?? ''}` : `router:${routerId}`,
      level,
    })),
  };
}

export function giveInput(staffId: string, values: DeviceLoginValues): GiveInput {
  return {
    staffId,
    login: values.login.trim(),
    level: levelOf(values.level),
    places: values.places.flatMap(({ place, level }) => {
      const known = levelOf(level);
      if (place === null || known === null) return [];
      const [kind, id = ''] = place.split(':', 2);
      return [kind === 'router' ? { routerId: id, level: known } : { siteId: id, level: known }];
    }),
  };
}

export function changeInput(known: DeviceLogin, values: DeviceLoginValues): ChangeInput {
  return { ...giveInput(known.staffId, values), revision: known.revision };
}

function levelOf(text: string): DeviceLevel | null {
  return deviceLevels.find((one) => one === text) ?? null;
}
