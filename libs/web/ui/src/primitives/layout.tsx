import { useId, type ReactNode } from 'react';

export type Gap = 'none' | 'xs' | 'sm' | 'md' | 'lg' | 'xl';

export interface FlowProps {
  readonly children: ReactNode;
  readonly gap?: Gap;
  readonly align?: 'start' | 'center' | 'end' | 'stretch' | 'baseline';
  readonly justify?: 'start' | 'between' | 'end';
  readonly nowrap?: boolean;
}

/** One below the other. */
export function Stack({ children, gap = 'md', align = 'stretch' }: FlowProps) {
  return (
    <div className="dm-stack" data-gap={gap} data-align={align}>
      {children}
    </div>
  );
}

/** Side by side, wrapping. */
export function Row({ children, gap = 'sm', align = 'center', justify = 'start', nowrap = false }: FlowProps) {
  return (
    <div className="dm-row" data-gap={gap} data-align={align} data-justify={justify} data-nowrap={nowrap || undefined}>
      {children}
    </div>
  );
}

/** As many equal columns of at least `min` as fit; one on a phone. */
export function Columns({
  children,
  min = 'md',
  gap = 'md',
}: {
  children: ReactNode;
  min?: 'sm' | 'md' | 'lg';
  gap?: Gap;
}) {
  return (
    <div className="dm-columns" data-min={min} data-gap={gap}>
      {children}
    </div>
  );
}

/** A wide part and a narrow one beside it, below it on small screens. */
export function Split({ main, aside }: { main: ReactNode; aside: ReactNode }) {
  return (
    <div className="dm-split">
      <div className="dm-stack" data-gap="md">
        {main}
      </div>
      <div className="dm-stack" data-gap="md">
        {aside}
      </div>
    </div>
  );
}

export interface SectionProps {
  readonly title?: ReactNode;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** `card` is bordered; `plain` only has the heading. */
  readonly look?: 'card' | 'plain';
  readonly level?: 2 | 3;
  readonly flush?: boolean;
}

export function Section({
  title,
  description,
  actions,
  children,
  look = 'card',
  level = 2,
  flush = false,
}: SectionProps) {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section
      className="dm-section"
      // A part of a part is no landmark: panels repeat the names of the page under them, and a grid that of its part.
      role={title !== undefined && (look === 'plain' || level === 3) ? 'group' : undefined}
      data-look={look}
      data-flush={flush || undefined}
      aria-labelledby={title ? id : undefined}
    >
      {(title !== undefined || actions !== undefined) && (
        <div className="dm-section-head">
          <div>
            {title !== undefined && (
              <Heading id={id} className="dm-section-title">
                {title}
              </Heading>
            )}
            {description !== undefined && <p className="dm-section-description">{description}</p>}
          </div>
          {actions !== undefined && <div className="dm-section-actions">{actions}</div>}
        </div>
      )}
      <div className="dm-section-body">{children}</div>
    </section>
  );
}

export interface TextProps {
  readonly children: ReactNode;
  readonly tone?: 'normal' | 'secondary' | 'muted' | 'danger';
  readonly size?: 'small' | 'normal' | 'large';
  readonly strong?: boolean;
  readonly as?: 'p' | 'span' | 'div';
}

export function Text({ children, tone = 'normal', size = 'normal', strong, as: Element = 'p' }: TextProps) {
  return (
    <Element className="dm-text" data-tone={tone} data-size={size} data-strong={strong || undefined}>
      {children}
    </Element>
  );
}

export function VisuallyHidden({ children }: { children: ReactNode }) {
  return <span className="dm-hidden">{children}</span>;
}

/** One figure with its name: the heroes of home pages. */
export interface FigureProps {
  readonly label: ReactNode;
  readonly value: ReactNode;
  readonly hint?: ReactNode;
  readonly chart?: ReactNode;
}

export function Figure({ label, value, hint, chart }: FigureProps) {
  return (
    <div className="dm-figure">
      <div className="dm-figure-label">{label}</div>
      <div className="dm-figure-value">{value}</div>
      {hint !== undefined && <div className="dm-figure-hint">{hint}</div>}
      {chart}
    </div>
  );
}
