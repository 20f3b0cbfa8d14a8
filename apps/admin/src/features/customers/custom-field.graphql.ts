import { graphql } from '@demarc/web-api';

/** A field that the operator added, as its control needs it. */
export const CustomFieldRuleFields = graphql(`
  fragment CustomFieldRuleFields on CustomField @_unmask {
    id
    name
    title
    type
    options
    required
    defaultValue
    category
  }
`);
