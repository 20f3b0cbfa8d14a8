import { graphql, type ResultOf } from '@demarc/web-api';

export const GardenSettingsDocument = graphql(`
  query GardenSettings {
    gardenSettings {
      noticeAddress
      noticePort
      allowedHosts
      ownHosts
      revision
    }
    routers {
      id
      name
      vendor
    }
  }
`);

export const SetGardenDocument = graphql(`
  mutation SetGarden($input: SetGardenInput!) {
    setGarden(input: $input) {
      revision
    }
  }
`);

export const RouterGardenDocument = graphql(`
  query RouterGarden($routerId: RecordId!) {
    routerGarden(routerId: $routerId) {
      routerId
      lists {
        name
        list
      }
      lines
      captivePortalLines
    }
  }
`);

export const GardenCheckDocument = graphql(`
  query GardenCheck($routerId: RecordId!, $file: String) {
    gardenCheck(routerId: $routerId, file: $file) {
      findings {
        state
        menu
        comment
        about
        advice
      }
      trouble
    }
  }
`);

export type GardenSettings = ResultOf<typeof GardenSettingsDocument>['gardenSettings'];
export type RouterChoice = ResultOf<typeof GardenSettingsDocument>['routers'][number];
export type GardenFinding = ResultOf<typeof GardenCheckDocument>['gardenCheck']['findings'][number];
