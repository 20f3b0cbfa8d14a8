import type { ResultOf } from '@demarc/web-api';
import type { RouterComparisonsDocument } from './router-drift.graphql';

export type FleetRow = ResultOf<typeof RouterComparisonsDocument>['routerComparisons'][number];

export function differencesOf({ missing, differ, extra, unfit }: FleetRow): number {
  return missing + differ + extra + unfit;
}
