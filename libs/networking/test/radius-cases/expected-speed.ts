import { type CasePlan, type MakeOfRouter, type PlanName } from './radius-world.js';

/** Of RouterOS: what the router takes in from the subscriber comes first. By hand, from the manual of Rate-Limit. */
const MIKROTIK: Readonly<Record<PlanName, string>> = {
  plain: '20M/100M',
  burst: '10M/50M 20M/80M 8M/40M 12/12 5',
  business: '6M/30M 0/0 0/0 0/0 3 3M/15M',
  profiles: '200M/200M',
  odd: '384k/1536k',
  late: '1M/10M 0/0 0/0 0/0 8',
  huge: '5000M/5000M',
};

/** A 32-bit attribute holds no more. */
const FULL = 4_294_967_295;

const bits = (kbps: number): number => (kbps * 1000 > FULL ? FULL : kbps * 1000);

/** What a router of a make is told of the speed of a plan, as radclient prints it. */
export function expectedSpeed(make: MakeOfRouter, name: PlanName, plan: CasePlan): readonly string[] {
  const { downloadKbps: down, uploadKbps: up, burst } = plan;
  switch (make) {
    case 'mikrotik':
      return [`Mikrotik-Rate-Limit = "${MIKROTIK[name]}"`];
    case 'cisco_ios':
      return [cisco('input', up), cisco('output', down)];
    case 'cisco_iosxe':
      return [
        ...(plan.uploadProfile ? [`Cisco-AVPair = "ip:sub-qos-policy-in=${plan.uploadProfile}"`] : []),
        ...(plan.downloadProfile ? [`Cisco-AVPair = "ip:sub-qos-policy-out=${plan.downloadProfile}"`] : []),
      ];
    case 'juniper':
      return [
        ...(plan.uploadProfile ? [`ERX-Ingress-Policy-Name = "${plan.uploadProfile}"`] : []),
        ...(plan.downloadProfile ? [`ERX-Egress-Policy-Name = "${plan.downloadProfile}"`] : []),
      ];
    case 'huawei':
      return [
        `Huawei-Input-Average-Rate = ${bits(up)}`,
        `Huawei-Input-Peak-Rate = ${bits(burst?.uploadKbps ?? up)}`,
        `Huawei-Output-Average-Rate = ${bits(down)}`,
        `Huawei-Output-Peak-Rate = ${bits(burst?.downloadKbps ?? down)}`,
        ...(plan.downloadProfile ? [`Huawei-Qos-Profile-Name = "${plan.downloadProfile}"`] : []),
      ];
    case 'cambium':
      return [
        `Cambium-ePMP-Max-Burst-Uplink-Rate = ${up}`,
        `Cambium-ePMP-Max-Burst-Downlink-Rate = ${down}`,
        `Motorola-Canopy-ULBR = ${up}`,
        `Motorola-Canopy-DLBR = ${down}`,
      ];
    case 'accel_ppp':
      return [`Filter-Id = "${down}/${up}"`];
    case 'ubiquiti':
    case 'wispr':
    case 'standard':
      return [`WISPr-Bandwidth-Max-Up = ${bits(up)}`, `WISPr-Bandwidth-Max-Down = ${bits(down)}`];
  }
}

/** Committed rate in bit/s; one and a half seconds of it in bytes as burst, three as excess. */
function cisco(side: string, kbps: number): string {
  const burst = Math.min(Math.round(kbps * 187.5), FULL);
  const excess = Math.min(Math.round(kbps * 375), FULL);
  return `Cisco-AVPair = "lcp:interface-config#1=rate-limit ${side} ${bits(kbps)} ${burst} ${excess} conform-action transmit exceed-action drop"`;
}
