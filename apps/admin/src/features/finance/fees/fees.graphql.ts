import { graphql, type ResultOf } from '@demarc/web-api';

export const FeeRulesDocument = graphql(`
  query FeeRules {
    feeRules {
      id
      partnerId
      kind
      title
      amount
      percent
      taxName
      afterDays
      everyDays
      times
      as
      fromOn
      endedOn
      charged
      waived
    }
    taxRates {
      id
      name
      percent
    }
  }
`);

export const DefineFeeDocument = graphql(`
  mutation DefineFee($input: DefineFeeInput!) {
    defineFee(input: $input)
  }
`);

export const EndFeeDocument = graphql(`
  mutation EndFee($input: EndFeeInput!) {
    endFee(input: $input)
  }
`);

export type FeeRule = ResultOf<typeof FeeRulesDocument>['feeRules'][number];
export type TaxRate = ResultOf<typeof FeeRulesDocument>['taxRates'][number];
