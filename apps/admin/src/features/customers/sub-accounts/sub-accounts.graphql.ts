import { graphql } from '@demarc/web-api';

export const AccountLinksDocument = graphql(`
  query AccountLinks($id: RecordId!) {
    customer(id: $id) {
      id
      accountLinks {
        customerId
        mainCustomerId
        label
        mainLabel
        mode
        from
        through
      }
    }
  }
`);

export const LinkSubAccountDocument = graphql(`
  mutation LinkSubAccount($input: LinkSubAccountInput!) {
    linkSubAccount(input: $input)
  }
`);

export const UnlinkSubAccountDocument = graphql(`
  mutation UnlinkSubAccount($input: UnlinkSubAccountInput!) {
    unlinkSubAccount(input: $input)
  }
`);
