import type { PartnerScope } from '@demarc/access';
import { asId, conflict } from '@demarc/kernel';

interface PartnerChoice {
  readonly everyPartner: boolean;
  readonly partnerIds: readonly string[];
}

export function partnersOf(input: PartnerChoice): PartnerScope {
  if (input.everyPartner && input.partnerIds.length > 0)
    throw conflict('EVERY_OR_SOME', 'Choose every partner, or name some, not both.');
  return input.everyPartner ? 'all' : [...new Set(input.partnerIds)].map((id) => asId<'Partner'>(id));
}
