import { graphql } from '@demarc/web-api';

export const AuditLogDocument = graphql(`
  query AuditLog($after: String, $first: Int!, $filter: AuditFilterInput) {
    auditLog(after: $after, first: $first, filter: $filter) {
      nodes {
        id
        at
        actorKind
        actorId
        actorName
        action
        outcome
        code
        customerId
        subjectKind
        subjectId
        sentence
        changes
        requestId
        address
        sealed
      }
      pageInfo {
        endCursor
        hasNextPage
      }
      totalCount
      totalIsExact
    }
  }
`);

export const AuditActorsDocument = graphql(`
  query AuditActors {
    staffMembers(first: 200) {
      nodes {
        id
        name
      }
    }
  }
`);

export const AuditCustomerDocument = graphql(`
  query AuditCustomer($id: RecordId!) {
    customer(id: $id) {
      id
      name
      number
    }
  }
`);
