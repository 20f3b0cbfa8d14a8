import { SignInScreen } from '@demarc/web-kit';

/** A chunk of its own: who is signed in already never loads it. */
export function PortalSignIn({ brand }: { brand: string }) {
  return <SignInScreen kind="customer" brand={brand} forgotHref="/reset" />;
}
