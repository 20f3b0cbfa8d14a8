import type { FairUse, LoadedPolicy, Quota } from './rules.graphql';

/** What is typed stays text until it is saved or tried. */
export interface WindowDraft {
  readonly days: readonly string[];
  readonly from: string;
  readonly until: string;
}

export interface ActionDraft {
  readonly kind: 'block' | 'percent' | 'rates';
  readonly percent: string;
  readonly downloadKbps: string;
  readonly uploadKbps: string;
}

export interface HoursDraft {
  readonly name: string;
  readonly windows: readonly WindowDraft[];
  readonly action: ActionDraft;
}

export interface ConditionDraft {
  readonly kind: 'TRAFFIC' | 'ONLINE' | 'HOURS';
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
  readonly direction: 'BOTH' | 'DOWNLOAD' | 'UPLOAD';
  readonly gigabytes: string;
  readonly hours: string;
  readonly windows: readonly WindowDraft[];
}

export interface RuleDraft {
  readonly name: string;
  readonly notifies: boolean;
  readonly action: ActionDraft;
  readonly conditions: readonly ConditionDraft[];
  /** Hours of its own that count for this rule, set through the API: kept as they are; null where it has none. */
  readonly trafficWindows: readonly WindowDraft[] | null;
  readonly onlineWindows: readonly WindowDraft[] | null;
}

export interface FairUseDraft {
  readonly rules: readonly RuleDraft[];
  readonly trafficWindows: readonly WindowDraft[];
  readonly onlineWindows: readonly WindowDraft[];
  readonly weekStartsOn: string;
  readonly monthStartsOn: string;
}

export interface QuotaDraft {
  readonly gigabytes: string;
  readonly period: Quota['period'];
  readonly direction: 'BOTH' | 'DOWNLOAD' | 'UPLOAD';
  readonly binaryUnits: boolean;
  readonly atLimit: ActionDraft;
  readonly hasBonus: boolean;
  readonly bonusWindows: readonly WindowDraft[];
  readonly bonusCounted: string;
  readonly bonusLimit: string;
  readonly bonusAfter: boolean;
  readonly offers: readonly { readonly planId: string; readonly gigabytes: string; readonly periods: string }[];
  readonly charge: 'NEXT_INVOICE' | 'INVOICE';
  readonly refund: 'ALL' | 'UNUSED' | 'NONE';
  readonly grantsFirst: boolean;
  readonly automatic: string;
  readonly automaticMost: string;
  readonly rolloverPeriods: string;
  readonly rolloverLimit: string;
  readonly notices: string;
}

export const EVERY_DAY = ['1', '2', '3', '4', '5', '6', '7'] as const;
export const NEW_WINDOW: WindowDraft = { days: EVERY_DAY, from: '18:00', until: '23:00' };
export const NEW_ACTION: ActionDraft = { kind: 'percent', percent: '-50', downloadKbps: '', uploadKbps: '' };
export const NEW_CONDITION: ConditionDraft = {
  kind: 'TRAFFIC',
  period: 'MONTH',
  direction: 'BOTH',
  gigabytes: '500',
  hours: '',
  windows: [],
};
export const NEW_RULE: RuleDraft = {
  name: '',
  notifies: true,
  action: NEW_ACTION,
  conditions: [NEW_CONDITION],
  trafficWindows: null,
  onlineWindows: null,
};
export const NO_FAIR_USE: FairUseDraft = {
  rules: [],
  trafficWindows: [],
  onlineWindows: [],
  weekStartsOn: '1',
  monthStartsOn: '1',
};
export const NEW_QUOTA: QuotaDraft = {
  gigabytes: '500',
  period: 'BILLING',
  direction: 'BOTH',
  binaryUnits: false,
  atLimit: { kind: 'rates', percent: '', downloadKbps: '1000', uploadKbps: '1000' },
  hasBonus: false,
  bonusWindows: [{ days: EVERY_DAY, from: '00:00', until: '06:00' }],
  bonusCounted: '0',
  bonusLimit: '',
  bonusAfter: false,
  offers: [],
  charge: 'NEXT_INVOICE',
  refund: 'UNUSED',
  grantsFirst: false,
  automatic: '',
  automaticMost: '3',
  rolloverPeriods: '',
  rolloverLimit: '',
  notices: '80, 100',
};

