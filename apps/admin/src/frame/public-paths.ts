const publicPaths = ['/reset', '/reset-password', '/accept-invitation', '/first-staff'] as const;

export type PublicPath = (typeof publicPaths)[number];

/** Who follows a link of a mail is not signed in, and comes in without the gate. */
export function isPublicPath(current: string): boolean {
  const path = (current.split('?')[0] ?? '').replace(/\/$/, '');
  return publicPaths.some((one) => path === one);
}
