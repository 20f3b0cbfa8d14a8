import { graphql } from '@demarc/web-api';

export const CatalogueDocument = graphql(`
  query WaysToPay($methods: Boolean!) {
    paymentMethods @include(if: $methods) {
      id
      name
      active
      ledgerAccount
    }
  }
`);

export const DefineTaxRateDocument = graphql(`
  mutation DefineTaxRate($input: DefineTaxRateInput!) {
    defineTaxRate(input: $input)
  }
`);

export const ArchiveTaxRateDocument = graphql(`
  mutation ArchiveTaxRate($input: ArchiveTaxRateInput!) {
    archiveTaxRate(input: $input)
  }
`);

export const DefinePaymentMethodDocument = graphql(`
  mutation DefinePaymentMethod($input: DefinePaymentMethodInput!) {
    definePaymentMethod(input: $input)
  }
`);
