import type { Act } from '@demarc/commands';
import { invalid } from '@demarc/kernel';
import type { CustomerId, LocationId, PartnerId } from '../domain/ids.js';

interface Links {
  readonly partnerId: PartnerId;
  readonly locationId?: LocationId | null | undefined;
  readonly parentCustomerId?: CustomerId | null | undefined;
}

/** Refuses links to what is not there, is switched off or belongs to another partner. */
export async function checkLinks(act: Act, links: Links, self?: CustomerId): Promise<void> {
  if (links.locationId) await checkLocation(act, links.locationId);
  if (links.parentCustomerId) await checkParent(act, links.parentCustomerId, links.partnerId, self);
}

export async function checkPartner(act: Act, partnerId: PartnerId): Promise<void> {
  const partner = await act.sql.first<{ active: boolean }>('SELECT active FROM crm.partner WHERE id = $1', [partnerId]);
  if (!partner) throw fault('UNKNOWN_PARTNER', 'partnerId', 'There is no such partner.');
  if (!partner.active) throw fault('PARTNER_INACTIVE', 'partnerId', 'This partner is inactive and takes no customers.');
}

async function checkLocation(act: Act, id: LocationId): Promise<void> {
  const location = await act.sql.first<{ active: boolean }>('SELECT active FROM crm.location WHERE id = $1', [id]);
  if (!location) throw fault('UNKNOWN_LOCATION', 'locationId', 'There is no such location.');
  if (!location.active) throw fault('LOCATION_INACTIVE', 'locationId', 'This location is not in use any more.');
}

/** Sub-accounts are one level deep and stay with the partner of their main account. */
async function checkParent(act: Act, id: CustomerId, partnerId: PartnerId, self?: CustomerId): Promise<void> {
  const parent = await act.sql.first<{ partner_id: string; parent_customer_id: string | null; lifecycle: string }>(
    'SELECT partner_id, parent_customer_id, lifecycle FROM crm.customer WHERE id = $1',
    [id],
  );
  if (!parent || parent.partner_id !== partnerId || parent.lifecycle === 'archived') {
    throw fault('UNKNOWN_PARENT', 'parentCustomerId', 'There is no such main account with this partner.');
  }
  const own = self && (await act.sql.first('SELECT 1 FROM crm.customer WHERE parent_customer_id = $1 LIMIT 1', [self]));
  if (parent.parent_customer_id !== null || id === self || own) {
    throw fault('NESTED_ACCOUNT', 'parentCustomerId', 'Sub-accounts have no sub-accounts of their own.');
  }
}

function fault(code: string, field: string, sentence: string): Error {
  return invalid(code, sentence, [{ field, message: sentence }]);
}
