import { graphql } from '@demarc/web-api';

export const TaxExemptionsDocument = graphql(`
  query TaxExemptions($id: RecordId!) {
    customer(id: $id) {
      id
      taxExemptions {
        id
        kind
        reason
        documentNumber
        from
        through
        createdBy
      }
    }
  }
`);

export const GrantTaxExemptionDocument = graphql(`
  mutation GrantTaxExemption($input: GrantTaxExemptionInput!) {
    grantTaxExemption(input: $input)
  }
`);

export const EndTaxExemptionDocument = graphql(`
  mutation EndTaxExemption($input: EndTaxExemptionInput!) {
    endTaxExemption(input: $input)
  }
`);
