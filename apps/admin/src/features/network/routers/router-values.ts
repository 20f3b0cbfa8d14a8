import type { VariablesOf } from '@demarc/web-api';
import type { AddRouterDocument } from './routers.graphql';
import type { RouterRow } from './router-state';

export type RouterInput = VariablesOf<typeof AddRouterDocument>['input'];

export interface RouterValues {
  readonly name: string;
  readonly vendor: RouterInput['vendor'];
  /** Asked when it is added; later its certificates are set on its own page. */
  readonly knownBy: 'ADDRESS' | 'CERTIFICATE';
  readonly certificates: string;
  readonly sources: string;
  readonly messageAuthenticator: NonNullable<RouterInput['messageAuthenticator']>;
  readonly radiusSecret: string;
  readonly address: string;
  readonly coaPort: string;
  readonly interimSeconds: string;
  readonly model: string;
  readonly partnerId: string;
  readonly locationId: string;
  readonly siteId: string;
  readonly downloadKbps: string;
  readonly uploadKbps: string;
  readonly blockBy: 'DISCONNECT' | 'ADDRESS_LIST';
  readonly blockedAddressList: string;
  readonly activeAddressList: string;
  readonly sessionTimeoutSeconds: string;
  readonly idleTimeoutSeconds: string;
  readonly explainRejects: boolean;
  /** Empty: a login, else the line, else the device. */
  readonly lineBy: string;
  /** Empty: where the standard puts it. */
  readonly circuitFrom: string;
  /** For which refusals somebody is let in with little, by the number of the list. */
  readonly gardenLists: readonly string[];
  readonly gardenNames: Readonly<Record<string, string>>;
  readonly gardenPools: Readonly<Record<string, string>>;
  readonly gardenSeconds: string;
}

export const lineBys = ['LOGIN', 'MAC', 'CIRCUIT', 'REMOTE', 'CIRCUIT_AND_REMOTE'] as const;
/** 0 unknown, 1 not active, 2 money or data, 3 wrong device, 4 wrong password. */
export const gardenListNames = ['0', '1', '2', '3', '4'] as const;
export const circuitPlaces = ['USER_NAME', 'NAS_PORT_ID'] as const;

export function firstRouterValues(router: RouterRow | null): RouterValues {
  const options = router?.options;
  return {
    name: router?.name ?? '',
    vendor: router?.vendor ?? 'MIKROTIK',
    knownBy: 'ADDRESS',
    certificates: '',
    sources: router?.sources.join('\n') ?? '',
    messageAuthenticator: router?.messageAuthenticator ?? 'REQUIRE',
    radiusSecret: '',
    address: router?.address ?? '',
    coaPort: String(router?.coaPort ?? 3799),
    interimSeconds: String(router?.interimSeconds ?? 300),
    model: router?.model ?? '',
    partnerId: router?.partnerId ?? '',
    locationId: router?.locationId ?? '',
    siteId: router?.siteId ?? '',
    downloadKbps: numberText(router?.downloadKbps),
    uploadKbps: numberText(router?.uploadKbps),
    blockBy: options?.blockBy ?? 'DISCONNECT',
    blockedAddressList: options?.blockedAddressList ?? 'Reject_2',
    activeAddressList: options?.activeAddressList ?? '',
    sessionTimeoutSeconds: numberText(options?.sessionTimeoutSeconds),
    idleTimeoutSeconds: numberText(options?.idleTimeoutSeconds),
    explainRejects: options?.explainRejects ?? true,
    lineBy: options?.lineBy ?? '',
    circuitFrom: options?.circuitFrom ?? '',
    ...firstGarden(options?.walledGarden ?? [], options?.walledGardenSeconds),
  };
}

/** A list has the name that routers usually have for it, until somebody gives it another. */
function firstGarden(lists: RouterRow['options']['walledGarden'], seconds: number | null | undefined) {
  const of = (list: string) => lists.find((one) => String(one.list) === list);
  return {
    gardenLists: lists.map(({ list }) => String(list)),
    gardenNames: Object.fromEntries(gardenListNames.map((list) => [list, of(list)?.addressList ?? `Reject_${list}`])),
    gardenPools: Object.fromEntries(gardenListNames.map((list) => [list, of(list)?.pool ?? ''])),
    gardenSeconds: String(seconds ?? 300),
  };
}

export function routerInput(values: RouterValues): RouterInput {
  return {
    name: values.name.trim(),
    vendor: values.vendor,
    ...knownBy(values),
    messageAuthenticator: values.messageAuthenticator,
    ...(values.radiusSecret === '' ? {} : { radiusSecret: values.radiusSecret }),
    address: orNull(values.address),
    coaPort: Number(values.coaPort),
    interimSeconds: Number(values.interimSeconds),
    model: orNull(values.model),
    partnerId: orNull(values.partnerId),
    locationId: orNull(values.locationId),
    siteId: orNull(values.siteId),
    downloadKbps: numberOrNull(values.downloadKbps),
    uploadKbps: numberOrNull(values.uploadKbps),
    options: {
      blockBy: values.blockBy,
      ...(values.blockBy === 'ADDRESS_LIST'
        ? { blockedAddressList: values.blockedAddressList.trim(), activeAddressList: values.activeAddressList.trim() }
        : {}),
      ...(values.sessionTimeoutSeconds === '' ? {} : { sessionTimeoutSeconds: Number(values.sessionTimeoutSeconds) }),
      ...(values.idleTimeoutSeconds === '' ? {} : { idleTimeoutSeconds: Number(values.idleTimeoutSeconds) }),
      explainRejects: values.explainRejects,
      ...recognition(values),
      ...gardenOf(values),
    },
  };
}

/** By one thing only: a field that is not shown any more says nothing. */
function knownBy(values: RouterValues): Pick<RouterInput, 'sources' | 'tls'> {
  if (values.knownBy === 'ADDRESS') return { sources: linesOf(values.sources) };
  const shown = linesOf(values.certificates);
  const isFingerprint = (text: string) => /^([0-9a-f]{2}:?){31}[0-9a-f]{2}$/i.test(text);
  return {
    sources: [],
    tls: {
      fingerprints: shown.filter(isFingerprint),
      names: shown.length === 0 ? [certificateName(values.name)] : shown.filter((text) => !isFingerprint(text)),
    },
  };
}

export function linesOf(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

/** As the certificate helper writes it. */
export function certificateName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
}

function gardenOf({ gardenLists, gardenNames, gardenPools, gardenSeconds }: RouterValues) {
  const lists = gardenListNames
    .filter((list) => gardenLists.includes(list))
    .map((list) => {
      const pool = gardenPools[list]?.trim() ?? '';
      return { list: Number(list), addressList: gardenNames[list]?.trim() ?? '', ...(pool === '' ? {} : { pool }) };
    });
  return lists.length === 0 ? {} : { walledGarden: { lists, sessionTimeoutSeconds: Number(gardenSeconds) } };
}

function recognition(values: RouterValues) {
  const lineBy = lineBys.find((one) => one === values.lineBy);
  const circuitFrom = circuitPlaces.find((one) => one === values.circuitFrom);
  return { ...(lineBy ? { lineBy } : {}), ...(circuitFrom ? { circuitFrom } : {}) };
}

function numberOrNull(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

function orNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}

function numberText(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}
