import { graphql, type ResultOf } from '@demarc/web-api';

export const PaperTemplateDocument = graphql(`
  query PaperTemplate($kind: PaperKind!, $language: String!, $partnerId: RecordId) {
    paperTemplate(kind: $kind, language: $language, partnerId: $partnerId) {
      kind
      language
      partnerId
      version
      source
      own
      logoUrl
      history {
        id
        version
        source
        note
        createdBy
        createdAt
      }
    }
  }
`);

export const SavePaperLogoDocument = graphql(`
  mutation SavePaperLogo($input: SavePaperLogoInput!) {
    savePaperLogo(input: $input)
  }
`);

export const PreviewPaperDocument = graphql(`
  query PreviewPaper($input: PreviewPaperInput!) {
    previewPaper(input: $input) {
      pdf
      fault {
        line
        message
      }
    }
  }
`);

export const SaveTemplateDocument = graphql(`
  mutation SavePaperTemplate($input: SavePaperTemplateInput!) {
    savePaperTemplate(input: $input) {
      version
    }
  }
`);

export const DropTemplateDocument = graphql(`
  mutation DropPaperTemplate($input: DropPaperTemplateInput!) {
    dropPaperTemplate(input: $input) {
      version
    }
  }
`);

export const NextNumbersDocument = graphql(`
  query NextNumbers($series: NumberSeries!, $pattern: String!, $partnerId: RecordId) {
    nextNumbers(series: $series, pattern: $pattern, partnerId: $partnerId) {
      numbers
      fault
    }
  }
`);

export type PaperTemplate = ResultOf<typeof PaperTemplateDocument>['paperTemplate'];
