import { graphql } from '@demarc/web-api';

export const ServicePricingDocument = graphql(`
  query ServicePricing($id: RecordId!) {
    service(id: $id) {
      id
      currency
      unitPrice
      discounts {
        id
        main
        kind
        value
        from
        through
        text
      }
      prices {
        from
        unitPrice
      }
    }
  }
`);

export const AddServiceDiscountDocument = graphql(`
  mutation AddServiceDiscount($input: AddServiceDiscountInput!) {
    addServiceDiscount(input: $input) {
      id
    }
  }
`);

export const EndServiceDiscountDocument = graphql(`
  mutation EndServiceDiscount($input: EndServiceDiscountInput!) {
    endServiceDiscount(input: $input) {
      id
    }
  }
`);