type LoadedWindow = LoadedPolicy['hours'][number]['windows'][number];
type LoadedAction = NonNullable<LoadedPolicy['quota']>['atLimit'];

/** Decimal gigabytes to octets, without losing a digit: `0.5` is 500000000. */
export function octetsOf(gigabytes: string, binary = false): string {
  const [whole = '0', part = ''] = gigabytes.split('.');
  const thousandths = BigInt(whole || '0') * 1000n + BigInt((part + '000').slice(0, 3));
  return ((thousandths * (binary ? 1_073_741_824n : 1_000_000_000n)) / 1000n).toString();
}

function octetsOrNull(gigabytes: string, binary: boolean): string | null {
  return gigabytes === '' ? null : octetsOf(gigabytes, binary);
}

export function gigabytesOf(octets: string | null | undefined, binary = false): string {
  if (octets === null || octets === undefined) return '';
  const unit = binary ? 1_073_741_824n : 1_000_000_000n;
  const thousandths = (BigInt(octets) * 1000n + unit / 2n) / unit;
  const part = (thousandths % 1000n).toString().padStart(3, '0').replace(/0+$/, '');
  return `${thousandths / 1000n}${part === '' ? '' : `.${part}`}`;
}

export function hoursDrafts(policy: LoadedPolicy): HoursDraft[] {
  return policy.hours.map(({ name, windows, change }) => ({
    name,
    windows: windows.map(windowDraft),
    action: actionDraft({ blocks: false, change }),
  }));
}

export function fairUseDraft({ fairUse }: LoadedPolicy): FairUseDraft {
  if (!fairUse) return NO_FAIR_USE;
  return {
    weekStartsOn: String(fairUse.weekStartsOn),
    monthStartsOn: String(fairUse.monthStartsOn),
    trafficWindows: fairUse.trafficWindows.map(windowDraft),
    onlineWindows: fairUse.onlineWindows.map(windowDraft),
    rules: fairUse.rules.map(({ name, notifies, action, conditions, trafficWindows, onlineWindows }) => ({
      name,
      notifies,
      trafficWindows: trafficWindows?.map(windowDraft) ?? null,
      onlineWindows: onlineWindows?.map(windowDraft) ?? null,
      action: actionDraft(action),
      conditions: conditions.map((one) => ({
        kind: one.kind,
        period: one.period ?? 'MONTH',
        direction: one.direction ?? 'BOTH',
        gigabytes: gigabytesOf(one.octets),
        hours: one.seconds === null ? '' : String(one.seconds / 3_600),
        windows: (one.windows ?? []).map(windowDraft),
      })),
    })),
  };
}

export function quotaDraft({ quota }: LoadedPolicy): QuotaDraft | null {
  if (!quota) return null;
  const { binaryUnits: binary, bonus } = quota;
  return {
    gigabytes: gigabytesOf(quota.limitOctets, binary),
    period: quota.period,
    direction: quota.direction,
    binaryUnits: binary,
    atLimit: actionDraft(quota.atLimit),
    hasBonus: bonus !== null,
    bonusWindows: bonus?.windows.map(windowDraft) ?? NEW_QUOTA.bonusWindows,
    bonusCounted: String(bonus?.countedPercent ?? 0),
    bonusLimit: gigabytesOf(bonus?.limitOctets, binary),
    bonusAfter: bonus?.afterUsedUp ?? false,
    offers: quota.offers.map(({ planId, octets, periods }) => ({
      planId,
      gigabytes: gigabytesOf(octets, binary),
      periods: periods === null ? '' : String(periods),
    })),
    charge: quota.charge,
    refund: quota.refund,
    grantsFirst: quota.grantsFirst,
    automatic: quota.automatic?.planId ?? '',
    automaticMost: String(quota.automatic?.atMost ?? 3),
    rolloverPeriods: quota.rollover ? String(quota.rollover.periods) : '',
    rolloverLimit: gigabytesOf(quota.rollover?.limitOctets, binary),
    notices: quota.notices.map(({ percent }) => percent).join(', '),
  };
}

