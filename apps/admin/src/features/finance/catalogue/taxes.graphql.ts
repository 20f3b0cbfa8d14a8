import { graphql } from '@demarc/web-api';

export const TaxesDocument = graphql(`
  query Taxes {
    taxes {
      id
      name
      kind
      percent
      versions {
        from
        percent
      }
      parts {
        taxId
        name
        percent
        on
      }
      plans
      services
      groups
    }
  }
`);

export const PlanTaxRateDocument = graphql(`
  mutation PlanTaxRate($input: PlanTaxRateInput!) {
    planTaxRate(input: $input)
  }
`);

export const DropTaxRateDocument = graphql(`
  mutation DropTaxRate($input: DropTaxRateInput!) {
    dropTaxRate(input: $input)
  }
`);

export const DefineTaxGroupDocument = graphql(`
  mutation DefineTaxGroup($input: DefineTaxGroupInput!) {
    defineTaxGroup(input: $input)
  }
`);
