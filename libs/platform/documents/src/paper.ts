/** A document as it is printed: every text is ready, no amount is worked out here. */
export interface Paper {
  /** `Invoice 202601000012`: heading, file title. */
  readonly title: string;
  readonly seller: Party;
  readonly buyer: Party;
  readonly facts: readonly Fact[];
  readonly columns: readonly Column[];
  /** One text a column. */
  readonly rows: readonly (readonly string[])[];
  readonly totals: readonly (Fact & { readonly strong?: boolean })[];
  readonly notes: readonly string[];
  /** `Page 1 of 2`. */
  readonly pageLabel: (page: number, pages: number) => string;
  /** Stands in the file as its creation date, so that the same document gives the same bytes. */
  readonly madeAt: Date;
}

export interface Party {
  readonly label: string;
  readonly name: string;
  readonly lines: readonly string[];
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface Column {
  readonly label: string;
  /** Share of the width, in points of an A4 page with 515 to give away. */
  readonly width: number;
  readonly align: 'left' | 'right';
}
