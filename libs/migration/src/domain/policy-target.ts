import type { LocalDate } from '@demarc/kernel';
import type { SourceId } from './source/source-id.js';
import type { PlanKey } from './target.js';

/** Rules of a plan that go by hours and usage, in the words of the network’s own rules. */
export interface TargetWindow {
  /** 1 Monday … 7 Sunday. */
  readonly days: readonly number[];
  readonly from: string;
  readonly until: string;
}

export interface TargetAction {
  readonly blocks: boolean;
  readonly change?: { readonly percent: number } | { readonly downloadKbps: number; readonly uploadKbps: number };
}

export type TargetCondition =
  | {
      readonly kind: 'traffic';
      readonly period: 'day' | 'week' | 'month';
      readonly direction: 'both' | 'download' | 'upload';
      readonly octets: string;
    }
  | { readonly kind: 'online'; readonly period: 'day' | 'week' | 'month'; readonly seconds: number }
  | { readonly kind: 'hours'; readonly windows: readonly TargetWindow[] };

export interface TargetFairUse {
  readonly rules: readonly {
    readonly name: string;
    readonly conditions: readonly TargetCondition[];
    readonly action: TargetAction;
    readonly notifies: boolean;
  }[];
  readonly trafficWindows: readonly TargetWindow[];
  readonly onlineWindows: readonly TargetWindow[];
}

export interface TargetOffer {
  readonly plan: PlanKey;
  readonly octets: string;
  readonly periods: number | null;
}

export interface TargetQuota {
  readonly limitOctets: string;
  readonly direction: 'both' | 'download' | 'upload';
  readonly bonus?: {
    readonly windows: readonly TargetWindow[];
    readonly limitOctets: string | null;
    readonly afterUsedUp: boolean;
  };
  readonly atLimit: TargetAction;
  readonly offers: readonly TargetOffer[];
  readonly automatic?: PlanKey;
  readonly charge: 'next_invoice' | 'invoice';
  readonly rollsOver: boolean;
}

export interface TargetPlanRules {
  readonly plan: PlanKey;
  readonly fairUse?: TargetFairUse;
  readonly quota?: TargetQuota;
}

/** Data beyond a limit, or what was used of it before: what a service brings along. */
export interface TargetDataBalance {
  readonly sourceId: string;
  readonly serviceId: SourceId;
  readonly kind: 'top_up' | 'bonus' | 'correction';
  readonly octets: string;
  readonly usedOctets: string;
  readonly beginsOn: LocalDate;
  /** The first day on which it is gone. */
  readonly endsOn: LocalDate | null;
  readonly reason: string;
}
