import { graphql } from '@demarc/web-api';

export const SearchDocument = graphql(`
  query Search($text: String!, $first: Int!) {
    search(text: $text, first: $first) {
      kind
      id
      title
      subtitle
      customerId
      status
    }
  }
`);
