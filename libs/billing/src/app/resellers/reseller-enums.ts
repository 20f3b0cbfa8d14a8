import { registerEnumType } from '@nestjs/graphql';

export const ResellerBasisEnum = { COLLECTED: 'collected', INVOICED: 'invoiced' } as const;
registerEnumType(ResellerBasisEnum, {
  name: 'ResellerBasis',
  description: 'What the share of a reseller is taken of.',
  valuesMap: {
    COLLECTED: { description: 'What customers have paid.' },
    INVOICED: { description: 'What was invoiced, less credit notes.' },
  },
});

export const SettlementStateEnum = { OPEN: 'open', PAID: 'paid', UNDONE: 'undone' } as const;
export type SettlementState = (typeof SettlementStateEnum)[keyof typeof SettlementStateEnum];
registerEnumType(SettlementStateEnum, {
  name: 'ResellerSettlementState',
  description: 'How far a settlement is.',
  valuesMap: {
    OPEN: { description: 'Settled, and not paid.' },
    PAID: { description: 'Paid.' },
    UNDONE: { description: 'Taken back; what it counted is settled again.' },
  },
});
