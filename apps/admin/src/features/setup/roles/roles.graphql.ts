import { graphql } from '@demarc/web-api';

export const RolesDocument = graphql(`
  query Roles {
    roles {
      id
      key
      name
      description
      shipped
      edited
      holdsAll
      totpRequired
      permissions
      holders {
        id
        name
      }
    }
    permissionCatalogue {
      permission
      name
      area
      sentence
    }
  }
`);

export const CreateRoleDocument = graphql(`
  mutation CreateRole($input: CreateRoleInput!) {
    createRole(input: $input) {
      id
      name
    }
  }
`);

export const EditRoleDocument = graphql(`
  mutation EditRole($input: EditRoleInput!) {
    editRole(input: $input) {
      id
      name
    }
  }
`);

export const DeleteRoleDocument = graphql(`
  mutation DeleteRole($input: RoleInput!) {
    deleteRole(input: $input) {
      roleId
    }
  }
`);
