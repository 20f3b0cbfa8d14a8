import { graphql, type ResultOf } from '@demarc/web-api';

export const CustomFieldsDocument = graphql(`
  query CustomFieldsSetup {
    customFields(archived: true) {
      id
      entity
      name
      title
      type
      options
      required
      defaultValue
      category
      portal
      position
      archived
    }
  }
`);

export const DefineCustomFieldDocument = graphql(`
  mutation DefineCustomField($input: DefineCustomFieldInput!) {
    defineCustomField(input: $input)
  }
`);

export const ChangeCustomFieldDocument = graphql(`
  mutation ChangeCustomField($input: ChangeCustomFieldInput!) {
    changeCustomField(input: $input)
  }
`);

export type CustomField = ResultOf<typeof CustomFieldsDocument>['customFields'][number];
