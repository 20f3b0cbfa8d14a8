import { createContext, useContext, type ReactNode } from 'react';

/** Answers whether the signed-in person holds a permission. The server decides again on every call. */
export type PermissionCheck = (permission: string) => boolean;

const PermissionContext = createContext<PermissionCheck>(() => false);

export function PermissionProvider({ can, children }: { can: PermissionCheck; children: ReactNode }) {
  return <PermissionContext value={can}>{children}</PermissionContext>;
}

export function usePermission(permission: string): boolean {
  return useContext(PermissionContext)(permission);
}

export function usePermissionCheck(): PermissionCheck {
  return useContext(PermissionContext);
}

export interface PermissionGateProps {
  readonly permission: string | readonly string[];
  /** Shown instead; nothing unless given. A page uses `<NoPermission permission=… />`. */
  readonly fallback?: ReactNode;
  readonly children: ReactNode;
}

/** Shows its children to those who hold all of the permissions. */
export function PermissionGate({ permission, fallback = null, children }: PermissionGateProps) {
  const can = usePermissionCheck();
  const needed = typeof permission === 'string' ? [permission] : permission;
  return needed.every(can) ? children : fallback;
}
