/** A page as blocks, as a template says it. Every text is ready; nothing is worked out here. */
export interface MarkedPaper {
  readonly title: string;
  readonly author: string;
  /** Stands at the foot of each page; `{page}` and `{pages}` are put in. */
  readonly footer: string;
  readonly blocks: readonly Block[];
  /** PNG or JPEG; stands where the template says. */
  readonly logo?: Uint8Array;
}

export type Align = 'left' | 'center' | 'right';

export interface TextBlock {
  readonly kind: 'text';
  readonly text: string;
  readonly look: 'title' | 'heading' | 'strong' | 'plain' | 'small';
  readonly muted: boolean;
  readonly align: Align;
}

export interface FactsBlock {
  readonly kind: 'facts';
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}

export interface TableBlock {
  readonly kind: 'table';
  readonly columns: readonly { readonly label: string; readonly share: number; readonly align: Align }[];
  readonly rows: readonly (readonly string[])[];
}

export interface TotalsBlock {
  readonly kind: 'totals';
  readonly totals: readonly { readonly label: string; readonly value: string; readonly strong: boolean }[];
}

export interface ColumnsBlock {
  readonly kind: 'columns';
  readonly columns: readonly (readonly Block[])[];
}

/** The image of the seller, no wider than its place. */
export interface LogoBlock {
  readonly kind: 'logo';
  readonly height: number;
  readonly align: Align;
}

export type Block =
  | TextBlock
  | FactsBlock
  | TableBlock
  | TotalsBlock
  | ColumnsBlock
  | LogoBlock
  | { readonly kind: 'rule' }
  | { readonly kind: 'space'; readonly points: number };

/** What is wrong with a template or with what it renders to, and on which of its lines. */
export class MarkupFault extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}
