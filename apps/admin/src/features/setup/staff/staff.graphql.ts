import { graphql, type ResultOf } from '@demarc/web-api';

export const StaffListDocument = graphql(`
  query StaffList($after: String, $first: Int!, $search: String, $state: StaffState, $roleId: RecordId) {
    staffMembers(after: $after, first: $first, search: $search, state: $state, roleId: $roleId) {
      nodes {
        id
        name
        email
        state
        everyPartner
        partnerIds
        totpEnrolled
        lastSignedInAt
        createdAt
        roles {
          id
          name
        }
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

export const StaffMemberDocument = graphql(`
  query StaffMemberPanel($id: RecordId!) {
    staffMember(id: $id) {
      id
      name
      email
      state
      everyPartner
      partnerIds
      totpEnrolled
      lastSignedInAt
      createdAt
      roles {
        id
        name
      }
    }
  }
`);

export const RoleChoicesDocument = graphql(`
  query RoleChoices {
    roles {
      id
      name
      description
      totpRequired
    }
  }
`);

export const PartnerChoicesDocument = graphql(`
  query PartnerChoices {
    partners {
      id
      name
      active
    }
  }
`);

export const StaffSessionsDocument = graphql(`
  query StaffSessions($staffId: RecordId!) {
    sessions(staffId: $staffId) {
      id
      state
      createdAt
      lastSeenAt
      address
      userAgent
      current
    }
  }
`);

export const InviteStaffDocument = graphql(`
  mutation InviteStaff($input: InviteStaffInput!) {
    inviteStaff(input: $input) {
      link
      staff {
        id
        name
        email
      }
    }
  }
`);

export const ResendInvitationDocument = graphql(`
  mutation ResendInvitation($input: ResendInvitationInput!) {
    resendInvitation(input: $input) {
      link
      staff {
        id
        name
        email
      }
    }
  }
`);

export const ChangeStaffRolesDocument = graphql(`
  mutation ChangeStaffRoles($input: ChangeStaffRolesInput!) {
    changeStaffRoles(input: $input) {
      id
      name
    }
  }
`);

export const ChangeStaffScopeDocument = graphql(`
  mutation ChangeStaffScope($input: ChangeStaffScopeInput!) {
    changeStaffScope(input: $input) {
      id
      name
    }
  }
`);

export const DisableStaffDocument = graphql(`
  mutation DisableStaff($input: StaffInput!) {
    disableStaff(input: $input) {
      id
      name
    }
  }
`);

export const EnableStaffDocument = graphql(`
  mutation EnableStaff($input: StaffInput!) {
    enableStaff(input: $input) {
      id
      name
    }
  }
`);

export const ResetStaffTotpDocument = graphql(`
  mutation ResetStaffTotp($input: StaffInput!) {
    resetStaffTotp(input: $input) {
      id
      name
    }
  }
`);

export const EndStaffSessionsDocument = graphql(`
  mutation EndStaffSessions($input: EndSessionsInput!) {
    endSessions(input: $input) {
      ended
    }
  }
`);

export type StaffPerson = ResultOf<typeof StaffMemberDocument>['staffMember'];
