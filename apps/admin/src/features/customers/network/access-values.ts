import type { VariablesOf } from '@demarc/web-api';
import type { ProvisionAccessDocument } from './network.graphql';

export type ProvisionInput = VariablesOf<typeof ProvisionAccessDocument>['input'];

export const accessMethods = ['PPPOE', 'IPOE', 'HOTSPOT', 'STATIC', 'MAC'] as const;
export const addressSources = ['NONE', 'POOL', 'PERMANENT'] as const;

export interface AccessValues {
  readonly method: string;
  readonly netLogin: string;
  readonly netPassword: string;
  readonly ipv4Assignment: string;
  readonly poolId: string | null;
  readonly ipv4: string;
  readonly routerId: string | null;
  readonly macs: readonly string[];
}

export const emptyAccess: AccessValues = {
  method: 'PPPOE',
  netLogin: '',
  netPassword: '',
  ipv4Assignment: 'NONE',
  poolId: null,
  ipv4: '',
  routerId: null,
  macs: [],
};

/** What was left empty is made by the server: login, password, next free address. */
export function provisionInput(serviceId: string, values: AccessValues): ProvisionInput {
  const login = values.netLogin.trim();
  const ipv4 = values.ipv4.trim();
  const source = addressSources.find((one) => one === values.ipv4Assignment) ?? 'NONE';
  return {
    serviceId,
    method: accessMethods.find((one) => one === values.method) ?? 'PPPOE',
    ipv4Assignment: source,
    ...(login === '' ? {} : { login }),
    ...(values.netPassword === '' ? {} : { password: values.netPassword }),
    ...(source === 'NONE' || values.poolId === null ? {} : { poolId: values.poolId }),
    ...(source === 'PERMANENT' && ipv4 !== '' ? { ipv4 } : {}),
    ...(values.routerId === null ? {} : { routerId: values.routerId }),
    ...(values.macs.length === 0 ? {} : { macs: [...values.macs] }),
  };
}
