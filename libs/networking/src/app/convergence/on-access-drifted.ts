import { Injectable } from '@nestjs/common';
import { SuspensionProgress } from '@demarc/billing';
import { type Act, Acts, Subscriber } from '@demarc/commands';
import { AccessDrifted, type AccessDriftedPayload } from '../../events.js';

/** Where access of a suspended customer could not be closed, the list is told: it may have to stop. */
@Injectable()
export class OnAccessDrifted extends Subscriber<AccessDriftedPayload> {
  readonly name = 'networking.on-access-drifted';
  readonly event = AccessDrifted;

  constructor(
    protected readonly acts: Acts,
    private readonly progress: SuspensionProgress,
  ) {
    super();
  }

  override concerns({ purpose }: AccessDriftedPayload): boolean {
    return purpose === 'block' || purpose === 'close';
  }

  protected on({ customerId, answer }: AccessDriftedPayload, act: Act): Promise<void> {
    return this.progress.noteFailure(act, customerId, answer);
  }
}
