import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, invalid, notFound, Refusal } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { SecretBox } from '@demarc/secrets';
import { isProbeTarget } from '../routers/tools/probe-target.js';
import { NetworkingPermissions } from '../../permissions.js';
import { snmpBinding, type SnmpSecrets } from './device-row.js';
import { DeviceStepInput, SaveDeviceInput } from './device.input.js';
import { PollDeviceNow } from './monitoring.schedules.js';

interface KeptDevice {
  readonly revision: number;
  readonly snmp: 'none' | 'v2c' | 'v3';
  readonly snmp_secrets: Buffer | null;
}

@Injectable()
export class SaveDevice extends Command<SaveDeviceInput, { deviceId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.saveDevice',
    sentence: 'Watch a device, or change how',
    permission: NetworkingPermissions['monitoring.manage'],
    risk: 'normal',
  };
  readonly input = SaveDeviceInput;

  constructor(private readonly secrets: SecretBox) {
    super();
  }

  async handle(input: SaveDeviceInput, act: Act): Promise<{ deviceId: string }> {
    if (!isProbeTarget(input.address))
      throw invalid('BAD_TARGET', 'This address stands for no single host.', [
        { field: 'address', message: 'must be the address of one host' },
      ]);
    if (!input.ping && input.snmp === 'none')
      throw invalid('NOTHING_TO_WATCH', 'Choose ping, SNMP or both: else there is nothing to watch.', [
        { field: 'ping', message: 'or SNMP' },
      ]);
    const kept = input.deviceId === undefined ? undefined : await this.lock(act, input.deviceId, input.revision);
    const deviceId = input.deviceId ?? act.newId<'Device'>();
    await this.refuseLoop(act, deviceId, input.parentId ?? null);
    const columns = { ...plainColumns(input), snmp_secrets: await this.seal(deviceId, input, kept) };
    await write(act, deviceId, columns, kept !== undefined, input.name);
    await ownMetrics(act, deviceId, input);
    act.audit({ kind: 'device', id: deviceId }, `Device ${input.name} ${kept ? 'changed' : 'is watched'}`, {
      address: input.address,
      snmp: input.snmp,
    });
    act.enqueue(PollDeviceNow, { deviceId });
    return { deviceId };
  }

  private async lock(act: Act, deviceId: string, revision: number | undefined): Promise<KeptDevice> {
    const kept = await act.sql.first<KeptDevice>(
      'SELECT revision, snmp, snmp_secrets FROM networking.device WHERE id = $1 AND active FOR UPDATE',
      [deviceId],
    );
    if (!kept) throw notFound('device');
    if (kept.revision !== revision)
      throw new Refusal('stale', 'CHANGED_MEANWHILE', 'This device was changed by somebody else. Load it again.');
    return kept;
  }

  /** Keys that are left out stay, as long as the device is asked in the same way. */
  private async seal(deviceId: string, input: SaveDeviceInput, kept: KeptDevice | undefined): Promise<Buffer | null> {
    if (input.snmp === 'none') return null;
    const before: SnmpSecrets =
      kept?.snmp_secrets && kept.snmp === input.snmp
        ? (JSON.parse(await this.secrets.open('snmp_secret', kept.snmp_secrets, snmpBinding(deviceId))) as SnmpSecrets)
        : {};
    const wanted: SnmpSecrets =
      input.snmp === 'v2c'
        ? pick({ community: input.community ?? before.community })
        : pick({
            authKey: input.snmpAuth === 'none' ? undefined : (input.authKey ?? before.authKey),
            privacyKey: input.snmpPrivacy === 'none' ? undefined : (input.privacyKey ?? before.privacyKey),
          });
    const missing = missingSecret(input, wanted);
    if (missing)
      throw invalid('SNMP_SECRET_NEEDED', 'Say what the device is asked with.', [
        { field: missing, message: 'is needed' },
      ]);
    return this.secrets.seal('snmp_secret', JSON.stringify(wanted), snmpBinding(deviceId));
  }

  private async refuseLoop(act: Act, deviceId: string, parentId: string | null): Promise<void> {
    if (parentId === null) return;
    const loop = await act.sql.first<{ found: boolean }>(
      `WITH RECURSIVE way AS (
         SELECT id, parent_id, 1 AS depth FROM networking.device WHERE id = $1
         UNION ALL SELECT next.id, next.parent_id, way.depth + 1 FROM way JOIN networking.device next ON next.id = way.parent_id WHERE way.depth < 50)
       SELECT bool_or(id = $2) AS found FROM way`,
      [parentId, deviceId],
    );
    if (loop?.found === null || loop === undefined) throw notFound('device');
    if (loop.found)
      throw invalid('PARENT_LOOP', 'The way to this device cannot lead through itself.', [
        { field: 'parentId', message: 'leads back to this device' },
      ]);
  }
}

function pick(secrets: { [key in keyof SnmpSecrets]: string | undefined }): SnmpSecrets {
  return Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== undefined));
}

function missingSecret(
  { snmp, snmpUser, snmpAuth, snmpPrivacy }: SaveDeviceInput,
  has: SnmpSecrets,
): string | undefined {
  if (snmp === 'v2c') return has.community === undefined ? 'community' : undefined;
  if (!snmpUser) return 'snmpUser';
  if ((snmpAuth ?? 'none') !== 'none' && has.authKey === undefined) return 'authKey';
  if ((snmpPrivacy ?? 'none') === 'none') return undefined;
  return has.privacyKey === undefined ? 'privacyKey' : (snmpAuth ?? 'none') === 'none' ? 'snmpAuth' : undefined;
}

