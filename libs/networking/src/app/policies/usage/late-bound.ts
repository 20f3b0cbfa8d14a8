import type { Id } from '@demarc/kernel';

/**
 * What stands above the rooms that ask for it: they name it here, and the module says what it is. So a decision may ask for
 * a policy to be worked out, and a policy that was worked out may ask for a decision, with no circle of files.
 */
export abstract class PolicyTurner {
  abstract turnNow(planId: string, requestId: string, signal: AbortSignal): Promise<void>;
}

export abstract class AutomaticBuyer {
  abstract buyFor(serviceId: Id<'Service'>, requestId: string): Promise<void>;
}
