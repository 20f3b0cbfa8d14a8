import { graphql } from '@demarc/web-api';

export const AccountUpdatePreviewDocument = graphql(`
  query AccountUpdatePreview($input: AccountUpdateInput!) {
    previewAccountUpdate(input: $input) {
      hash
      touched
      byAttribute {
        name
        customers
      }
      rows {
        customerId
        customer {
          id
          number
          name
        }
        changes {
          name
          before
          after
        }
      }
    }
  }
`);

export const UpdateAccountsDocument = graphql(`
  mutation UpdateAccounts($input: ApplyAccountUpdateInput!) {
    updateAccounts(input: $input) {
      id
      touched
    }
  }
`);

export const AccountUpdateDocument = graphql(`
  query AccountUpdate($id: RecordId!) {
    accountUpdate(id: $id) {
      id
      isDone
      touched
      done
    }
  }
`);
