import type { AccountingRecord } from '../src/radius/index.js';
import type { Line, NetworkShop } from './network-shop.js';

export type Report = (
  status: AccountingRecord['status'],
  seconds: number,
  download?: bigint,
  upload?: bigint,
  more?: Partial<AccountingRecord>,
) => AccountingRecord;

/** Reports of one session of a line, as its router would send them now. */
export function reportsOf(
  shop: NetworkShop,
  line: Line,
  session: { readonly id: string; readonly key: string },
): Report {
  return (status, seconds, download = 0n, upload = 0n, more = {}) => {
    const nowMs = shop.world.clock.now().getTime();
    return {
      status,
      nasId: shop.routerId,
      sourceAddress: '127.0.0.1',
      receivedAtMs: nowMs,
      happenedAtMs: nowMs,
      sessionId: session.id,
      sessionKey: session.key,
      multiSessionId: undefined,
      login: line.login,
      serviceId: line.serviceId,
      policyVersion: 2,
      loginAtMs: nowMs,
      sessionSeconds: seconds,
      downloadOctets: download,
      uploadOctets: upload,
      hasGigawords: true,
      downloadPackets: 0,
      uploadPackets: 0,
      framedAddress: '198.51.100.9',
      framedIpv6Address: undefined,
      framedIpv6Prefix: undefined,
      delegatedIpv6Prefix: undefined,
      callingStationId: undefined,
      callingMac: '02:00:00:00:00:09',
      calledStationId: undefined,
      nasPortId: 'ether1',
      nasIdentifier: undefined,
      nasIpAddress: undefined,
      terminateCause: status === 'stop' ? 1 : undefined,
      ...more,
    };
  };
}
