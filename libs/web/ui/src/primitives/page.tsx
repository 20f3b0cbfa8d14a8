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

/** The `h1` of a route. The first page of a visit keeps the focus where the browser put it. */
export function PageTitle({ children, documentTitle }: { children: ReactNode; documentTitle?: string | undefined }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const path = useLinks().current.split('?')[0] ?? '';
  useEffect(() => {
    if (documentTitle !== undefined) document.title = documentTitle;
  }, [documentTitle]);
  useEffect(() => {
    if (lastPath !== null && lastPath !== path) heading.current?.focus({ preventScroll: true });
    lastPath = path;
  }, [path]);
  return (
    <h1 className="dm-page-title" tabIndex={-1} ref={heading}>
      {children}
    </h1>
  );
}
