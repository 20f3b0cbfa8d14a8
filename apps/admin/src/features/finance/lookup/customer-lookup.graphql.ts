import { graphql } from '@demarc/web-api';

export const FindCustomersDocument = graphql(`
  query FindCustomers($text: String!) {
    search(text: $text, first: 12) {
      id
      kind
      title
      subtitle
    }
  }
`);

export const CustomerNameDocument = graphql(`
  query CustomerName($id: RecordId!) {
    customer(id: $id) {
      id
      number
      name
    }
  }
`);
