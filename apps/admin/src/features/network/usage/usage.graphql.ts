import { graphql } from '@demarc/web-api';

export const GroupUsageDocument = graphql(`
  query GroupUsage(
    $kind: UsageGroup!
    $id: RecordId!
    $from: LocalDate!
    $through: LocalDate!
    $granularity: UsageGranularity!
  ) {
    groupUsage(kind: $kind, id: $id, from: $from, through: $through, granularity: $granularity) {
      countedTo
      downloadOctets
      uploadOctets
      points {
        at
        downloadOctets
        uploadOctets
      }
    }
  }
`);

export const TopUsageDocument = graphql(`
  query TopUsage($from: LocalDate!, $through: LocalDate!, $planId: RecordId, $routerId: RecordId, $names: Boolean!) {
    topUsage(from: $from, through: $through, planId: $planId, routerId: $routerId, first: 20) {
      serviceId
      customerId
      customer @include(if: $names) {
        name
        number
      }
      login
      downloadOctets
      uploadOctets
    }
  }
`);

export const UsageGroupsDocument = graphql(`
  query UsageGroups($routers: Boolean!, $plans: Boolean!) {
    routers @include(if: $routers) {
      id
      name
    }
    plans @include(if: $plans) {
      id
      title
      kind
    }
  }
`);
