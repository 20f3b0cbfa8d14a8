import { graphql, type ResultOf } from '@demarc/web-api';

export const ReportsDocument = graphql(`
  query Reports {
    reports {
      id
      title
      about
      group
      byCustomer
      isDetail
    }
  }
`);

export const ReportDocument = graphql(`
  query Report($id: String!, $filter: ReportFilterInput, $after: String, $first: Int!) {
    report(id: $id, filter: $filter, after: $after, first: $first) {
      info {
        id
        title
        about
        group
        period
        byPartner
        byCustomer
        options {
          name
          title
          kind
          usual
          choices {
            value
            title
          }
        }
      }
      from
      through
      currency
      columns {
        key
        title
        kind
      }
      rows {
        cells {
          value
          drill
          link {
            kind
            id
          }
        }
      }
      totals
      count
      endCursor
      hasNextPage
      sentence
      notes
      charts {
        kind
        title
        category
        measure
        second
        labelKind
        valueKind
        bars {
          label
          value
          second
        }
      }
    }
  }
`);

export const ReportChoicesDocument = graphql(`
  query ReportChoices($plans: Boolean!, $accounts: Boolean!, $locations: Boolean!) {
    plans @include(if: $plans) {
      id
      title
    }
    ledgerAccounts @include(if: $accounts) {
      code
      name
      ownCode
    }
    locations @include(if: $locations) {
      id
      name
    }
  }
`);

export type Report = ResultOf<typeof ReportDocument>['report'];
export type ReportChart = Report['charts'][number];
export type ReportColumn = Report['columns'][number];
export type ReportCell = Report['rows'][number]['cells'][number];
export type ReportInfo = Report['info'];
