import { graphql, type ResultOf } from '@demarc/web-api';

export const CgnatMapsDocument = graphql(`
  query CgnatMaps {
    cgnatMaps {
      id
      name
      mode
      layout
      inside
      outside
      firstPort
      lastPort
      blockPorts
      perAddress
      room
      routerId
      since
      until
    }
  }
`);

export const CgnatRecipeDocument = graphql(`
  query CgnatRecipe($mapId: RecordId!, $outInterfaceList: String!) {
    cgnatRecipe(mapId: $mapId, outInterfaceList: $outInterfaceList)
  }
`);

export const TranslateAddressDocument = graphql(`
  query TranslateAddress($address: String!, $port: Int) {
    translateAddress(address: $address, port: $port) {
      mapId
      mapName
      inside
      outside
      firstPort
      lastPort
    }
  }
`);

export const DefineCgnatMapDocument = graphql(`
  mutation DefineCgnatMap($input: DefineCgnatMapInput!) {
    defineCgnatMap(input: $input)
  }
`);

export const EndCgnatMapDocument = graphql(`
  mutation EndCgnatMap($input: CgnatStepInput!) {
    endCgnatMap(input: $input)
  }
`);

export type CgnatMap = ResultOf<typeof CgnatMapsDocument>['cgnatMaps'][number];
