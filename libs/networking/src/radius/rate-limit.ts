import { HuaweiAttr, MikrotikAttr, VendorId, WisprAttr } from './codec/codes.js';
import type { Attribute } from './codec/encode.js';
import type { AccessPolicy, NasVendor, Rates } from './snapshot.js';

/** The plan's speed in the words of the device. Here, and only here, download and upload are turned round. */
export function rateAttributes(vendor: NasVendor, policy: AccessPolicy): readonly Attribute[] {
  switch (vendor) {
    case 'mikrotik': {
      const value = mikrotikRateLimit(policy);
      return value === '' ? [] : [{ vendor: VendorId.Mikrotik, type: MikrotikAttr.RateLimit, value }];
    }
    case 'huawei':
      // Input is what the device takes in from the customer.
      return nonZero([
        { vendor: VendorId.Huawei, type: HuaweiAttr.InputAverageRate, value: bits(policy.rates.upload) },
        { vendor: VendorId.Huawei, type: HuaweiAttr.OutputAverageRate, value: bits(policy.rates.download) },
      ]);
    case 'juniper':
      return named(VendorId.Erx, [10, policy.uploadProfile], [11, policy.downloadProfile]);
    case 'cisco':
      return named(
        VendorId.Cisco,
        [1, policy.uploadProfile && `ip:sub-qos-policy-in=${policy.uploadProfile}`],
        [1, policy.downloadProfile && `ip:sub-qos-policy-out=${policy.downloadProfile}`],
      );
    case 'wispr':
    case 'standard':
      // WISPr names the direction from the customer's side.
      return nonZero([
        { vendor: VendorId.Wispr, type: WisprAttr.BandwidthMaxUp, value: bits(policy.rates.upload) },
        { vendor: VendorId.Wispr, type: WisprAttr.BandwidthMaxDown, value: bits(policy.rates.download) },
      ]);
  }
}

/**
 * `rx/tx [burst] [threshold] [time] [priority] [minimum]`, seen from the router: rx is what it receives, the
 * customer's upload. A later field needs all earlier ones, so gaps are filled with zeros, which mean "none".
 */
export function mikrotikRateLimit(policy: AccessPolicy): string {
  const { burst, priority, guaranteed } = policy;
  const fields = [pair(policy.rates)];
  if (burst) fields.push(pair(burst.rate), pair(burst.threshold), `${burst.seconds}/${burst.seconds}`);
  else if (priority !== undefined || guaranteed) fields.push('0/0', '0/0', '0/0');
  if (priority !== undefined || guaranteed) fields.push(String(priority ?? 8));
  if (guaranteed) fields.push(pair(guaranteed));
  return fields.length === 1 && fields[0] === '0/0' ? '' : fields.join(' ');
}

function pair({ download, upload }: Rates): string {
  return `${speed(upload)}/${speed(download)}`;
}

function speed(bitsPerSecond: number): string {
  const whole = Math.max(0, Math.round(bitsPerSecond));
  if (whole === 0) return '0';
  if (whole % 1_000_000 === 0) return `${whole / 1_000_000}M`;
  return whole % 1000 === 0 ? `${whole / 1000}k` : String(whole);
}

/** Bit/s in a 32-bit attribute; above 4.29 Gbit/s the field is full and means as much. */
function bits(bitsPerSecond: number): number {
  return Math.min(Math.max(0, Math.round(bitsPerSecond)), 0xffffffff);
}

function nonZero(attributes: readonly Attribute[]): readonly Attribute[] {
  return attributes.filter(({ value }) => value !== 0);
}

function named(vendor: number, ...lines: readonly (readonly [number, string | undefined])[]): readonly Attribute[] {
  return lines.flatMap(([type, value]) => (value ? [{ vendor, type, value }] : []));
}
