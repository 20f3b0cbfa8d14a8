import { graphql } from '@demarc/web-api';

export const AccountDocument = graphql(`
  query PortalAccount {
    me {
      id
      number
      name
      login
      revision
      email
      billingEmail
      phones
      language
      street
      zip
      city
      country
      partner {
        name
      }
    }
  }
`);

export const ChangePasswordDocument = graphql(`
  mutation PortalChangePassword($input: ChangeOwnPasswordInput!) {
    changeOwnPassword(input: $input) {
      changed
    }
  }
`);

export const ChangeContactDocument = graphql(`
  mutation PortalChangeContact($input: ChangeOwnContactInput!) {
    changeOwnContact(input: $input) {
      id
      revision
    }
  }
`);
