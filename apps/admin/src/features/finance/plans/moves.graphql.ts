import { graphql, type ResultOf } from '@demarc/web-api';

export const MoveFields = graphql(`
  fragment MoveFields on PlanMove @_unmask {
    id
    status
    reason
    hash
    waiting
    ready
    refused
    changed
    failed
    createdBy
    createdAt
    net {
      amount
      currency
    }
  }
`);

export const MovesDocument = graphql(
  `
    query PlanMoves {
      planMoves {
        ...MoveFields
      }
      plans {
        id
        title
        kind
        services
        available
      }
    }
  `,
  [MoveFields],
);

export const MoveDocument = graphql(
  `
    query PlanMove($id: RecordId!) {
      planMove(id: $id) {
        ...MoveFields
      }
    }
  `,
  [MoveFields],
);

export const PrepareMoveDocument = graphql(`
  mutation PreparePlanMove($input: PreparePlanMoveInput!) {
    preparePlanMove(input: $input) {
      id
    }
  }
`);

export const ApplyMoveDocument = graphql(`
  mutation ApplyPlanMove($input: ApplyPlanMoveInput!) {
    applyPlanMove(input: $input) {
      id
      status
    }
  }
`);

export type Move = ResultOf<typeof MoveDocument>['planMove'];
export type MoveItem = ResultOf<typeof MoveItemsDocument>['planMoveItems']['nodes'][number];

export const MoveItemsDocument = graphql(`
  query PlanMoveItems($id: RecordId!, $after: String) {
    planMoveItems(id: $id, first: 100, after: $after) {
      nodes {
        serviceId
        number
        planTitle
        newPlanTitle
        changeOn
        oldPrice
        newPrice
        state
        resultText
        planChangeId
        lines {
          kind
          description
          gross {
            amount
            currency
          }
        }
        net {
          amount
          currency
        }
        customer {
          id
          name
          number
        }
      }
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