export function hoursInput(drafts: readonly HoursDraft[]) {
  return drafts.map(({ name, windows, action }) => ({
    name,
    windows: windows.map(windowInput),
    change: actionInput(action).change ?? {},
  }));
}

/** Null: no rule is left, so the plan has no fair use. */
export function fairUseInput(draft: FairUseDraft): FairUse | null {
  if (draft.rules.length === 0) return null;
  return {
    weekStartsOn: Number(draft.weekStartsOn),
    monthStartsOn: Number(draft.monthStartsOn),
    trafficWindows: draft.trafficWindows.map(windowInput),
    onlineWindows: draft.onlineWindows.map(windowInput),
    rules: draft.rules.map(({ name, notifies, action, conditions, trafficWindows, onlineWindows }) => ({
      name,
      notifies,
      ...(trafficWindows ? { trafficWindows: trafficWindows.map(windowInput) } : {}),
      ...(onlineWindows ? { onlineWindows: onlineWindows.map(windowInput) } : {}),
      action: actionInput(action),
      conditions: conditions.map((one) => ({
        kind: one.kind,
        ...(one.kind === 'HOURS' ? { windows: one.windows.map(windowInput) } : { period: one.period }),
        ...(one.kind === 'TRAFFIC' ? { direction: one.direction, octets: octetsOf(one.gigabytes) } : {}),
        ...(one.kind === 'ONLINE' ? { seconds: Math.round(Number(one.hours) * 3_600) } : {}),
      })),
    })),
  };
}

export function quotaInput(draft: QuotaDraft): Quota {
  const { binaryUnits } = draft;
  return {
    limitOctets: octetsOf(draft.gigabytes, binaryUnits),
    period: draft.period,
    direction: draft.direction,
    binaryUnits,
    atLimit: actionInput(draft.atLimit),
    grantsFirst: draft.grantsFirst,
    charge: draft.charge,
    refund: draft.refund,
    bonus: draft.hasBonus
      ? {
          windows: draft.bonusWindows.map(windowInput),
          countedPercent: Number(draft.bonusCounted),
          limitOctets: octetsOrNull(draft.bonusLimit, binaryUnits),
          afterUsedUp: draft.bonusAfter,
        }
      : null,
    offers: draft.offers.map(({ planId, gigabytes, periods }) => ({
      planId,
      octets: octetsOf(gigabytes, binaryUnits),
      periods: periods === '' ? null : Number(periods),
    })),
    automatic: draft.automatic === '' ? null : { planId: draft.automatic, atMost: Number(draft.automaticMost) },
    rollover:
      draft.rolloverPeriods === ''
        ? null
        : { periods: Number(draft.rolloverPeriods), limitOctets: octetsOrNull(draft.rolloverLimit, binaryUnits) },
    notices: draft.notices
      .split(/[,;\s]+/)
      .filter((text) => /^\d+$/.test(text))
      .map((text) => ({ percent: Number(text), of: Number(text) >= 100 ? ('TOTAL' as const) : ('LIMIT' as const) })),
  };
}

export function actionInput({ kind, percent, downloadKbps, uploadKbps }: ActionDraft) {
  if (kind === 'block') return { blocks: true, change: null };
  if (kind === 'percent') return { blocks: false, change: { percent: Number(percent) } };
  return { blocks: false, change: { downloadKbps: Number(downloadKbps), uploadKbps: Number(uploadKbps) } };
}

function actionDraft({ blocks, change }: LoadedAction): ActionDraft {
  const text = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value));
  return {
    kind: blocks ? 'block' : change?.percent === null || change?.percent === undefined ? 'rates' : 'percent',
    percent: text(change?.percent),
    downloadKbps: text(change?.downloadKbps),
    uploadKbps: text(change?.uploadKbps),
  };
}

function windowDraft({ days, from, until }: LoadedWindow): WindowDraft {
  return { days: days.map(String), from, until };
}

function windowInput({ days, from, until }: WindowDraft) {
  return { days: days.map(Number).sort((one, other) => one - other), from, until };
}
