import type { Id } from '@demarc/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RouterId } from '../domain/ids.js';
import type { MessageAuthenticatorPolicy, RouterOptions, RouterVendor } from '../domain/router-options.js';

export type AccessMethod = 'radius' | 'ppp_secrets' | 'dhcp_leases' | 'hotspot_users' | 'ip_mac_filter' | 'none';

@Entity({ schema: 'networking', name: 'router' })
export class RouterEntity {
  @PrimaryColumn({ type: 'uuid' })
  id: RouterId;

  @Column({ name: 'partner_id', type: 'uuid', nullable: true })
  partnerId: Id<'Partner'> | null;

  @Column({ name: 'location_id', type: 'uuid', nullable: true })
  locationId: Id<'Location'> | null;

  @Column({ name: 'site_id', type: 'uuid', nullable: true })
  siteId: string | null;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  vendor: RouterVendor;

  @Column({ type: 'text', nullable: true })
  model: string | null;

  @Column({ name: 'download_kbps', type: 'int', nullable: true })
  downloadKbps: number | null;

  @Column({ name: 'upload_kbps', type: 'int', nullable: true })
  uploadKbps: number | null;

  @Column({ type: 'inet', nullable: true })
  address: string | null;

  @Column({ type: 'cidr', array: true })
  sources: string[];

  @Column({ name: 'access_method', type: 'text' })
  accessMethod: AccessMethod;

  @Column({ name: 'radius_secret', type: 'bytea', nullable: true })
  radiusSecret: Buffer | null;

  @Column({ name: 'message_authenticator', type: 'text' })
  messageAuthenticator: MessageAuthenticatorPolicy;

  @Column({ name: 'coa_port', type: 'integer' })
  coaPort: number;

  @Column({ name: 'interim_seconds', type: 'integer' })
  interimSeconds: number;

  @Column({ type: 'jsonb' })
  options: RouterOptions;

  @Column({ type: 'boolean' })
  active: boolean;

  @Column({ name: 'last_seen_at', type: 'timestamptz', nullable: true })
  lastSeenAt: Date | null;

  @Column({ name: 'unsigned_seen_at', type: 'timestamptz', nullable: true })
  unsignedSeenAt: Date | null;

  @Column({ name: 'signed_seen_at', type: 'timestamptz', nullable: true })
  signedSeenAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ type: 'integer' })
  revision: number;
}
