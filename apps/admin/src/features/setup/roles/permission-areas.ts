import { useTexts } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { RolesDocument } from './roles.graphql';
import { areaTexts } from './roles-texts';

export type Role = ResultOf<typeof RolesDocument>['roles'][number];
export type PermissionEntry = ResultOf<typeof RolesDocument>['permissionCatalogue'][number];

export interface Area {
  readonly id: string;
  readonly entries: readonly PermissionEntry[];
}

/** The registry by area, in its order; only what every word is found in. */
export function permissionAreas(catalogue: readonly PermissionEntry[], words: string): readonly Area[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const areas = new Map<string, PermissionEntry[]>();
  for (const entry of catalogue) {
    const text = `${entry.name} ${entry.sentence}`.toLowerCase();
    if (!wanted.every((word) => text.includes(word))) continue;
    areas.set(entry.area, [...(areas.get(entry.area) ?? []), entry]);
  }
  return [...areas].map(([id, entries]) => ({ id, entries }));
}

export function useAreaName(): (area: string) => string {
  const t = useTexts(areaTexts);
  return (area) => (isKnown(area) ? t(area) : area);
}

function isKnown(area: string): area is keyof typeof areaTexts.entries {
  return area in areaTexts.entries;
}
