import { graphql, type ResultOf } from '@demarc/web-api';

export const SitesDocument = graphql(`
  query Sites {
    sites {
      id
      name
      address
      latitude
      longitude
      notes
      downloadKbps
      uploadKbps
      partnerId
      locationId
      revision
      devices
      devicesDown
      routers
      services
      online
    }
  }
`);

export const SectorsDocument = graphql(`
  query Sectors {
    sectors {
      id
      siteId
      routerId
      routerName
      interfaceName
      name
      downloadKbps
      uploadKbps
      revision
      services
      online
      soldDownloadKbps
      soldUploadKbps
      usedDownloadKbps
      usedUploadKbps
    }
  }
`);

export const SectorServicesDocument = graphql(`
  query SectorServices($sectorId: RecordId, $routerId: RecordId) {
    sectorServices(sectorId: $sectorId, routerId: $routerId) {
      serviceId
      customerId
      customerName
      login
      desired
      isOnline
    }
  }
`);

export const SaveSiteDocument = graphql(`
  mutation SaveSite($input: SaveSiteInput!) {
    saveSite(input: $input) {
      id
      name
    }
  }
`);

export const SaveSectorDocument = graphql(`
  mutation SaveSector($input: SaveSectorInput!) {
    saveSector(input: $input) {
      id
      name
    }
  }
`);

export const RetireSiteDocument = graphql(`
  mutation RetireSite($input: SiteStepInput!) {
    retireSite(input: $input)
  }
`);

export const RetireSectorDocument = graphql(`
  mutation RetireSector($input: SiteStepInput!) {
    retireSector(input: $input)
  }
`);

export const PutOnSectorDocument = graphql(`
  mutation PutOnSector($input: PutOnSectorInput!) {
    putOnSector(input: $input)
  }
`);

export type Site = ResultOf<typeof SitesDocument>['sites'][number];
export type Sector = ResultOf<typeof SectorsDocument>['sectors'][number];
