import { graphql } from '@demarc/web-api';

export const CustomerListDocument = graphql(`
  query CustomerList(
    $filter: CustomerListFilterInput
    $sort: CustomerListSort!
    $descending: Boolean!
    $after: String
    $first: Int!
  ) {
    customerList(filter: $filter, sort: $sort, descending: $descending, after: $after, first: $first) {
      nodes {
        id
        number
        name
        category
        status
        standing
        balance {
          amount
          currency
        }
        partner {
          id
          name
        }
        location {
          id
          name
        }
        services {
          id
          title
          status
        }
        online
        login
        email
        phones
        city
        createdAt
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

/** Counted once for a filter, not again with every page. */
export const CustomerCountDocument = graphql(`
  query CustomerCount($filter: CustomerListFilterInput) {
    customerList(filter: $filter, first: 1) {
      totalCount
      totalIsExact
    }
  }
`);

export const FilterPlacesDocument = graphql(`
  query FilterPlaces($partners: Boolean!, $locations: Boolean!, $plans: Boolean!) {
    partners @include(if: $partners) {
      id
      name
    }
    locations @include(if: $locations) {
      id
      name
    }
    plans @include(if: $plans) {
      id
      title
    }
  }
`);