function plainColumns(input: SaveDeviceInput): Record<string, unknown> {
  const isUser = input.snmp === 'v3';
  return {
    partner_id: input.partnerId ?? null,
    site_id: input.siteId ?? null,
    router_id: input.routerId ?? null,
    parent_id: input.parentId ?? null,
    name: input.name.trim(),
    kind: input.kind,
    model: input.model ?? '',
    address: input.address,
    ping: input.ping,
    snmp: input.snmp,
    snmp_port: input.snmpPort,
    snmp_user: isUser ? (input.snmpUser ?? null) : null,
    snmp_auth: isUser ? (input.snmpAuth ?? 'none') : null,
    snmp_privacy: isUser ? (input.snmpPrivacy ?? 'none') : null,
    poll_seconds: input.pollSeconds,
    interfaces: input.interfaces,
  };
}

async function write(
  act: Act,
  deviceId: string,
  columns: Record<string, unknown>,
  isKnown: boolean,
  name: string,
): Promise<void> {
  const names = Object.keys(columns);
  const values = Object.values(columns);
  try {
    if (isKnown)
      await act.sql.execute(
        `UPDATE networking.device SET ${names.map((column, at) => `${column} = $${at + 2}`).join(', ')}, revision = revision + 1,
           next_poll_at = NULL, failures = 0 WHERE id = $1`,
        [deviceId, ...values],
      );
    else
      await act.sql.execute(
        `INSERT INTO networking.device (id, created_at, ${names.join(', ')}) VALUES ($1, $2, ${names.map((_, at) => `$${at + 3}`).join(', ')})`,
        [deviceId, act.at, ...values],
      );
  } catch (error) {
    throw deviceFault(error, name) ?? error;
  }
}

function deviceFault(error: unknown, name: string): Refusal | undefined {
  const constraint = violatedConstraint(error);
  if (constraint === 'device_name')
    return conflict('NAME_TAKEN', `There is a device named "${name}" already. Choose another name.`);
  if (constraint === 'device_of_router')
    return conflict('ROUTER_WATCHED', 'This router is watched as another device already.');
  const field = /^device_(site|router|parent|partner)_id_fkey$/.exec(constraint ?? '')?.[1];
  return field === undefined
    ? undefined
    : invalid(`UNKNOWN_${field.toUpperCase()}`, `There is no such ${field}.`, [
        { field: `${field}Id`, message: 'does not exist' },
      ]);
}

/** What is no longer asked for is no longer read; its history stays. */
async function ownMetrics(act: Act, deviceId: string, { metrics, partnerId }: SaveDeviceInput): Promise<void> {
  await act.sql.execute(
    'UPDATE networking.device_metric SET active = false WHERE device_id = $1 AND own AND NOT oid = ANY ($2::text[])',
    [deviceId, metrics.map(({ oid }) => oid)],
  );
  for (const { oid, name, unit, factor, kind } of metrics)
    await act.sql.execute(
      `INSERT INTO networking.device_metric (id, device_id, partner_id, key, name, unit, oid, factor, kind, own)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, true)
       ON CONFLICT (device_id, key) DO UPDATE SET name = excluded.name, unit = excluded.unit, factor = excluded.factor, kind = excluded.kind,
         active = true`,
      [act.newId<'DeviceMetric'>(), deviceId, partnerId ?? null, `oid.${oid}`, name, unit, oid, factor, kind],
    );
}

@Injectable()
export class RetireDevice extends Command<DeviceStepInput, { deviceId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.retireDevice',
    sentence: 'Stop watching a device',
    permission: NetworkingPermissions['monitoring.manage'],
    risk: 'normal',
  };
  readonly input = DeviceStepInput;

  async handle({ deviceId }: DeviceStepInput, act: Act): Promise<{ deviceId: string }> {
    const device = await act.sql.first<{ name: string }>(
      'UPDATE networking.device SET active = false, revision = revision + 1 WHERE id = $1 AND active RETURNING name',
      [deviceId],
    );
    if (!device) throw notFound('device');
    await act.sql.execute('UPDATE networking.alert SET cleared_at = $2 WHERE device_id = $1 AND cleared_at IS NULL', [
      deviceId,
      act.at,
    ]);
    act.audit({ kind: 'device', id: deviceId }, `Device ${device.name} is not watched any more`);
    return { deviceId };
  }
}

@Injectable()
export class PollDevice extends Command<DeviceStepInput, { deviceId: string }> {
  readonly rule: CommandRule = {
    name: 'networking.pollDevice',
    sentence: 'Ask a device now',
    permission: NetworkingPermissions['monitoring.view'],
    risk: 'normal',
  };
  readonly input = DeviceStepInput;

  async handle({ deviceId }: DeviceStepInput, act: Act): Promise<{ deviceId: string }> {
    const device = await act.sql.first<{ name: string }>(
      'SELECT name FROM networking.device WHERE id = $1 AND active',
      [deviceId],
    );
    if (!device) throw notFound('device');
    act.audit({ kind: 'device', id: deviceId }, `Device ${device.name} is asked now`);
    act.enqueue(PollDeviceNow, { deviceId }, { priority: 1 });
    return { deviceId };
  }
}
