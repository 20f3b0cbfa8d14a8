import { graphql } from '@demarc/web-api';

export const PartnersDocument = graphql(`
  query Partners {
    partners {
      id
      name
      percent
      active
      createdAt
      legal {
        legalName
        companyNumber
        vatId
        street
        city
        zip
        country
        email
        phone
        website
        bankName
        bankAccount
        language
      }
    }
  }
`);

export const OpenPartnerDocument = graphql(`
  mutation OpenPartner($input: OpenPartnerInput!) {
    openPartner(input: $input)
  }
`);

export const ChangePartnerDocument = graphql(`
  mutation ChangePartner($input: ChangePartnerInput!) {
    changePartner(input: $input)
  }
`);
