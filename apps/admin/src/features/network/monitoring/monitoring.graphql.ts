import { graphql, type ResultOf } from '@demarc/web-api';

export const DevicesDocument = graphql(`
  query Devices {
    devices {
      id
      name
      kind
      model
      address
      siteId
      siteName
      routerId
      parentId
      partnerId
      ping
      snmp
      snmpPort
      snmpUser
      snmpAuth
      snmpPrivacy
      pollSeconds
      interfaces
      revision
      state
      stateSince
      fault
      polledAt
      uptimeSeconds
      rttMs
      cpu
      memory
      openAlerts
    }
  }
`);

export const RouterDeviceDocument = graphql(`
  query RouterDevice($routerId: RecordId!) {
    devices(routerId: $routerId) {
      id
    }
  }
`);

export const DeviceDocument = graphql(`
  query Device($id: RecordId!) {
    device(id: $id) {
      id
      name
      kind
      model
      address
      siteName
      routerId
      state
      stateSince
      fault
      polledAt
      uptimeSeconds
      rttMs
      systemName
      systemText
      cpu
      memory
      ports {
        index
        name
        alias
        speedBps
        adminUp
        operUp
        inBps
        outBps
        errorsPerSecond
      }
      metrics {
        key
        name
        unit
        oid
        factor
        kind
        own
        lastValue
        lastAt
      }
      events {
        id
        at
        kind
        said
        lastedSeconds
      }
    }
  }
`);

export const MetricHistoryDocument = graphql(`
  query MetricHistory($deviceId: RecordId!, $keys: [String!]!, $hours: Int!) {
    metricHistory(deviceId: $deviceId, keys: $keys, hours: $hours) {
      key
      name
      unit
      points {
        at
        lowest
        highest
        mean
      }
    }
  }
`);

export const SaveDeviceDocument = graphql(`
  mutation SaveDevice($input: SaveDeviceInput!) {
    saveDevice(input: $input) {
      id
      name
    }
  }
`);

export const PollDeviceDocument = graphql(`
  mutation PollDevice($input: DeviceStepInput!) {
    pollDevice(input: $input) {
      id
    }
  }
`);

export const RetireDeviceDocument = graphql(`
  mutation RetireDevice($input: DeviceStepInput!) {
    retireDevice(input: $input)
  }
`);

export const AlertFields = graphql(`
  fragment AlertFields on Alert @_unmask {
    id
    ruleName
    condition
    deviceId
    deviceName
    routerId
    routerName
    said
    severity
    raisedAt
    clearedAt
    acknowledgedAt
    acknowledgedBy
    note
    silencedUntil
    hiddenByName
    hides
    customersHit
  }
`);

export const AlertsDocument = graphql(
  `
    query Alerts($open: Boolean!) {
      alerts(open: $open) {
        ...AlertFields
      }
    }
  `,
  [AlertFields],
);

export const AcknowledgeAlertDocument = graphql(`
  mutation AcknowledgeAlert($input: AcknowledgeAlertInput!) {
    acknowledgeAlert(input: $input)
  }
`);

export const SilenceAlertDocument = graphql(`
  mutation SilenceAlert($input: SilenceAlertInput!) {
    silenceAlert(input: $input)
  }
`);

export const AlertRulesDocument = graphql(`
  query AlertRules {
    alertRules {
      id
      name
      deviceId
      deviceName
      condition
      metricKey
      threshold
      clearAt
      polls
      severity
      mailTo
      revision
    }
  }
`);

export const SaveAlertRuleDocument = graphql(`
  mutation SaveAlertRule($input: SaveAlertRuleInput!) {
    saveAlertRule(input: $input) {
      id
    }
  }
`);

export const RetireAlertRuleDocument = graphql(`
  mutation RetireAlertRule($input: AlertRuleStepInput!) {
    retireAlertRule(input: $input)
  }
`);

export type WatchedDevice = ResultOf<typeof DevicesDocument>['devices'][number];
export type DeviceRecord = ResultOf<typeof DeviceDocument>['device'];
export type OpenAlert = ResultOf<typeof AlertsDocument>['alerts'][number];
export type AlertRule = ResultOf<typeof AlertRulesDocument>['alertRules'][number];
