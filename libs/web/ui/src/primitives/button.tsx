import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { UiLink } from '../provider/link-context';

export type ButtonTone = 'primary' | 'default' | 'quiet' | 'danger';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  readonly tone?: ButtonTone;
  readonly size?: 'small' | 'medium' | 'large';
  readonly icon?: ReactNode;
  readonly busy?: boolean;
  readonly wide?: boolean;
  /** A reason in words. The button stays focusable and says why it does nothing. */
  readonly refusal?: string | null | undefined;
  /** Key that does the same, shown on the button. */
  readonly shortcut?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** Never silently dead: a button that cannot act has a `refusal`, or is `busy`. */
export function Button(props: ButtonProps) {
  const {
    tone = 'default',
    size = 'medium',
    icon,
    busy = false,
    wide,
    refusal,
    shortcut,
    children,
    onClick,
    ...rest
  } = props;
  const off = busy || (refusal !== null && refusal !== undefined);
  return (
    <button
      type="button"
      {...rest}
      className={`dm-button ${rest.className ?? ''}`}
      data-tone={tone}
      data-size={size}
      data-wide={wide || undefined}
      data-busy={busy || undefined}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      title={refusal ?? rest.title}
      onClick={(event) => {
        if (off) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <span className="dm-spinner" aria-hidden="true" /> : icon}
      {children !== undefined && <span className="dm-button-label">{children}</span>}
      {shortcut !== undefined && <kbd className="dm-kbd">{shortcut}</kbd>}
    </button>
  );
}

export interface ButtonLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  readonly tone?: ButtonTone;
  readonly size?: 'small' | 'medium' | 'large';
  readonly icon?: ReactNode;
  readonly wide?: boolean;
  /** For files: leaves the router alone. */
  readonly download?: boolean;
}

export function ButtonLink({
  href,
  children,
  tone = 'default',
  size = 'medium',
  icon,
  wide,
  download,
}: ButtonLinkProps) {
  const look = { className: 'dm-button', 'data-tone': tone, 'data-size': size, 'data-wide': wide || undefined };
  const content = (
    <>
      {icon}
      <span className="dm-button-label">{children}</span>
    </>
  );
  if (download) {
    return (
      <a {...look} href={href} download>
        {content}
      </a>
    );
  }
  return (
    <UiLink {...look} href={href}>
      {content}
    </UiLink>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'shortcut' | 'wide'> {
  /** Accessible name, shown as the tooltip too. */
  readonly label: string;
  readonly icon: ReactNode;
}

export function IconButton({ label, icon, tone = 'quiet', ...rest }: IconButtonProps) {
  return (
    <Button
      {...rest}
      tone={tone}
      icon={icon}
      aria-label={label}
      title={label}
      className={`dm-icon-button ${rest.className ?? ''}`}
    />
  );
}
