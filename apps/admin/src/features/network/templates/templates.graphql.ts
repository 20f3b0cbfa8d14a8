import { graphql, type ResultOf } from '@demarc/web-api';

export const ReplyTemplatesDocument = graphql(`
  query ReplyTemplates {
    replyTemplates {
      own {
        id
        nasType
        event
        partnerId
        partnerName
        source
        changedAt
        changedBy
        fault
        faultLine
        faultAt
        revision
      }
      usual {
        nasType
        event
        source
      }
      routers {
        nasType
        count
      }
      variables {
        path
        sentence
      }
    }
  }
`);

export const PreviewReplyDocument = graphql(`
  query PreviewReply(
    $nasType: RouterVendor!
    $event: ReplyEvent!
    $source: String!
    $routerId: RecordId
    $serviceId: RecordId
  ) {
    previewReply(nasType: $nasType, event: $event, source: $source, routerId: $routerId, serviceId: $serviceId) {
      faults {
        line
        code
        message
      }
      lines {
        line
        name
        value
      }
      warning
    }
  }
`);

export const DefineReplyTemplateDocument = graphql(`
  mutation DefineReplyTemplate($input: DefineReplyTemplateInput!) {
    defineReplyTemplate(input: $input) {
      templateId
      revision
    }
  }
`);

export const RestoreUsualReplyDocument = graphql(`
  mutation RestoreUsualReply($input: ReplyTemplateKeyInput!) {
    restoreUsualReply(input: $input) {
      restored
    }
  }
`);

export type ReplyTemplates = ResultOf<typeof ReplyTemplatesDocument>['replyTemplates'];
export type OwnTemplate = ReplyTemplates['own'][number];
export type NasTypeName = OwnTemplate['nasType'];
export type EventName = OwnTemplate['event'];
