import { FamilyTag, type MarkShape, type StatusFamily, useTexts } from '@demarc/ui';
import type { MapLink, PlaceState } from './noc.graphql';
import { nocTexts } from './noc-texts';

interface Look {
  readonly word: 'down' | 'degraded' | 'up' | 'unknown';
  readonly shape: MarkShape;
  readonly family: StatusFamily;
}

/** The worst first, as clusters show them. */
export const looks = {
  DOWN: { word: 'down', shape: 'triangle', family: 'bad' },
  DEGRADED: { word: 'degraded', shape: 'diamond', family: 'attention' },
  UNKNOWN: { word: 'unknown', shape: 'square', family: 'off' },
  UP: { word: 'up', shape: 'disc', family: 'good' },
} as const satisfies Readonly<Record<PlaceState, Look>>;

const order = Object.keys(looks);

export function rankOf(state: PlaceState): number {
  return order.indexOf(state);
}

export function StateTag({ state }: { state: PlaceState }) {
  const t = useTexts(nocTexts);
  const { word, family } = looks[state];
  return (
    <FamilyTag family={family} quiet>
      {t(word)}
    </FamilyTag>
  );
}

const busyShare = 0.5;
const fullShare = 0.8;

export function patternOf({ state, load }: Pick<MapLink, 'state' | 'load'>) {
  if (state === 'DOWN') return 'down' as const;
  if (load === null) return 'unknown' as const;
  if (load > fullShare) return 'full' as const;
  return load > busyShare ? ('busy' as const) : ('low' as const);
}
