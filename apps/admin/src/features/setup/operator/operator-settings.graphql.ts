import { graphql } from '@demarc/web-api';

export const OperatorSettingsDocument = graphql(`
  query OperatorSettings {
    operator {
      name
      country
      currency
      locale
      timeZone
      weekStart
      lineRounding
      loginPattern
      revision
    }
  }
`);

export const EditOperatorDocument = graphql(`
  mutation EditOperator($input: EditOperatorInput!) {
    editOperator(input: $input) {
      name
      revision
    }
  }
`);
