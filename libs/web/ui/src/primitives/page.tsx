import { useEffect, useRef, type ReactNode } from 'react';
import { UiLink, useLinks } from '../provider/link-context';

export interface PageProps {
  readonly title: ReactNode;
  /** For the browser tab and the announcement, when `title` is more than text. */
  readonly documentTitle?: string;
  readonly description?: ReactNode;
  readonly back?: { readonly href: string; readonly label: string };
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** A page whose grid takes the remaining height. */
  readonly fill?: boolean;
}

/** Heading, verbs and content of a route. On a change of route the heading takes the focus, which announces it. */
export function Page({ title, documentTitle, description, back, actions, children, fill = false }: PageProps) {
  return (
    <div className="dm-page" data-fill={fill || undefined}>
      <header className="dm-page-head">
        <div className="dm-page-heading">
          {back !== undefined && <UiLink href={back.href} className="dm-page-back">{`‹ ${back.label}`}</UiLink>}
          <PageTitle documentTitle={documentTitle ?? (typeof title === 'string' ? title : undefined)}>
            {title}
          </PageTitle>
          {description !== undefined && <p className="dm-page-description">{description}</p>}
        </div>
        {actions !== undefined && <div className="dm-page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

let lastPath: string | null = null;
let hasMoved = false;

/**
 * The `h1` of a route. The first page of a visit keeps the focus where the browser put it. A heading that only replaces the
 * one of the page on its way (the skeleton, or the page before, which hears of the new address first) takes the focus where
 * that one lost it, and never from where a person has put it since.
 */
export function PageTitle({ children, documentTitle }: { children: ReactNode; documentTitle?: string | undefined }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const path = useLinks().current.split('?')[0] ?? '';
  useEffect(() => {
    if (documentTitle !== undefined) document.title = documentTitle;
  }, [documentTitle]);
  useEffect(() => {
    const isNew = lastPath !== null && lastPath !== path;
    hasMoved ||= isNew;
    lastPath = path;
    if (isNew || (hasMoved && isLost())) heading.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <h1 className="dm-page-title" tabIndex={-1} ref={heading}>
      {children}
    </h1>
  );
}

function isLost(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement.id === 'content';
}
