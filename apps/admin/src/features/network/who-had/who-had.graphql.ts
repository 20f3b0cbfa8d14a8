import { graphql, type ResultOf } from '@demarc/web-api';

export const WhoHadDocument = graphql(`
  mutation WhoHad($input: WhoHadInput!) {
    whoHad(input: $input) {
      via
      shownBy
      kind
      held
      customerId
      customerNumber
      customerName
      customerAddress
      serviceId
      login
      since
      until
      routerName
      sessionId
      mac
      nasPort
      mapName
      insideAddress
      firstPort
      lastPort
      reportedBy
      blockSince
      blockUntil
    }
  }
`);

export type Holder = ResultOf<typeof WhoHadDocument>['whoHad'][number];
