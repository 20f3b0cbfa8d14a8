import { graphql, type ResultOf } from '@demarc/web-api';

export const ShaperOverviewDocument = graphql(`
  query ShaperOverview {
    shaperOverview {
      position
      refreshedAt
      circuits
      shaped
      leftOut {
        why
        circuits
      }
      nodes {
        node {
          id
          kind
          name
          parent {
            id
          }
          downloadKbps
          uploadKbps
        }
        circuits
        soldDownloadKbps
        soldUploadKbps
        guaranteedDownloadKbps
        guaranteedUploadKbps
        isAssumed
        oversubscription
      }
      consumers {
        apiKeyId
        name
        way
        isComplete
        behind
        firstAt
        lastAt
      }
    }
  }
`);

export const CircuitsDocument = graphql(`
  query Circuits($search: String, $nodeId: RecordId, $onlyLeftOut: Boolean!) {
    circuits(search: $search, nodeId: $nodeId, onlyLeftOut: $onlyLeftOut) {
      found
      rows {
        leftOut
        circuit {
          id
          number
          customerId
          customerNumber
          customerName
          planTitle
          state
          isOnline
          rates {
            download
            upload
          }
          guaranteed {
            download
            upload
          }
          adjusted {
            name
          }
          ipv4
          ipv6
        }
      }
    }
  }
`);

export type ShaperOverview = ResultOf<typeof ShaperOverviewDocument>['shaperOverview'];
export type NodeLoad = ShaperOverview['nodes'][number];
export type FoundCircuit = ResultOf<typeof CircuitsDocument>['circuits']['rows'][number];
