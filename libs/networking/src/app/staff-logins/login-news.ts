import { Injectable } from '@nestjs/common';
import { appendAudit, type AuditEntry } from '@demarc/audit';
import { Clock, IdSource } from '@demarc/kernel';
import { Database, EVERYTHING } from '@demarc/persistence';
import { type AuthLogLine, normalMac } from '../../radius/index.js';
import { announceAccess } from '../aaa/access-feed.js';

/** A device that is asked over and over again by a script must not fill the audit log. */
const SAY_AGAIN_MS = 60_000;
const MOST_REMEMBERED = 1_000;

/** A bound line takes its first device and no other; where staff want to be shown a change, the device before it stays known. */
const KEEP_DEVICES = `
  UPDATE networking.access access SET line_mac = fresh.mac, line_mac_at = fresh.at,
    line_mac_before = CASE WHEN access.device_rule <> 'alert' OR access.line_mac IS NULL OR access.line_mac_before = fresh.mac THEN NULL
      ELSE coalesce(access.line_mac_before, access.line_mac) END
  FROM unnest($1::uuid[], $2::macaddr[], $3::timestamptz[]) AS fresh (service_id, mac, at)
  WHERE access.service_id = fresh.service_id AND access.live AND access.line_mac IS DISTINCT FROM fresh.mac
    AND (access.device_rule <> 'pin' OR access.line_mac IS NULL) RETURNING access.service_id`;

/** A device that tries each minute is written down once in five. */
const KEEP_REFUSED = `
  UPDATE networking.access access SET refused_mac = fresh.mac, refused_mac_at = fresh.at
  FROM unnest($1::uuid[], $2::macaddr[], $3::timestamptz[]) AS fresh (service_id, mac, at)
  WHERE access.service_id = fresh.service_id AND access.live AND access.device_rule = 'pin'
    AND (access.refused_mac IS DISTINCT FROM fresh.mac OR access.refused_mac_at < fresh.at - interval '5 minutes')`;

/** What follows from answered logins beside the log of them: devices on lines are learnt, and staff on devices are on record. */
@Injectable()
export class LoginNews {
  /** When it was last said, by person, router and outcome. */
  private readonly said = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  async take(lines: readonly AuthLogLine[]): Promise<void> {
    const devices = new Map(
      lines.flatMap((line) => (line.lineDevice && line.serviceId ? [[line.serviceId, line]] : [])),
    );
    if (devices.size > 0) await this.keepDevices([...devices.values()]);
    const refused = new Map(lines.flatMap((line) => refusedDevice(line)));
    if (refused.size > 0) await this.keepRefused([...refused]);
    const staff = lines.filter((line) => line.staff !== undefined);
    if (staff.length > 0) await this.keepStaff(staff);
  }

  private async keepDevices(lines: readonly AuthLogLine[]): Promise<void> {
    await this.database.write(EVERYTHING, async ({ sql }) => {
      const kept = await sql.query<{ service_id: string }>(KEEP_DEVICES, [
        lines.map((line) => line.serviceId),
        lines.map((line) => line.lineDevice),
        lines.map((line) => new Date(line.atMs)),
      ]);
      for (const { service_id: id } of kept) await announceAccess(sql, id);
    });
  }

  private async keepRefused(
    devices: readonly (readonly [string, { readonly mac: string; readonly at: Date }])[],
  ): Promise<void> {
    await this.database.write(EVERYTHING, ({ sql }) =>
      sql.execute(KEEP_REFUSED, [
        devices.map(([serviceId]) => serviceId),
        devices.map(([, { mac }]) => mac),
        devices.map(([, { at }]) => at),
      ]),
    );
  }

  private async keepStaff(lines: readonly AuthLogLine[]): Promise<void> {
    const entries = lines.flatMap((line) => this.entryOf(line) ?? []);
    const used = lines.filter(({ outcome }) => outcome === 'accept');
    if (entries.length === 0) return;
    await this.database.write(EVERYTHING, async ({ sql }) => {
      await appendAudit(sql, entries);
      await sql.execute(
        `UPDATE networking.device_login login SET used_at = line.at, used_router_id = line.router_id
           FROM (SELECT DISTINCT ON (staff_id) staff_id, at, router_id
             FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) AS line (staff_id, at, router_id) ORDER BY staff_id, at DESC) line
          WHERE login.staff_id = line.staff_id`,
        [used.map(({ staff }) => staff?.id), used.map(({ atMs }) => new Date(atMs)), used.map(({ nasId }) => nasId)],
      );
    });
  }

  private entryOf({
    staff,
    nasId,
    outcome,
    code,
    atMs,
    callingStationId,
    sourceAddress,
  }: AuthLogLine): AuditEntry | undefined {
    if (!staff || this.wasSaid(`${staff.id} ${nasId} ${outcome} ${code ?? ''}`)) return undefined;
    const isIn = outcome === 'accept';
    return {
      id: this.ids.next<'AuditEntry'>(),
      at: new Date(atMs),
      actorKind: 'staff',
      actorId: staff.id,
      actorName: staff.name,
      action: 'networking.deviceLogin',
      outcome: isIn ? 'done' : 'refused',
      code: code ?? null,
      partnerId: null,
      customerId: null,
      subjectKind: 'router',
      subjectId: nasId ?? null,
      sentence: isIn ? 'Logged in to the device itself' : 'Tried to log in to the device itself, and was refused',
      changes: { from: callingStationId ?? null },
      requestId: null,
      address: sourceAddress,
    };
  }

  private wasSaid(what: string): boolean {
    const nowMs = this.clock.now().getTime();
    if (nowMs - (this.said.get(what) ?? -Infinity) < SAY_AGAIN_MS) return true;
    if (this.said.size >= MOST_REMEMBERED) this.said.clear();
    this.said.set(what, nowMs);
    return false;
  }
}

/** Of which service, for a device that is not allowed there. */
function refusedDevice({
  code,
  serviceId,
  callingStationId,
  atMs,
}: AuthLogLine): [string, { mac: string; at: Date }][] {
  const mac = callingStationId === undefined ? undefined : normalMac(callingStationId);
  return code === 'wrong_mac' && serviceId && mac ? [[serviceId, { mac, at: new Date(atMs) }]] : [];
}
