import { graphql } from '@demarc/web-api';

export const FutureItemsDocument = graphql(`
  query CustomerFutureItems($id: RecordId!) {
    customer(id: $id) {
      id
      futureItems(first: 100, status: OPEN) {
        nodes {
          id
          description
          quantity
          unitPrice
          dueOn
          addedOn
          source
          left {
            amount
            currency
          }
        }
      }
    }
  }
`);

export const AddFutureItemDocument = graphql(`
  mutation AddFutureItem($input: AddFutureItemInput!) {
    addFutureItem(input: $input) {
      id
    }
  }
`);

export const CancelFutureItemDocument = graphql(`
  mutation CancelFutureItem($input: CancelFutureItemInput!) {
    cancelFutureItem(input: $input) {
      id
    }
  }
`);
