import { graphql } from '@demarc/web-api';

export const LocationsDocument = graphql(`
  query Locations {
    locations {
      id
      name
      parentId
      active
    }
  }
`);

export const AddLocationDocument = graphql(`
  mutation AddLocation($input: AddLocationInput!) {
    addLocation(input: $input)
  }
`);

export const ChangeLocationDocument = graphql(`
  mutation ChangeLocation($input: ChangeLocationInput!) {
    changeLocation(input: $input)
  }
`);
