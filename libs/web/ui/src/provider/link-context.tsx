import { createContext, useContext, type AnchorHTMLAttributes, type MouseEvent, type ReactNode } from 'react';

/** How links reach the router of the app. Hrefs in the shared pieces are app-relative: `/customers/42?tab=billing`. */
export interface LinkAdapter {
  /** The address as the browser needs it, with the base path of the app. */
  readonly resolve: (href: string) => string;
  readonly navigate: (href: string, options?: { readonly replace?: boolean }) => void;
  readonly preload?: (href: string) => void;
  /** Path and search of the current place, app-relative; marks the active entry of the rail. */
  readonly current: string;
}

const plainLinks: LinkAdapter = {
  resolve: (href) => href,
  navigate: (href) => window.location.assign(href),
  current: '',
};

const LinkContext = createContext<LinkAdapter>(plainLinks);

export function LinkProvider({ links, children }: { links: LinkAdapter | undefined; children: ReactNode }) {
  return <LinkContext value={links ?? plainLinks}>{children}</LinkContext>;
}

export function useLinks(): LinkAdapter {
  return useContext(LinkContext);
}

export type UiLinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & { readonly href: string };

/** A real anchor: middle click, modifiers and "copy address" work; a plain click goes through the router. */
export function UiLink({ href, onClick, target, className = 'dm-link', ...rest }: UiLinkProps) {
  const links = useLinks();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const plainClick = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !plainClick || (target !== undefined && target !== '_self')) return;
    event.preventDefault();
    links.navigate(href);
  };
  return (
    <a
      {...rest}
      className={className}
      target={target}
      href={links.resolve(href)}
      onClick={follow}
      onPointerEnter={() => links.preload?.(href)}
    />
  );
}
