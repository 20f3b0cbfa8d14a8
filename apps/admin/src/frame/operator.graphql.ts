import { graphql } from '@demarc/web-api';

export const OperatorDocument = graphql(`
  query Operator {
    operator {
      name
      country
      currency
      locale
      timeZone
      weekStart
      revision
    }
  }
`);

export const SetUpOperatorDocument = graphql(`
  mutation SetUpOperator($input: SetUpOperatorInput!) {
    setUpOperator(input: $input) {
      name
      revision
    }
  }
`);

export const ScopePartnersDocument = graphql(`
  query ScopePartners {
    partners {
      id
      name
    }
  }
`);
